"""Where a form's picture goes and what it starts from: what doesn't stand in the form's fields."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from bot.orders.filling import Filled
from bot.orders.order import SEVERAL, Action, Order, Source
from bot.prompt_line import Request
from bot.store.pictures import PictureId
from titan_core.parameters import asked_of
from titan_core.tasks import (
    TASKS,
    ColorGuidedGeneration,
    ImageVariation,
    SketchControl,
    StructureControl,
    StyleGuide,
    Task,
    TextToImage,
)

_KINDS = {kind.__name__: kind for kind in TASKS}
# Tasks that words lead as a whole: with other words they are worth asking for again.
_LED = {kind.__name__ for kind in (TextToImage, ImageVariation, StructureControl, SketchControl, StyleGuide)}
_LED |= {ColorGuidedGeneration.__name__}
_IN_FORM = frozenset(
    {"prompt", "negative_prompt", "size", "aspect_ratio", "seed", "number_of_images", "cfg_scale", "quality"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Led:
    """A task that starts from pictures, whose words the form changes. asked, sources: as Order has them.

    name: the picture, as people know it: a file's name, or what is seen.
    """

    asked: Mapping[str, str]
    sources: Mapping[str, Source]
    name: str = ""

    @classmethod
    def by(cls, source: Source, name: str) -> Self:
        """A picture like this one."""
        return cls(asked={"task": ImageVariation.__name__}, sources={SEVERAL: source}, name=name)

    @property
    def kind(self) -> type[Task]:
        return _KINDS[self.asked["task"]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """channel_id: "" where the person chooses it in the form. parent: the picture whose Edit was pressed."""

    channel_id: str = ""
    thread_ts: str | None = None
    parent: PictureId | None = None
    led: Led | None = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        parent, led = value["parent"], value["led"]
        sources = {name: Source.from_json(source) for name, source in led["sources"].items()} if led else {}
        return cls(
            channel_id=value["channel_id"],
            thread_ts=value["thread_ts"],
            parent=PictureId(**parent) if parent else None,
            led=Led(asked=led["asked"], sources=sources, name=led["name"]) if led else None,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def order(self, filled: Filled, request: Request) -> Order:
        """What the form asks for. Raises InvalidTaskError for what no model could draw."""
        words = asked_of(request.task())
        plain = Order(
            asked=words,
            model=request.model,
            action=Action.EDIT if self.parent else Action.IMAGINE,
            parent=self.parent,
            private=request.private,
        )
        if self.led is None or not filled.from_picture:
            return plain
        return replace(plain, asked=_led(self.led, words), sources=self.led.sources, otherwise=words)


def led_by(order: Order) -> Led | None:
    """What an order starts from, if words lead it; its pictures are named by what is seen in it."""
    if not order.sources or order.asked["task"] not in _LED:
        return None
    names = [source.name for source in order.sources.values() if source.name]
    return Led(asked=order.asked, sources=order.sources, name=", ".join(names) or order.prompt)


def _led(led: Led, words: Mapping[str, str]) -> dict[str, str]:
    """The led task with other words; what the words say and it has no field for is left out."""
    known = {one.name for one in fields(led.kind)}
    kept = {name: text for name, text in led.asked.items() if name not in _IN_FORM}
    return {**kept, **{name: text for name, text in words.items() if name in known}}

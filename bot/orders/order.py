"""One order: a task, written as JSON values so that a job row can hold it, and where its pictures come from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

from PIL import Image

from bot.store.pictures import PictureId
from titan_core.inputs import InputPicture
from titan_core.parameters import asked_of, task_of
from titan_core.tasks import Task, TextToImage

SEVERAL = "images"  # ImageVariation's field, which holds a tuple


class Action(StrEnum):
    """What an order does to its picture, or that it starts from words."""

    IMAGINE = "imagine"
    REROLL = "reroll"
    EDIT = "edit"
    ITERATE = "iterate"
    VARY = "vary"
    UPSCALE = "upscale"
    CUT_OUT = "cut_out"
    EXTEND = "extend"
    REPLACE = "replace"
    RECOLOR = "recolor"
    RESTYLE = "restyle"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A picture that goes in: one of ours, or a file that somebody shared (Slack's `file_id`).

    Of a file: `name`, who shared it (`user_id`), and the message it stands in, to credit and link.
    thumbnail: Slack's own is taken, since nobody here can read the original (HEIC).
    """

    picture: PictureId | None = None
    file_id: str = ""
    name: str = ""
    user_id: str = ""
    channel_id: str = ""
    message_ts: str = ""
    thumbnail: bool = False

    def __post_init__(self) -> None:
        if (self.picture is None) == (not self.file_id):
            raise ValueError("a source is a picture of ours or a file of Slack's")

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        picture = value.get("picture")
        return cls(**{**value, "picture": PictureId(**picture) if picture else None})


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """asked: the task as `titan_core.parameters.asked_of` writes it; sources: what goes into its picture fields.

    model: an alias of the catalog that alone is asked, None for the chain. parent: the picture it was derived from,
    also where that doesn't go in. about: what is seen, where the task's own words don't say it (cutting out, replacing
    something). otherwise: the TextToImage (as `asked`) to draw where no model can do the task. private: it is shown to
    its asker alone until they post it. Raises InvalidTaskError for what no model could draw.
    """

    asked: Mapping[str, str]
    sources: Mapping[str, Source] = field(default_factory=dict)
    model: str | None = None
    action: Action = Action.IMAGINE
    parent: PictureId | None = None
    about: str = ""
    otherwise: Mapping[str, str] | None = None
    private: bool = False

    def __post_init__(self) -> None:
        self.task({name: stand_in() for name in self.sources})

    @classmethod
    def of(cls, task: TextToImage, *, model: str | None = None, **more: Any) -> Self:  # noqa: ANN401  # own fields
        """An order from words alone."""
        return cls(asked=asked_of(task), model=model, **more)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        sources = {name: Source.from_json(source) for name, source in value["sources"].items()}
        parent = PictureId(**value["parent"]) if value["parent"] else None
        return cls(**{**value, "sources": sources, "parent": parent, "action": Action(value["action"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "action": self.action.value}

    @property
    def prompt(self) -> str:
        """What is seen, in words: a task that changes a part has words for that part alone."""
        return self.about or self.asked.get("prompt", "")

    @property
    def negative_prompt(self) -> str:
        return self.asked.get("negative_prompt", "")

    @property
    def number_of_images(self) -> int:
        return int(self.asked.get("number_of_images", "1"))

    @property
    def seed(self) -> int | None:
        return int(self.asked["seed"]) if "seed" in self.asked else None

    def with_seed(self, seed: int | None) -> "Order":
        """The same with another seed; None takes it away, so that a random one is picked."""
        others = {name: text for name, text in self.asked.items() if name != "seed"}
        return replace(self, asked=others if seed is None else {**others, "seed": str(seed)})

    def task(self, pictures: Mapping[str, InputPicture]) -> Task:
        """The task with its pictures, by the names of `sources`."""
        return task_of(self.asked, **{name: _held(name, picture) for name, picture in pictures.items()})

    def sketch(self) -> Task:
        """The task with a stand-in for each picture: for prices, and for what it would take."""
        return self.task({name: stand_in() for name in self.sources})

    def words_only(self) -> "Order":
        """What is drawn instead where no model can do the task; itself if there is no such thing."""
        if self.otherwise is None:
            return self
        return replace(self, asked=self.otherwise, sources={}, otherwise=None)


def _held(name: str, picture: InputPicture) -> object:
    return (picture,) if name == SEVERAL else picture


@lru_cache(maxsize=1)
def stand_in() -> InputPicture:
    """A picture that every model takes, for orders whose own pictures nobody has read yet."""
    return InputPicture.of(Image.new("RGB", (1024, 1024)), "png", 95)

"""From a picture that was drawn to the order of another one made of it: pure, nothing is asked of anybody.

What the new task has no field for is left out. Every order names its parent, and what is seen in words: the next
derivation starts from these.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.store.pictures import StoredPicture
from titan_core.parameters import asked_of, task_of
from titan_core.tasks import AspectRatio, ImageVariation, Quality, TextToImage

_LONGEST_TERM = 10_000  # AspectRatio's


def order_of(picture: StoredPicture) -> Order:
    """What it was drawn from."""
    return Order.from_json(picture.job.request)


def rerolled(picture: StoredPicture, *, seed: int, is_alone: bool) -> Order:
    """The same once more with another seed, a derivation included. is_alone: one picture, however many there were."""
    order = order_of(picture)
    asked = {**order.asked, "seed": str(seed)}
    otherwise = {**order.otherwise, "seed": str(seed)} if order.otherwise else None
    if is_alone:
        asked.pop("number_of_images", None)
    return replace(_derived(picture, asked, Action.REROLL, order.sources), otherwise=otherwise)


def varied(picture: StoredPicture, *, seed: int) -> Order:
    """Another like it; where no model can start from a picture, its words with the new seed."""
    order = order_of(picture)
    task = ImageVariation(images=(stand_in(),), prompt=order.prompt, seed=seed, **_style_of(order))
    made = _derived(picture, asked_of(task), Action.VARY, _in(picture, SEVERAL))
    return replace(made, otherwise=_words_of(picture, seed=seed))


def _derived(
    picture: StoredPicture,
    asked: Mapping[str, str],
    action: Action,
    sources: Mapping[str, Source],
    about: str = "",
) -> Order:
    """An order made of a picture, for all to see: who derives from a preview has posted it."""
    order = order_of(picture)
    seen = about or order.prompt
    return Order(
        asked=asked,
        sources=sources,
        model=order.model,
        action=action,
        parent=picture.id,
        about="" if seen == asked.get("prompt") else seen,
    )


def _in(picture: StoredPicture, field: str) -> dict[str, Source]:
    return {field: Source(picture=picture.id)}


def _style_of(order: Order) -> dict[str, Any]:
    """What Titan's tasks say beside words, size and seed."""
    task = order.sketch()
    return {
        "negative_prompt": order.negative_prompt,
        "cfg_scale": getattr(task, "cfg_scale", None),
        "quality": getattr(task, "quality", Quality.STANDARD),
    }


def _words_of(picture: StoredPicture, *, seed: int | None) -> dict[str, str] | None:
    """One picture from its words alone, as `asked_of` writes it; None if it has none."""
    order = order_of(picture)
    if order.otherwise or not order.sources:
        asked = {**(order.otherwise or order.asked), "number_of_images": "1"}
        return asked_of(task_of(asked if seed is None else {**asked, "seed": str(seed)}))
    if not order.prompt.strip():
        return None
    shape = _shape(picture.width, picture.height)
    return asked_of(TextToImage(prompt=order.prompt, aspect_ratio=shape, seed=seed, **_style_of(order)))


def _shape(width: int, height: int) -> AspectRatio:
    scale = min(1.0, _LONGEST_TERM / max(width, height))
    return AspectRatio(max(1, int(width * scale)), max(1, int(height * scale)))

"""From a picture that was drawn to the order of another one made of it: pure, nothing is asked of anybody.

What the new task has no field for is left out. Every order names its parent, and what is seen in words: the next
derivation starts from these.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Literal

from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.store.pictures import StoredPicture
from titan_core.parameters import asked_of, task_of
from titan_core.tasks import (
    MAX_MARGIN,
    PROMPT_CHARACTERS,
    AspectRatio,
    BackgroundRemoval,
    ImageVariation,
    Outpainting,
    Quality,
    SearchAndRecolor,
    SearchAndReplace,
    StructureControl,
    TextToImage,
    Upscale,
    UpscaleMode,
)

Side = Literal["left", "right", "up", "down"]
SIDES: tuple[Side, ...] = ("left", "right", "up", "down")
_ACROSS = ("left", "right")
_LONGEST_TERM = 10_000  # AspectRatio's
_COMMA = ", "
_UNSEEN = "this picture"  # where a model wants words and nobody has said any


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


def upscaled(picture: StoredPicture, mode: UpscaleMode) -> Order:
    """The same with more pixels."""
    fast = mode is UpscaleMode.FAST
    prompt = "" if fast else order_of(picture).prompt.strip() or _UNSEEN
    task = Upscale(image=stand_in(), mode=mode, prompt=prompt)
    return _derived(picture, asked_of(task), Action.UPSCALE, _in(picture))


def cut_out(picture: StoredPicture) -> Order:
    """What stands in front, on nothing."""
    return _derived(picture, asked_of(BackgroundRemoval(image=stand_in())), Action.CUT_OUT, _in(picture))


def extended(picture: StoredPicture, *, sides: Collection[Side], share: float, words: str = "") -> Order:
    """Carried on beyond its borders. share: of its own width or height, on each of the sides.

    words: what is to be seen there, "" for more of the same.
    """
    order = order_of(picture)
    seen = _and(order.prompt, words)
    margins = {side: _margin(picture, side, share) if side in sides else 0 for side in SIDES}
    task = Outpainting(
        image=stand_in(),
        prompt=seen,
        negative_prompt=order.negative_prompt,
        left=margins["left"],
        right=margins["right"],
        up=margins["up"],
        down=margins["down"],
    )
    return _derived(picture, asked_of(task), Action.EXTEND, _in(picture), seen)


def replaced(picture: StoredPicture, *, search: str, by: str) -> Order:
    """A thing in it replaced by another, both in words."""
    order = order_of(picture)
    negative, seen = order.negative_prompt, _instead(order.prompt, search, by)
    task = SearchAndReplace(image=stand_in(), search_prompt=search, prompt=by, negative_prompt=negative)
    return _derived(picture, asked_of(task), Action.REPLACE, _in(picture), seen)


def recolored(picture: StoredPicture, *, what: str, colors: str) -> Order:
    """A thing in it in other colours, both in words."""
    order = order_of(picture)
    negative, seen = order.negative_prompt, _and(order.prompt, f"{what} in {colors}")
    task = SearchAndRecolor(image=stand_in(), select_prompt=what, prompt=colors, negative_prompt=negative)
    return _derived(picture, asked_of(task), Action.RECOLOR, _in(picture), seen)


def restyled(picture: StoredPicture, *, style: str, seed: int) -> Order:
    """The same scene laid out the same, in another style; its words with that style where no model can."""
    order = order_of(picture)
    negative, seen = order.negative_prompt, _and(order.prompt, style)
    task = StructureControl(image=stand_in(), prompt=seen, seed=seed, negative_prompt=negative)
    words = TextToImage(
        prompt=seen, aspect_ratio=_shape(picture.width, picture.height), seed=seed, negative_prompt=negative
    )
    made = _derived(picture, asked_of(task), Action.RESTYLE, _in(picture), seen)
    return replace(made, otherwise=asked_of(words))


def drawn_again(order: Order, *, is_source_gone: bool, source: StoredPicture | None = None) -> Order | None:
    """What came to nothing once more, with its seed; where its picture is gone, from words; None if there are none.

    source: the picture that it started from, if that was one of ours. Unless other words have been said since, it is
    that one which is drawn again, with its own seed: from it people can go on as they wanted to.
    """
    if not is_source_gone:
        return order
    if order.otherwise and order.action is not Action.VARY:
        return replace(order.words_only(), action=Action.IMAGINE, parent=None)
    if source and (again := redrawn(source)):
        return replace(again, private=order.private)
    if order.otherwise:
        return replace(order.words_only(), action=Action.IMAGINE, parent=None)
    if not order.prompt.strip():
        return None
    task = TextToImage(prompt=order.prompt, seed=order.seed, **_style_of(order))
    return Order.of(task, model=order.model, private=order.private)


def redrawn(picture: StoredPicture) -> Order | None:
    """The picture itself once more, alone, from its words and with its seed; None if it has no words."""
    words = _words_of(picture, seed=picture.seed)
    return Order(asked=words, model=order_of(picture).model) if words else None


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


def _margin(picture: StoredPicture, side: Side, share: float) -> int:
    length = picture.width if side in _ACROSS else picture.height
    return min(max(1, round(length * share)), MAX_MARGIN)


def _in(picture: StoredPicture, field: str = "image") -> dict[str, Source]:
    return {field: Source(picture=picture.id)}


def _and(seen: str, words: str) -> str:
    """Both, and the new words whole where there are too many."""
    words = words.strip()[:PROMPT_CHARACTERS]
    room = PROMPT_CHARACTERS - len(words) - len(_COMMA)
    kept = seen.strip()[: max(0, room)] if words else seen
    return _COMMA.join(filter(None, (kept, words)))


def _instead(seen: str, search: str, by: str) -> str:
    """What is seen once a thing is replaced: it is no longer named, since models draw what is named."""
    swapped, count = re.subn(rf"(?<!\w){re.escape(search.strip())}(?!\w)", lambda _: by, seen, flags=re.IGNORECASE)
    return swapped[:PROMPT_CHARACTERS] if count else _and(seen, by)


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

"""A line that goes on from a picture, or from words that are being drawn: pure, nothing is asked of anybody.

`parse(…, onto=request_of(…))` has joined the words and flags already; here they meet the picture.
"""

from dataclasses import dataclass, replace
from typing import Any

from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.orders.shapes import has_shape, shape_of
from bot.prompt_line import Request
from bot.store.jobs import Job
from bot.store.pictures import StoredPicture
from titan_core.parameters import asked_of
from titan_core.tasks import AspectRatio, ColorGuidedGeneration, ImageVariation, Size, TextToImage

USUAL_KEEP = 60  # percent: what ImageVariation does by itself
_LOWEST, _USUAL, _HIGHEST = 0.2, 0.7, 1.0  # its similarity_strength
_SHAPES = {"size", "aspect_ratio"}
_WITH_SHAPE = (TextToImage, ImageVariation, ColorGuidedGeneration)


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What a line goes on from; nothing, as a rule.

    words: `parse`'s `onto`. picture: the newest that the thread shows. source: a picture that somebody shared;
    is_attached: with the line itself, so that `--new` doesn't leave it aside.
    """

    words: Request | None = None
    picture: StoredPicture | None = None
    source: Source | None = None
    is_attached: bool = False

    def order(self, request: Request) -> Order:
        """What to draw for a request that was parsed onto `words`."""
        if self.words:
            request = replace(request, negative_prompt=_once(request.negative_prompt))
        if self.source and (self.is_attached or not request.new):
            return drawn_over(request, self.source)
        if self.picture and not request.new:
            return iterated(request, self.picture)
        action = Action.ITERATE if self.words and not request.new else Action.IMAGINE
        return Order.of(request.task(), model=request.model, private=request.private, action=action)


def request_of(job: Job, picture: StoredPicture | None = None) -> Request | None:
    """What a line is appended to: the words a job was asked for and its flags, for one picture; None without words.

    picture: what was drawn. Its seed is its own, and a shape that it didn't get is not asked for again and again.
    """
    order = Order.from_json(job.request)
    if not order.prompt.strip():
        return None
    task = order.sketch()
    known = ("cfg_scale", "quality", *(("size", "aspect_ratio") if isinstance(task, _WITH_SHAPE) else ()))
    flags: dict[str, Any] = {name: getattr(task, name) for name in known if hasattr(task, name)}
    if picture:
        flags |= {name: None for name in _SHAPES & flags.keys() if not _fits(flags[name], picture)}
    return Request(
        prompt=order.prompt,
        negative_prompt=order.negative_prompt,
        model=order.model,
        seed=picture.seed if picture and picture.seed is not None else order.seed,
        **flags,
    )


def iterated(request: Request, picture: StoredPicture) -> Order:
    """The picture drawn anew by its words and the line's; where no model can start from it, by the words alone."""
    words = request.task()
    if request.size is None and request.aspect_ratio is None and picture.width != picture.height:
        words = replace(words, aspect_ratio=shape_of(picture.width, picture.height))
    more: dict[str, Any] = {"action": Action.ITERATE, "parent": picture.id, "private": request.private}
    if request.keep == 0:
        return Order.of(words, model=request.model, **more)
    sources = {SEVERAL: Source(picture=picture.id)}
    return Order(asked=_variation(request), sources=sources, model=request.model, otherwise=asked_of(words), **more)


def drawn_over(request: Request, source: Source) -> Order:
    """Somebody's picture drawn anew by the line. Without it the words would say too little: there is no other way."""
    more: dict[str, Any] = {"model": request.model, "action": Action.ITERATE, "private": request.private}
    if request.keep == 0:
        return Order.of(request.task(), **{**more, "action": Action.IMAGINE})
    return Order(asked=_variation(request), sources={SEVERAL: source}, **more)


def similarity(keep: int | None) -> float | None:
    """`--keep 0` to 100 as ImageVariation's similarity_strength: None for the usual, else even steps to it and on.

    So nobody who said nothing is told that a model measures it in its own way.
    """
    if keep is None or keep == USUAL_KEEP:
        return None
    if keep < USUAL_KEEP:
        return round(_LOWEST + (_USUAL - _LOWEST) * keep / USUAL_KEEP, 3)
    return round(_USUAL + (_HIGHEST - _USUAL) * (keep - USUAL_KEEP) / (100 - USUAL_KEEP), 3)


def _fits(asked: AspectRatio | Size | None, picture: StoredPicture) -> bool:
    return asked is None or has_shape(asked, picture.width, picture.height)


def _once(unwanted: str) -> str:
    """Things between commas, each named once: in a thread several people keep out the same."""
    things: dict[str, str] = {}
    for thing in filter(None, map(str.strip, unwanted.split(","))):
        things.setdefault(thing.casefold(), thing)
    return ", ".join(things.values())


def _variation(request: Request) -> dict[str, str]:
    task = ImageVariation(
        images=(stand_in(),),
        prompt=request.prompt,
        negative_prompt=request.negative_prompt,
        similarity_strength=similarity(request.keep),
        size=request.size,
        aspect_ratio=request.aspect_ratio,
        seed=request.seed,
        number_of_images=request.number_of_images,
        cfg_scale=request.cfg_scale,
        quality=request.quality,
    )
    return asked_of(task)

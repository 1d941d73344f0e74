"""From a picture that somebody shared to the order of another one made of it: pure, nothing is asked of anybody.

As deriving.py does it for our own; but nobody has said what is seen here, so the words are those of the person alone.
"""

from collections.abc import Mapping
from typing import Any

from bot.orders.doings import Price, price_of
from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.orders.pricing import Pricing
from bot.orders.shared_files import SharedPicture
from titan_core.parameters import asked_of
from titan_core.tasks import MAX_MARGIN, BackgroundRemoval, ImageVariation, Outpainting, StructureControl, Task, Upscale

ACTIONS = (Action.VARY, Action.EXTEND, Action.CUT_OUT, Action.UPSCALE, Action.RESTYLE)
_SHARE = 0.25  # of its width and height, by which it is extended on each side
_UNKNOWN_SIDE = 1024  # px, where Slack doesn't say how large it is
_ANY = "it"  # words stand in for those that nobody has said yet: prices don't depend on them


def made_of(picture: SharedPicture, action: Action, words: str = "") -> Order:
    """The order of an action. words: what shall be seen, "" for what is there.

    Raises InvalidTaskError for restyling without words.
    """
    task = _task(picture, action, words.strip())
    field = SEVERAL if isinstance(task, ImageVariation) else "image"
    about = "" if asked_of(task).get("prompt", "") == words.strip() else words.strip()
    return Order(asked=asked_of(task), sources={field: picture.source}, action=action, about=about)


def offered(picture: SharedPicture, pricing: Pricing) -> Mapping[Action, Price]:
    """The actions that some model is there for, and that takes a picture so long; with their prices."""
    prices = {action: price_of(made_of(picture, action, _ANY), picture, pricing) for action in ACTIONS}
    return {action: price for action, price in prices.items() if price}


def shared_from_json(value: Mapping[str, Any]) -> SharedPicture:
    """Read what `dataclasses.asdict` wrote."""
    return SharedPicture(**{**value, "source": Source.from_json(value["source"])})


def _task(picture: SharedPicture, action: Action, words: str) -> Task:
    match action:
        case Action.EXTEND:
            across, along = (_margin(side) for side in (picture.width, picture.height))
            return Outpainting(image=stand_in(), prompt=words, left=across, right=across, up=along, down=along)
        case Action.CUT_OUT:
            return BackgroundRemoval(image=stand_in())
        case Action.UPSCALE:
            return Upscale(image=stand_in())
        case Action.RESTYLE:
            return StructureControl(image=stand_in(), prompt=words)
        case _:
            return ImageVariation(images=(stand_in(),), prompt=words)


def _margin(side: int) -> int:
    return min(max(1, round((side or _UNKNOWN_SIDE) * _SHARE)), MAX_MARGIN)

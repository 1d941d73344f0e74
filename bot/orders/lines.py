"""The line that one would type for an order."""

from collections.abc import Sequence
from dataclasses import fields, replace

from bot.orders.order import Order
from bot.prompt_line import Request
from bot.store.pictures import StoredPicture
from titan_core.errors import InvalidTaskError
from titan_core.tasks import TextToImage

_TYPED = frozenset(field.name for field in fields(Request)) & frozenset(field.name for field in fields(TextToImage))


def typed_line(order: Order) -> str | None:
    """The text after the command that asks for this order again; None if no line can say it."""
    task = order.sketch()
    if order.sources or not isinstance(task, TextToImage):
        return None
    said = {field.name: getattr(task, field.name) for field in fields(task)}
    if any(said[field.name] != field.default for field in fields(task) if field.name not in _TYPED):
        return None
    try:
        return Request(**{name: said[name] for name in _TYPED}, model=order.model).line()
    except InvalidTaskError:
        return None


def line_of_one(picture: StoredPicture, siblings: Sequence[StoredPicture]) -> str | None:
    """The text that draws one picture again, alone if it has a seed of its own; None if no line can say it.

    siblings: all pictures of its job. Titan gives the pictures of one call one seed: they come out together only.
    """
    order = Order.from_json(picture.job.request)
    if (picture.job.outcome or {}).get("redrawn"):
        order = order.words_only()
    if sum(other.seed == picture.seed for other in siblings) > 1:
        return typed_line(order)
    alone = {name: text for name, text in order.asked.items() if name != "number_of_images"}
    return typed_line(replace(order, asked=alone).with_seed(picture.seed))

"""What can be made of a picture here and now, each with its price: what no model is there for is not among it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bot.orders.deriving import SIDES, cut_out, extended, recolored, replaced, restyled, upscaled
from bot.orders.enlarging import Enlarged, enlargements
from bot.orders.order import Action, Order
from bot.orders.pricing import Pricing
from bot.store.pictures import StoredPicture
from titan_core.catalog import Model
from titan_core.tasks import UpscaleMode

_ANY = "it"  # words stand in for those that nobody has said yet: prices don't depend on them


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """List price in USD, and whether to ask before it is spent."""

    usd: Decimal
    is_dear: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Enlarging:
    """An upscaler, with what it makes of the picture."""

    size: Enlarged
    price: Price


@dataclass(frozen=True, kw_only=True, slots=True)
class Doings:
    """enlarging: by upscaler. changes: the other actions that are there, cutting out among them."""

    enlarging: Mapping[UpscaleMode, Enlarging]
    changes: Mapping[Action, Price]


def doings_with(picture: StoredPicture, pricing: Pricing) -> Doings:
    """Ask the catalog; nothing is sent."""
    sizes = enlargements(picture.width, picture.height)
    enlarging = {size.mode: price_of(upscaled(picture, size.mode), picture, pricing) for size in sizes}
    changes = {order.action: price_of(order, picture, pricing) for order in _samples(picture)}
    return Doings(
        enlarging={it.mode: Enlarging(size=it, price=price) for it in sizes if (price := enlarging[it.mode])},
        changes={action: price for action, price in changes.items() if price},
    )


class Measured(Protocol):
    """A picture whose size is known, in px."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


def price_of(order: Order, picture: Measured, pricing: Pricing) -> Price | None:
    """The price of an order that starts from the picture; None if no model is there, or takes none so long."""
    estimate = pricing.estimate(order) if pricing.is_offered(type(order.sketch())) else None
    if estimate is None or not _takes(estimate.model, picture):
        return None
    return Price(usd=estimate.usd, is_dear=pricing.is_dear(estimate.usd))


def _samples(picture: StoredPicture) -> tuple[Order, ...]:
    return (
        cut_out(picture),
        extended(picture, sides=SIDES, share=0.25),
        replaced(picture, search=_ANY, by=_ANY),
        recolored(picture, what=_ANY, colors=_ANY),
        restyled(picture, style=_ANY, seed=0),
    )


def _takes(model: Model, picture: Measured) -> bool:
    """Size and format are made to fit when it is drawn; shape is not."""
    short, long = sorted((picture.width, picture.height))
    return model.inputs is None or long <= model.inputs.max_ratio * short

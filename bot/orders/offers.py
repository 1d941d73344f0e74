"""What a picture's buttons may offer, and which of them ask before they spend: by the price list, nothing is sent."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.orders.pricing import Pricing
from bot.store.pictures import PictureId
from titan_core.parameters import asked_of
from titan_core.tasks import ImageVariation

_ANY = PictureId(job_id="0" * 12, index=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """vary: whether any model is there for it. Prices in USD only where they are to be asked about first."""

    vary: bool
    reroll_usd: Decimal | None = None
    vary_usd: Decimal | None = None


def offer_of(pricing: Pricing, order: Order, *, is_alone: bool = False) -> Offer:
    """What to offer under the picture of an order; is_alone: it is shown as one, however many were drawn."""
    vary = pricing.is_offered(ImageVariation)
    return Offer(
        vary=vary,
        reroll_usd=asked_about(pricing, one_of(order) if is_alone else order),
        vary_usd=asked_about(pricing, _variation(order)) if vary else None,
    )


def one_of(order: Order) -> Order:
    """The same for one picture."""
    return replace(order, asked={name: text for name, text in order.asked.items() if name != "number_of_images"})


def _variation(order: Order) -> Order:
    """As much as a variation's price depends on."""
    asked = asked_of(ImageVariation(images=(stand_in(),)))
    return Order(asked=asked, sources={SEVERAL: Source(picture=_ANY)}, model=order.model, action=Action.VARY)


def asked_about(pricing: Pricing, order: Order) -> Decimal | None:
    """The price that is asked about before it is spent; None where nothing need be asked."""
    estimate = pricing.estimate(order)
    return estimate.usd if estimate and pricing.is_dear(estimate.usd) else None

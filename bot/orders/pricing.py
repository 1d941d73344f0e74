"""What an order would cost, and whether any model is there for it: asked of the catalog, nothing is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.orders.order import Order
from titan_core.catalog import Model, price_of
from titan_core.client import ImageClient
from titan_core.errors import NoModelError
from titan_core.results import Estimate
from titan_core.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Pricing:
    """`client_for` answers the client for a model that was named, or for the chain; dearer than `confirm_usd` asks.

    prices: by model id, of one picture whatever its size and quality, instead of the list's.
    """

    client_for: Callable[[str | None], ImageClient]
    confirm_usd: Decimal
    prices: Mapping[str, Decimal] = field(default_factory=dict)

    def estimate(self, order: Order) -> Estimate | None:
        """Price with the model that is likely to draw; None if no model can."""
        client, task = self.client_for(order.model), order.sketch()
        instead = self.estimate(order.words_only()) if order.otherwise else None
        try:
            found = client.estimate(task, fit=True, price=self.of_one)
        except NoModelError:
            return instead
        return replace(found, at_most=max(found.at_most, instead.at_most)) if instead else found

    def of_one(self, model: Model, task: Task) -> Decimal:
        """Price of one picture by a model."""
        own = self.prices.get(model.model_id)
        return price_of(model, task) if own is None else own

    def is_dear(self, usd: Decimal) -> bool:
        """Whether to ask before it is spent."""
        return usd > self.confirm_usd

    def is_offered(self, kind: type[Task]) -> bool:
        """Whether any model is there for tasks of a type."""
        return bool(self.client_for(None).available(kind))

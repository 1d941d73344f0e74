"""What an order would cost, and whether any model is there for it: asked of the catalog, nothing is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bot.orders.order import Order
from titan_core.client import ImageClient
from titan_core.errors import NoModelError
from titan_core.results import Estimate
from titan_core.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Pricing:
    """`client_for` answers the client for a model that was named, or for the chain; dearer than `confirm_usd` asks."""

    client_for: Callable[[str | None], ImageClient]
    confirm_usd: Decimal

    def estimate(self, order: Order) -> Estimate | None:
        """Price by the list and the model that is likely to draw; None if no model can."""
        client = self.client_for(order.model)
        try:
            return client.estimate(order.sketch(), fit=True)
        except NoModelError:
            if order.otherwise is None:
                return None
        return self.estimate(order.words_only())

    def is_dear(self, usd: Decimal) -> bool:
        """Whether to ask before it is spent."""
        return usd > self.confirm_usd

    def is_offered(self, kind: type[Task]) -> bool:
        """Whether any model is there for tasks of a type."""
        return bool(self.client_for(None).available(kind))

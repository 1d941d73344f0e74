"""An order, and who wants it drawn where."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.orders.order import Order
from bot.store.people import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One intent of a person: the same `intent` asked twice makes one job.

    A slash command's intent is its trigger id, a mention's its team, channel and ts, a form's its view's id, a
    confirmed draft's `draft:` and its id, a button's its picture, action and, where each press counts, the press.
    """

    intent: str
    person: Person
    channel_id: str
    thread_ts: str | None
    command: str
    response_url: str | None
    order: Order

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(**{**value, "person": Person(**value["person"]), "order": Order.from_json(value["order"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "order": self.order.to_json()}

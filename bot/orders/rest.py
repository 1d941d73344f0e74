"""Of several pictures those that are missing because their calls failed: pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.orders.order import Order
from titan_core.errors import InvalidTaskError


def missing(order: Order, outcome: Mapping[str, Any]) -> int:
    """How many failed, by what a draw came to (bot/jobs/outcome.py); what a filter kept back is not among them."""
    if not outcome.get("rest"):
        return 0
    return order.number_of_images - len(outcome["parts"]) - int(outcome["withheld"])


def rest_of(order: Order, outcome: Mapping[str, Any]) -> Order:
    """The order of what is missing alone: with the seeds that it would have had, where these follow one another."""
    if outcome.get("redrawn"):
        order = order.words_only()
    count, drawn = missing(order, outcome), {part["index"] for part in outcome["parts"]}
    places = [place for place in range(order.number_of_images) if place not in drawn]
    others = replace(order, asked={**order.asked, "number_of_images": str(count)})
    if order.seed is None or places != list(range(places[0], places[0] + count)):
        return others.with_seed(None)
    try:
        return others.with_seed(order.seed + places[0])
    except InvalidTaskError:  # beyond the highest seed
        return others.with_seed(None)

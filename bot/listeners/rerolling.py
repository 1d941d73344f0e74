"""Re-roll and Vary: one job a press, whoever presses; the message they stand under stays as it is."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import refuse_stale, say_place
from bot.listeners.presses import Press, enqueue_press, press_on_message
from bot.orders.deriving import rerolled, varied
from bot.orders.order import Order
from bot.services import Services
from bot.views.buttons import REROLL, VARY

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def drawing(derive: Callable[[Press, int], Order]) -> Callable[[Ack, Json, Json], None]:
        def on_press(ack: Ack, body: Json, action: Json) -> None:
            _draw(services, body, action, derive)
            ack()

        return on_press

    app.action(REROLL)(drawing(_rerolled))
    app.action(VARY)(drawing(_varied))


def _draw(services: Services, body: Json, action: Json, derive: Callable[[Press, int], Order]) -> None:
    press = press_on_message(services, body, action)
    if press is None:
        refuse_stale(services, body)
        return
    seed = services.clients.of(None).pick_seed()
    say_place(services, body, enqueue_press(services, press, derive(press, seed), press.intent))


def _rerolled(press: Press, seed: int) -> Order:
    """Of a message that shows one picture out of several, that one alone."""
    return rerolled(press.picture, seed=seed, is_alone=press.post.index is not None)


def _varied(press: Press, seed: int) -> Order:
    return varied(press.picture, seed=seed)

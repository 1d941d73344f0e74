"""Under a picture that its asker alone sees: post it, draw it anew, or discard it."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import refuse_stale, say_place
from bot.listeners.errands import take
from bot.listeners.presses import Press, press_on_message
from bot.orders.asked import Asked
from bot.orders.deriving import order_of, rerolled
from bot.orders.errand import ErrandKind
from bot.services import Services
from bot.views.buttons import DISCARD, POST, SHUFFLE

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def post(ack: Ack, body: Json, action: Json) -> None:
        press = _press(services, body, action)
        if press:
            job, is_whole = press.picture.job, press.post.index is None
            more = {"channel_id": job.channel_id, "thread_ts": job.thread_ts, "is_whole": is_whole}
            take(services, press, ErrandKind.POST, **more)
        ack()

    def shuffle(ack: Ack, body: Json, action: Json) -> None:
        press = _press(services, body, action)
        if press:
            say_place(services, body, services.enqueuer.enqueue(_shuffled(services, press)))
        ack()

    def discard(ack: Ack, body: Json, action: Json) -> None:
        press = _press(services, body, action)
        if press:
            take(services, press, ErrandKind.ERASE)
        ack()

    app.action(POST)(post)
    app.action(SHUFFLE)(shuffle)
    app.action(DISCARD)(discard)


def _press(services: Services, body: Json, action: Json) -> Press | None:
    """A press of its asker on a picture that they alone see; any other is refused."""
    press = press_on_message(services, body, action)
    if press and press.is_direct and press.picture.job.person == press.person and order_of(press.picture).private:
        return press
    refuse_stale(services, body)
    return None


def _shuffled(services: Services, press: Press) -> Asked:
    """The same, once more for its asker alone, and to be posted to where the first was asked for."""
    job, seed = press.picture.job, services.clients.of(None).pick_seed()
    order = rerolled(press.picture, seed=seed, is_alone=press.post.index is not None)
    return Asked(
        intent=press.intent,
        person=press.person,
        channel_id=job.channel_id,
        thread_ts=job.thread_ts,
        command=job.command,
        response_url=press.response_url,
        order=replace(order, private=True),
    )

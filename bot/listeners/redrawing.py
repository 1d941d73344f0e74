"""Draw again, where a picture's file is gone: anew from its words, with its seed, for everyone who can see it."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.jobs.enqueue import Enqueued
from bot.listeners.answering import answer_alone, refuse_stale, say_place_of
from bot.listeners.changing import landing_of
from bot.listeners.errands import refuse_in_view, show_in_view
from bot.listeners.presses import Press, enqueue_press, press_on_notice
from bot.orders.asked import Asked
from bot.orders.deriving import order_of, redrawn
from bot.orders.order import Order
from bot.services import Services
from bot.views.buttons import REDRAW
from bot.views.more.under_way import under_way_view
from bot.views.notices.presses import no_words_left

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def redraw(ack: Ack, body: Json, action: Json) -> None:
        press = press_on_notice(services, body, action)
        if press is None:
            (refuse_in_view if "view" in body else refuse_stale)(services, body)
        else:
            _redraw(services, body, press)
        ack()

    app.action(REDRAW)(redraw)


def _redraw(services: Services, body: Json, press: Press) -> None:
    order = redrawn(press.picture)
    if order is None:
        answer_alone(services, body, no_words_left)
        return
    enqueued = _enqueue(services, press, order)
    if "view" in body:
        show_in_view(services, body, lambda words: under_way_view(landing_of(services, press), "", words))
    say_place_of(services, press, enqueued)


def _enqueue(services: Services, press: Press, order: Order) -> Enqueued:
    """A preview comes as a preview again, to be posted to where the first was asked for."""
    job = press.picture.job
    if not (press.is_direct and order_of(press.picture).private and job.person == press.person):
        return enqueue_press(services, press, order, press.intent)
    return services.enqueuer.enqueue(
        Asked(
            intent=press.intent,
            person=press.person,
            channel_id=job.channel_id,
            thread_ts=job.thread_ts,
            command=job.command,
            response_url=press.response_url,
            order=replace(order, private=True),
        )
    )

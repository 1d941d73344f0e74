"""Draw again: what came to nothing once more, or what is missing, with the same seeds; its asker's alone."""

from typing import Any

from slack_bolt import Ack, App

from bot.delivery.sources import SourceGoneError
from bot.jobs.enqueue import Enqueued
from bot.listeners.answering import answer_alone, person_of, refuse_stale, say_place
from bot.orders.asked import Asked
from bot.orders.deriving import drawn_again
from bot.orders.order import Order
from bot.orders.rest import rest_of
from bot.services import Services
from bot.store.jobs import Job, State
from bot.store.pictures import StoredPicture
from bot.views.buttons import DRAW_AGAIN
from bot.views.notices.presses import no_words_left, not_yours

Json = dict[str, Any]
_CAME_TO_NOTHING = frozenset({State.FAILED, State.REFUSED, State.CANCELLED})


def register(app: App, services: Services) -> None:
    def again(ack: Ack, body: Json, action: Json) -> None:
        job = services.jobs.find(str(action.get("value", "")))
        if job is None or not _is_wanting(job) or job.team_id != body["team"]["id"]:
            refuse_stale(services, body)
        elif job.person != person_of(body):
            answer_alone(services, body, not_yours)
        else:
            _draw(services, body, job)
        if body.get("view", {}).get("type") == "home":
            services.at_leisure.submit(services.home_tab.publish, person_of(body))  # where it was listed
        ack()

    app.action(DRAW_AGAIN)(again)


def _draw(services: Services, body: Json, job: Job) -> None:
    enqueued = _again(services, job, body.get("response_url"))
    if enqueued is None:
        answer_alone(services, body, no_words_left)
    elif enqueued.job.state is State.WAITING:
        say_place(services, body, enqueued)


def _again(services: Services, job: Job, response_url: str | None) -> Enqueued | None:
    """One job for each that came to nothing: pressed twice, the second press finds the job of the first.

    Where that came to nothing too, the press is taken as one on the button of its own notice. None without words.
    """
    order = _order(services, job)
    if order is None:
        return None
    asked = Asked(
        intent=f"{DRAW_AGAIN}:{job.id}",
        person=job.person,
        channel_id=job.channel_id,
        thread_ts=job.thread_ts,
        command=job.command,
        response_url=response_url,
        order=order,
    )
    enqueued = services.enqueuer.enqueue(asked)
    if enqueued.job.state in _CAME_TO_NOTHING:
        return _again(services, enqueued.job, response_url)
    return enqueued


def _is_wanting(job: Job) -> bool:
    return job.state in _CAME_TO_NOTHING or bool((job.outcome or {}).get("rest"))


def _order(services: Services, job: Job) -> Order | None:
    asked_for = Order.from_json(job.request)
    if job.state not in _CAME_TO_NOTHING:
        return rest_of(asked_for, job.outcome or {})
    return drawn_again(asked_for, is_source_gone=_lost_source(job), source=_source(services, asked_for))


def _source(services: Services, order: Order) -> StoredPicture | None:
    """The picture of ours that it started from; none that somebody has deleted."""
    ours = next((source.picture for source in order.sources.values() if source.picture), None)
    found = services.pictures.find(ours) if ours else None
    return found if found and found.deleted_at is None else None


def _lost_source(job: Job) -> bool:
    return job.outcome is not None and job.outcome.get("code") == SourceGoneError.code

"""The reviewers' two buttons. Who may decide is asked of Slack after the ack, by the worker that carries it out."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import answer_alone, person_of
from bot.listeners.settings import send_view, words_for_view
from bot.orders.judgement import Judged, Judgement
from bot.services import Services
from bot.store.reviews import is_open
from bot.views.buttons import APPROVE_PICTURE, REJECT_PICTURE
from bot.views.notices.presses import press_again
from bot.views.reviews import REJECT_FORM, ReviewAt, closed_view, reason_in, reject_view

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def approve(ack: Ack, body: Json, action: Json) -> None:
        at = _at(body, action)
        press_id = f"{at.job_id}:judge:{body['user']['id']}:{action.get('action_ts')}"
        _take(services, body, at, Judged.APPROVED, id=press_id, response_url=str(body.get("response_url", "")))
        ack()

    def open_reject(ack: Ack, body: Json, action: Json) -> None:
        at, person = _at(body, action), person_of(body)
        waits = is_open(services.reviews.find(at.job_id), services.jobs.find(at.job_id))
        words = words_for_view(services, person)
        view = reject_view(at, words) if waits else closed_view(words)
        if not send_view(services, person, "views.open", view, trigger_id=str(body["trigger_id"])):
            answer_alone(services, body, press_again)
        ack()

    def rejected(ack: Ack, body: Json) -> None:
        view = body["view"]
        at = ReviewAt.of(view)
        press_id = f"{at.job_id}:judge:{view['id']}"
        _take(services, body, at, Judged.REJECTED, id=press_id, reason=reason_in(view))
        ack()

    app.action(APPROVE_PICTURE)(approve)
    app.action(REJECT_PICTURE)(open_reject)
    app.view(REJECT_FORM)(rejected)


def _at(body: Json, action: Json) -> ReviewAt:
    container = body["container"]
    return ReviewAt(
        job_id=str(action.get("value", "")),
        channel_id=str(container.get("channel_id", "")),
        message_ts=str(container.get("message_ts", "")),
    )


def _take(services: Services, body: Json, at: ReviewAt, judged: Judged, **more: str) -> None:
    """Commit the press; when this returns, it may be acked."""
    where = {"job_id": at.job_id, "channel_id": at.channel_id, "message_ts": at.message_ts}
    services.review_desk.judge(Judgement(judged=judged, person=person_of(body), **where, **more))

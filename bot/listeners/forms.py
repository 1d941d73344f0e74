"""The form's submission: one job a view, or what is wrong beside its field."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.jobs.enqueue import Asked, Enqueued
from bot.listeners.answering import person_of
from bot.listeners.form_changes import Open, change, read_form
from bot.locale import Words
from bot.manifest import DEFAULT_COMMAND
from bot.orders.filling import Fault, request_of
from bot.prompt_line import Request
from bot.services import Services
from bot.views.form.fields import OWN, WHERE, block_id
from bot.views.form.view import CALLBACK, faults_by_block
from bot.views.line import in_line
from bot.views.modal import said_view
from bot.views.notices.forms import stale_form

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def submit(ack: Ack, body: Json) -> None:
        ack(**_submitted(services, body))

    def on_change(ack: Ack, body: Json, action: Json) -> None:
        change(services, body, action)
        ack()

    app.view(CALLBACK)(submit)
    app.action(OWN)(on_change)


def _submitted(services: Services, body: Json) -> Json:
    """Enqueue what the form asks for; the answer is what becomes of the view."""
    form, words = read_form(services, body), services.languages.known(person_of(body)) or services.words
    if form is None:
        return {"response_action": "update", "view": said_view(stale_form(words), words)}
    channel_id = form.origin.channel_id or form.filled.channel_id
    if not channel_id:
        return _errors({block_id(WHERE, form.shown.round): words("Choose where the picture goes.")})
    found = request_of(form.filled, partial(services.preferences.preset, form.person, channel_id))
    if not isinstance(found, Request):
        return _errors(_beside(found, form, words))
    enqueued = _enqueue(services, form, found, body["view"]["id"])
    if enqueued.wait.ahead:
        services.after_ack.submit(_say_place, services, enqueued)
    return {"response_action": "clear"}


def _enqueue(services: Services, form: Open, request: Request, view_id: str) -> Enqueued:
    return services.enqueuer.enqueue(
        Asked(
            intent=f"form:{view_id}",
            person=form.person,
            channel_id=form.origin.channel_id or form.filled.channel_id,
            thread_ts=form.origin.thread_ts,
            command=DEFAULT_COMMAND,
            response_url=None,
            order=form.origin.order(form.filled, request),
        )
    )


def _beside(faults: tuple[Fault, ...], form: Open, words: Words) -> dict[str, str]:
    return faults_by_block(form.shown, faults, words, DEFAULT_COMMAND)


def _errors(errors: dict[str, str]) -> Json:
    return {"response_action": "errors", "errors": errors}


def _say_place(services: Services, enqueued: Enqueued) -> None:
    words = services.languages.words_of(enqueued.job.person)
    services.telling.tell(enqueued.job, in_line(enqueued.job.id, enqueued.wait, words), words)

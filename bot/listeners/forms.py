"""The form's submission: one job a view, a question first where there is one, or what is wrong beside its field."""

import hashlib
import json
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.intake.said import Said, Wanted
from bot.jobs.enqueue import Enqueued
from bot.listeners.answering import person_of
from bot.listeners.form_changes import Open, change, read_form
from bot.locale import Words
from bot.manifest import DEFAULT_COMMAND
from bot.orders.asked import Asked
from bot.orders.filling import Fault, request_of
from bot.prompt_line import Request
from bot.services import Services
from bot.views.form import asked
from bot.views.form.fields import OWN, WHERE, block_id
from bot.views.form.view import CALLBACK, faults_by_block
from bot.views.modal import said_view
from bot.views.notices.asked import stale_question
from bot.views.notices.forms import stale_form
from bot.views.taken import taken

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def submit(ack: Ack, body: Json) -> None:
        ack(**_submitted(services, body))

    def on_change(ack: Ack, body: Json, action: Json) -> None:
        change(services, body, action)
        ack()

    def agree(ack: Ack, body: Json) -> None:
        ack(**_agreed(services, body))

    app.view(CALLBACK)(submit)
    app.view(asked.CALLBACK)(agree)
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
    wanted = Wanted(request=found, order=form.origin.order(form.filled, found))
    said = _said(form, wanted, body["view"]["id"])
    is_told_again = services.intake.queue.made_by(said.intent) is not None
    question = None if is_told_again else services.intake.questions.about(said, [wanted])
    if question:
        return {"response_action": "push", "view": asked.asked_view(question, words)}
    return _taken(services, _enqueue(services, said, wanted))


def _agreed(services: Services, body: Json) -> Json:
    """Enqueue what was asked about."""
    person, view = person_of(body), body["view"]
    if asked.is_unasked(view):
        chosen = services.preferences.of_person(person)
        services.preferences.keep(person.team_id, person.user_id, replace(chosen, english_only=True))
    enqueued = services.intake.batches.enqueue(str(view.get("private_metadata", "")), person)
    if enqueued is None:
        words = services.languages.known(person) or services.words
        return {"response_action": "update", "view": said_view(stale_question(words), words)}
    return _taken(services, enqueued)


def _taken(services: Services, enqueued: Enqueued) -> Json:
    if enqueued.wait.ahead or enqueued.left:
        services.after_ack.submit(_say_place, services, enqueued)
    return {"response_action": "clear"}


def _said(form: Open, wanted: Wanted, view_id: str) -> Said:
    """As if it had been typed. A view makes one job of what it asks for, whatever was asked about before."""
    order = json.dumps(wanted.order.to_json(), sort_keys=True)
    return Said(
        text=wanted.request.line(),
        from_message=False,
        intent=f"form:{view_id}:{hashlib.sha256(order.encode()).hexdigest()[:16]}",
        person=form.person,
        channel_id=form.origin.channel_id or form.filled.channel_id,
        thread_ts=form.origin.thread_ts,
        command=DEFAULT_COMMAND,
        response_url=None,
    )


def _enqueue(services: Services, said: Said, wanted: Wanted) -> Enqueued:
    return services.enqueuer.enqueue(
        Asked(
            intent=said.intent,
            person=said.person,
            channel_id=said.channel_id,
            thread_ts=said.thread_ts,
            command=said.command,
            response_url=None,
            order=wanted.order,
        )
    )


def _beside(faults: tuple[Fault, ...], form: Open, words: Words) -> dict[str, str]:
    return faults_by_block(form.shown, faults, words, DEFAULT_COMMAND)


def _errors(errors: dict[str, str]) -> Json:
    return {"response_action": "errors", "errors": errors}


def _say_place(services: Services, enqueued: Enqueued) -> None:
    words = services.languages.words_of(enqueued.job.person)
    message = taken(enqueued, (), words)
    if message:
        services.telling.tell(enqueued.job, message, words)

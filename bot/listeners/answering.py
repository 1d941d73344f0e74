"""What a press is answered: to the presser alone, in their language, once Slack has its ack."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.jobs.enqueue import Enqueued
from bot.locale import Words
from bot.services import Services
from bot.store.people import Person
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.notices.presses import stale_press

_LOG = logging.getLogger(__name__)
Json = Mapping[str, Any]


def answer_alone(services: Services, body: Json, build: Callable[[Words], Message]) -> None:
    """Answer a press of a message's button where it was made."""
    services.after_ack.submit(_answer, services, body, build)


def refuse_stale(services: Services, body: Json) -> None:
    """Say that the button belongs to nothing, and keep a trace of it: values are forged by hand as a rule."""
    person = person_of(body)
    extra = {"event": "stale_press", "team_id": person.team_id, "user_id": person.user_id}
    _LOG.info("A press on no picture that is known", extra=extra)
    answer_alone(services, body, stale_press)


def say_place(services: Services, body: Json, enqueued: Enqueued) -> None:
    """Say the place in line; nothing where drawing starts at once."""
    if enqueued.wait.ahead:
        answer_alone(services, body, lambda words: in_line(enqueued.job.id, enqueued.wait, words))


def person_of(body: Json) -> Person:
    return Person(team_id=body["team"]["id"], user_id=body["user"]["id"])


def _answer(services: Services, body: Json, build: Callable[[Words], Message]) -> None:
    person = person_of(body)
    message = build(services.languages.words_of(person))
    told = {**message, "replace_original": False, "response_type": "ephemeral"}
    if services.slack.respond(str(body.get("response_url", "")), told):
        return
    container = body["container"]
    services.telling.whisper(person, str(container.get("channel_id")), container.get("thread_ts"), message)

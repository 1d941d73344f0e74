"""What a press is answered: to the presser alone, in their language, once Slack has its ack."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.jobs.enqueue import Enqueued
from bot.listeners.presses import Press, written_in
from bot.locale import Words
from bot.services import Services
from bot.store.people import Person
from bot.views.message import Message
from bot.views.notices.presses import stale_press, too_old
from bot.views.taken import taken

Json = Mapping[str, Any]


def answer_alone(services: Services, body: Json, build: Callable[[Words], Message | None]) -> None:
    """Answer a press of a message's button where it was made."""
    services.after_ack.submit(_answer, services, body, build)


def refuse_stale(services: Services, body: Json) -> None:
    """Say that the button belongs to nothing."""
    answer_alone(services, body, stale(services, body))


def stale(services: Services, body: Json) -> Callable[[Words], Message]:
    """What a press comes to whose picture isn't there; by its message's age, whether time has taken it."""
    team_id = person_of(body).team_id
    message_ts = written_in(body)["message_ts"] if "view" in body else str(body["container"].get("message_ts", ""))
    if services.retention.is_over(team_id, message_ts):
        return partial(too_old, services.retention.days_of(team_id))
    return stale_press


def say_place(services: Services, body: Json, enqueued: Enqueued) -> None:
    """Say the place in line and what little is left of a limit; nothing where drawing starts at once."""
    if enqueued.wait.ahead or enqueued.left:
        answer_alone(services, body, partial(taken, enqueued, ()))


def say_place_of(services: Services, press: Press, enqueued: Enqueued) -> None:
    """The same where a press was made in a view, which has no response_url: beside the message it is about."""
    if enqueued.wait.ahead or enqueued.left:
        services.after_ack.submit(_whisper_place, services, press, enqueued)


def _whisper_place(services: Services, press: Press, enqueued: Enqueued) -> None:
    message = taken(enqueued, (), services.languages.words_of(press.person))
    if message:
        services.telling.whisper(press.person, press.post.channel_id, press.post.thread_ts, message)


def person_of(body: Json) -> Person:
    return Person(team_id=body["team"]["id"], user_id=body["user"]["id"])


def _answer(services: Services, body: Json, build: Callable[[Words], Message | None]) -> None:
    person = person_of(body)
    message = build(services.languages.words_of(person))
    if message is None:
        return
    told = {**message, "replace_original": False, "response_type": "ephemeral"}
    if services.slack.respond(str(body.get("response_url", "")), told):
        return
    container = body["container"]
    services.telling.whisper(person, str(container.get("channel_id")), container.get("thread_ts"), message)

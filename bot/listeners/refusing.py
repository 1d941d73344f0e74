"""A rule's no to whatever was pressed, sent or typed: told where it was asked, to that person alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import BoltResponse

from bot.delivery.slack_calls import SlackError
from bot.intake.said import Answer
from bot.listeners.answering import answer_alone, person_of
from bot.locale import Words
from bot.rules.refusal import NotAllowedError, RefusalCode
from bot.services import Services
from bot.views.message import Message
from bot.views.modal import said_view

Json = Mapping[str, Any]


def refuse(services: Services, body: Json, error: NotAllowedError) -> BoltResponse:
    """Answer a request that NotAllowedError ended, as its ack."""
    answer = services.intake.refusing.answer(error)
    match body.get("type"):
        case "view_submission":
            errors = _beside(services, body, error)
            told = {"response_action": "errors", "errors": errors} if errors else _in_view(services, body, answer)
            return BoltResponse(status=200, body=told)
        case "block_actions" if "view" in body:
            _on_top(services, body, answer)
        case "block_actions":
            answer_alone(services, body, partial(_said, answer))
        case _:
            asked = error.asked[0]
            services.after_ack.submit(_whisper, services, error, answer, asked.channel_id)
    return BoltResponse(status=200, body="")


def _beside(services: Services, body: Json, error: NotAllowedError) -> dict[str, str]:
    """By field of the form, where one alone holds what is refused."""
    if error.refusal.code is not RefusalCode.WORDS:
        return {}
    words = services.languages.known(person_of(body)) or services.words
    fields = body["view"]["state"]["values"].items()
    written = {block_id: str(it.get("value") or "") for block_id, field in fields for it in field.values()}
    refused = services.permits.refused_texts(error.asked[0], written.values())
    said = words("This holds words that the admins don't allow here. Say it in other words.")
    return {block_id: said for block_id, text in written.items() if text in refused}


def _in_view(services: Services, body: Json, answer: Answer) -> dict[str, Any]:
    """On top of the form, which keeps what was filled in; Slack stacks three views, so a second one gives way."""
    words = services.languages.known(person_of(body)) or services.words
    is_second = bool(body["view"].get("previous_view_id"))
    return {"response_action": "update" if is_second else "push", "view": said_view(_said(answer, words), words)}


def _on_top(services: Services, body: Json, answer: Answer) -> None:
    """Before the ack: the press's trigger lives three seconds."""
    words = services.languages.known(person_of(body)) or services.words
    method = "views.push" if body["view"].get("type") == "modal" else "views.open"
    view = said_view(_said(answer, words), words)
    try:
        services.slack.call(person_of(body).team_id, method, trigger_id=body["trigger_id"], view=view)
    except SlackError:  # it was closed, or three stand there already
        return


def _whisper(services: Services, error: NotAllowedError, answer: Answer, channel_id: str) -> None:
    asked = error.asked[0]
    message = _said(answer, services.languages.words_of(asked.person))
    services.telling.whisper(asked.person, channel_id, asked.thread_ts, message)


def _said(answer: Answer, words: Words) -> Message:
    message = answer(words)
    if message is None:
        raise ValueError("a refusal is never silent")
    return message

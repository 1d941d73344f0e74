"""A direct message to the bot is a request, without command or mention; answered flat, in a thread if it stands in one.

Slack sends every message of the conversation, the bot's own and later edits too: only what a person has just written
counts, with files (`file_share`) or without.
"""

from typing import Any

from slack_bolt import App

from bot.intake.said import Said
from bot.listeners.hearing import hear
from bot.manifest import DEFAULT_COMMAND
from bot.services import Services
from bot.store.people import Person

_WRITTEN = (None, "file_share")


def register(app: App, services: Services) -> None:
    def message(event: dict[str, Any], body: dict[str, Any]) -> None:
        if _is_a_persons(event, body):
            hear(services, _said(event, body), event)

    app.event("message")(message)


def _is_a_persons(event: dict[str, Any], body: dict[str, Any]) -> bool:
    if event.get("channel_type") != "im" or event.get("subtype") not in _WRITTEN:
        return False
    me = (body.get("authorizations") or [{}])[0].get("user_id")
    return "bot_id" not in event and event.get("user") not in {None, "USLACKBOT", me}


def _said(event: dict[str, Any], body: dict[str, Any]) -> Said:
    me = (body.get("authorizations") or [{}])[0].get("user_id")
    return Said(
        text=(event.get("text") or "").replace(f"<@{me}>", " ", 1),
        from_message=True,
        intent=f"message:{body['team_id']}:{event['channel']}:{event['ts']}",
        person=Person(team_id=body["team_id"], user_id=event["user"]),
        channel_id=event["channel"],
        thread_ts=event.get("thread_ts"),
        command=DEFAULT_COMMAND,
        response_url=None,
    )

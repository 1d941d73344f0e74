"""`@Imagine a red fox`: the way to ask in threads, where slash commands don't exist."""

import re
from typing import Any

from slack_bolt import App

from bot.intake.said import Said
from bot.listeners.hearing import hear
from bot.services import Services
from bot.store.people import Person

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(\|[^>]*)?>")
_NAME = "@Imagine"


def register(app: App, services: Services) -> None:
    def mention(event: dict[str, Any], body: dict[str, Any]) -> None:
        if "bot_id" in event:
            return  # two bots that mention each other would never stop
        hear(services, _said(event, body), event)

    app.event("app_mention")(mention)


def _said(event: dict[str, Any], body: dict[str, Any]) -> Said:
    return Said(
        text=_without_bot(event["text"], body),
        from_message=True,
        intent=f"mention:{body['team_id']}:{event['channel']}:{event['ts']}",
        person=Person(team_id=body.get("context_team_id") or body["team_id"], user_id=event["user"]),
        channel_id=event["channel"],
        thread_ts=event.get("thread_ts", event["ts"]),
        command=_NAME,
        response_url=None,
    )


def _without_bot(text: str, body: dict[str, Any]) -> str:
    """Drop the mention that woke us, wherever it stands; others are part of what was said."""
    authorizations = body.get("authorizations") or [{}]
    mine = f"<@{authorizations[0].get('user_id')}>"
    return text.replace(mine, " ", 1) if mine in text else _MENTION.sub(" ", text, count=1)

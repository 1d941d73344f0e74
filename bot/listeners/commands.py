"""The slash command, under whatever name the manifest gave it."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.intake import Said
from bot.services import Services
from bot.store.people import Person

_ANY = re.compile("^/")


def register(app: App, services: Services) -> None:
    def imagine(ack: Ack, command: dict[str, Any]) -> None:
        said = _said(command)
        answer = services.intake.take(said)
        message = services.intake.answer(said, answer, partial(services.slack.respond, command["response_url"]))
        ack(**message) if message else ack()

    app.command(_ANY)(imagine)


def _said(command: dict[str, Any]) -> Said:
    return Said(
        text=command.get("text", ""),
        from_message=False,
        intent=f"command:{command['trigger_id']}",
        person=Person(team_id=command["team_id"], user_id=command["user_id"]),
        channel_id=command["channel_id"],
        thread_ts=None,  # Slack has no slash commands in threads
        command=command["command"],
        response_url=command["response_url"],
    )

"""The slash command, under whatever name the manifest gave it. Its trigger opens views at once."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.intake.said import Said
from bot.listeners.form_opening import FormStart, open_form
from bot.listeners.history import open_history
from bot.listeners.rules import open_rules
from bot.listeners.settings import open_settings
from bot.prompt_line import Word
from bot.prompt_line.cleaning import clean
from bot.prompt_line.words import word_of
from bot.services import Services
from bot.store.people import Person

_ANY = re.compile("^/")


def register(app: App, services: Services) -> None:
    def imagine(ack: Ack, command: dict[str, Any]) -> None:
        said = _said(command)
        if _opened(services, said, str(command["trigger_id"])):
            ack()
            return
        answer = services.intake.take(said)
        message = services.intake.answer(said, answer, partial(services.slack.respond, command["response_url"]))
        ack(**message) if message else ack()

    app.command(_ANY)(imagine)


def _opened(services: Services, said: Said, trigger_id: str) -> bool:
    """Whether the line was a word for a view; where Slack doesn't take it, its button is the answer, as in threads."""
    match word_of(clean(said.text)):
        case Word.FORM:
            open_form(services, said.person, trigger_id, FormStart(channel_id=said.channel_id))
        case Word.HISTORY:
            return open_history(services, said.person, trigger_id)
        case Word.SETTINGS:
            return open_settings(services, said.person, trigger_id, said.channel_id)
        case Word.RULES:
            return open_rules(services, said.person, trigger_id)
        case _:
            return False
    return True


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

"""A channel's settings. Who may change them is asked of Slack, after the ack, at opening and again at saving."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.after_ack import behind_answer
from bot.listeners.answering import person_of
from bot.listeners.settings import send_view, words_for_view
from bot.locale import Words
from bot.manifest import DEFAULT_COMMAND
from bot.services import Services
from bot.store.people import Person
from bot.views.message import Message
from bot.views.modal import View
from bot.views.settings.channel import (
    CALLBACK,
    ChannelSettings,
    channel_of,
    channel_preferences,
    channel_view,
    refused,
    said_about,
    saved,
    unseen,
    waiting_view,
)
from bot.views.settings.fields import NEGATIVE, values_in
from bot.views.settings.person import CHOOSE_CHANNEL, THIS_CHANNEL
from bot.views.settings.reading import unwanted

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def opened(ack: Ack, body: Json, action: Json) -> None:
        channel_id = str(action.get("selected_conversation") or action.get("value") or "")
        if channel_id:
            _open(services, person_of(body), str(body["trigger_id"]), channel_id)
        ack()

    def submitted(ack: Ack, body: Json) -> None:
        person, view = person_of(body), body["view"]
        words = words_for_view(services, person)
        negative_prompt, error = unwanted(values_in(view).get(NEGATIVE, ""), words, DEFAULT_COMMAND)
        if error:
            ack(response_action="errors", errors={NEGATIVE: error})
            return
        ack(response_action="update", view=waiting_view(channel_of(view), words))
        services.after_ack.submit(behind_answer(_save), services, person, view, negative_prompt)

    app.action(CHOOSE_CHANNEL)(opened)
    app.action(THIS_CHANNEL)(opened)
    app.view(CALLBACK)(submitted)


def show_channel(services: Services, person: Person, view_id: str, channel_id: str) -> None:
    """Put them into an open view. Asks Slack, so after the ack."""
    words = services.languages.words_of(person)
    if not services.conversations.sees(person, channel_id):
        view = said_about(channel_id, unseen(words), words)
    else:
        view = channel_view(_settings(services, person, channel_id), words)
    send_view(services, person, "views.update", view, view_id=view_id)


def change_channel(
    services: Services, person: Person, view_id: str, channel_id: str, change: Callable[[], object]
) -> None:
    """Make a change if this person may, and say so in the view. Asks Slack, so after the ack."""
    may = may_change(services, person, channel_id)
    if may:
        change()
    _say(services, person, view_id, channel_id, saved if may else refused)


def may_change(services: Services, person: Person, channel_id: str) -> bool:
    """Whether they are an admin who can see the channel, or have made it. Asks Slack."""
    if not services.conversations.sees(person, channel_id):
        return False
    return services.admins.includes(person) or services.conversations.is_creator(person, channel_id)


def _open(services: Services, person: Person, trigger_id: str, channel_id: str) -> None:
    view = waiting_view(channel_id, words_for_view(services, person))
    view_id = send_view(services, person, "views.push", view, trigger_id=trigger_id)
    if view_id:
        services.after_ack.submit(show_channel, services, person, view_id, channel_id)


def _save(services: Services, person: Person, view: View, negative_prompt: str) -> None:
    channel_id, preferences = channel_of(view), channel_preferences(view, negative_prompt)

    def keep() -> None:
        services.preferences.keep(person.team_id, channel_id, preferences)

    change_channel(services, person, str(view["id"]), channel_id, keep)


def _say(services: Services, person: Person, view_id: str, channel_id: str, build: Callable[[Words], Message]) -> None:
    words = services.languages.words_of(person)
    send_view(services, person, "views.update", said_about(channel_id, build(words), words), view_id=view_id)


def _settings(services: Services, person: Person, channel_id: str) -> ChannelSettings:
    return ChannelSettings(
        channel_id=channel_id,
        kept=services.preferences.of_channel(person.team_id, channel_id),
        presets=services.preferences.presets(person.team_id, channel_id),
        may_change=may_change(services, person, channel_id),
        is_admin=services.admins.includes(person),
    )

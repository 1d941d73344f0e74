"""Presets of a person and of a channel: added and deleted in the settings that list them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.after_ack import behind_answer
from bot.listeners.answering import person_of
from bot.listeners.channel_settings import change_channel, may_change, show_channel
from bot.listeners.settings import send_view, show_settings, words_for_view
from bot.manifest import DEFAULT_COMMAND
from bot.services import Services
from bot.store.people import Person
from bot.store.preferences import MOST_PRESETS, preset_name
from bot.views.modal import View
from bot.views.settings.channel import channel_of, waiting_view
from bot.views.settings.fields import values_in
from bot.views.settings.person import opened_in
from bot.views.settings.presets import ADD, CALLBACK, DROP, NAME, TEXT, bad_name, preset_form, too_many
from bot.views.settings.reading import preset_error

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def add(ack: Ack, body: Json) -> None:
        person = person_of(body)
        about = str(body["view"].get("private_metadata") or "{}")
        view = preset_form(about, words_for_view(services, person))
        send_view(services, person, "views.push", view, trigger_id=str(body["trigger_id"]))
        ack()

    def submitted(ack: Ack, body: Json) -> None:
        person, view = person_of(body), body["view"]
        errors = _errors(services, person, view)
        if errors:
            ack(response_action="errors", errors=errors)
        elif channel_id := channel_of(view):
            ack(response_action="update", view=waiting_view(channel_id, words_for_view(services, person)))
            services.after_ack.submit(behind_answer(_keep_of_channel), services, person, view)
        else:
            _keep(services, person, person.user_id, view)
            ack()
            services.after_ack.submit(_show_own, services, person, str(view["previous_view_id"]), opened_in(view))

    def drop(ack: Ack, body: Json, action: Json) -> None:
        person, view, name = person_of(body), body["view"], str(action.get("value", ""))
        if channel_of(view):
            services.after_ack.submit(_drop_of_channel, services, person, view, name)
        else:
            services.preferences.drop_preset(person.team_id, person.user_id, name)
            services.after_ack.submit(_show_own, services, person, str(view["id"]), opened_in(view))
        ack()

    app.action(ADD)(add)
    app.view(CALLBACK)(submitted)
    app.action(DROP)(drop)


def _errors(services: Services, person: Person, view: View) -> dict[str, str]:
    """What is wrong, by field. The subject is the channel, else the person."""
    values, words = values_in(view), words_for_view(services, person)
    name = preset_name(values.get(NAME, ""))
    there = services.preferences.presets(person.team_id, channel_of(view) or person.user_id)
    errors = {TEXT: preset_error(name or "", values.get(TEXT, ""), words, DEFAULT_COMMAND)}
    if name is None:
        errors[NAME] = bad_name(words)
    elif name not in there and len(there) >= MOST_PRESETS:
        errors[NAME] = too_many(words)
    return {field: error for field, error in errors.items() if error}


def _keep(services: Services, person: Person, subject: str, view: View) -> None:
    values = values_in(view)
    name = preset_name(values.get(NAME, "")) or ""
    services.preferences.keep_preset(person.team_id, subject, name, values.get(TEXT, "").strip())


def _keep_of_channel(services: Services, person: Person, view: View) -> None:
    channel_id = channel_of(view)

    def keep() -> None:
        _keep(services, person, channel_id, view)

    change_channel(services, person, str(view["id"]), channel_id, keep)
    show_channel(services, person, str(view["previous_view_id"]), channel_id)


def _drop_of_channel(services: Services, person: Person, view: View, name: str) -> None:
    channel_id = channel_of(view)
    if may_change(services, person, channel_id):
        services.preferences.drop_preset(person.team_id, channel_id, name)
    show_channel(services, person, str(view["id"]), channel_id)


def _show_own(services: Services, person: Person, view_id: str, channel_id: str) -> None:
    show_settings(services, person, "views.update", channel_id, view_id=view_id)

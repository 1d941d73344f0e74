"""A person's own settings: opened at once, since they stand in the database; saved before the ack."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.delivery.slack_calls import SlackError
from bot.listeners.answering import answer_alone, person_of
from bot.locale import Words
from bot.manifest import DEFAULT_COMMAND
from bot.services import Services
from bot.store.people import Person
from bot.views.buttons import OPEN_SETTINGS
from bot.views.modal import View
from bot.views.notices.presses import press_again
from bot.views.settings.fields import NEGATIVE, values_in
from bot.views.settings.person import CALLBACK, OwnSettings, own_preferences, own_view
from bot.views.settings.reading import unwanted

_LOG = logging.getLogger(__name__)

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def opened(ack: Ack, body: Json) -> None:
        channel_id = str(body.get("container", {}).get("channel_id") or "")
        is_in_modal = body.get("view", {}).get("type") == "modal"
        is_open = open_settings(services, person_of(body), str(body["trigger_id"]), channel_id, on_top=is_in_modal)
        if not is_open and "view" not in body:
            answer_alone(services, body, press_again)
        ack()

    def submitted(ack: Ack, body: Json) -> None:
        person = person_of(body)
        error = _save(services, person, body["view"])
        if error:
            ack(response_action="errors", errors={NEGATIVE: error})
            return
        ack()
        services.at_leisure.submit(services.home_tab.publish, person)  # in the language that may have changed

    app.action(OPEN_SETTINGS)(opened)
    app.view(CALLBACK)(submitted)


def open_settings(
    services: Services, person: Person, trigger_id: str, channel_id: str = "", *, on_top: bool = False
) -> bool:
    """Open them. channel_id: where the person is, whose settings are then one press away; on_top: the trigger comes
    from a modal. Call before the ack. False if Slack didn't take it.
    """
    method = "views.push" if on_top else "views.open"
    view_id = show_settings(services, person, method, channel_id, trigger_id=trigger_id)
    if view_id and services.admins.known(person) is None:
        services.after_ack.submit(_offer_rules, services, person, view_id, channel_id)
    return bool(view_id)


def show_settings(services: Services, person: Person, method: str, channel_id: str, **where: str) -> str:
    """By views.open, views.push, or views.update with a view_id. The view's id, "" if Slack didn't take it."""
    view = own_view(_settings(services, person, channel_id), words_for_view(services, person))
    return send_view(services, person, method, view, **where)


def _offer_rules(services: Services, person: Person, view_id: str, channel_id: str) -> None:
    """Admins find the rules here, too; what they have chosen meanwhile stays in its fields."""
    if services.admins.includes(person):
        show_settings(services, person, "views.update", channel_id, view_id=view_id)


def send_view(services: Services, person: Person, method: str, view: View, **where: str) -> str:
    """The view's id; "" where Slack doesn't take it: too late, or closed meanwhile."""
    arguments: dict[str, Any] = {"view": view, **where}
    try:
        return str(services.slack.call(person.team_id, method, **arguments)["view"]["id"])
    except SlackError as error:
        _LOG.info("Settings were not shown: %s", error, extra={"event": "settings_not_shown"})
        return ""


def words_for_view(services: Services, person: Person) -> Words:
    """Slack isn't asked: a trigger lives three seconds."""
    return services.languages.known(person) or services.words


def _settings(services: Services, person: Person, channel_id: str) -> OwnSettings:
    return OwnSettings(
        kept=services.preferences.of_person(person),
        presets=services.preferences.presets(person.team_id, person.user_id),
        channel_id="" if channel_id.startswith("D") else channel_id,
        is_admin=services.admins.known(person) or False,
    )


def _save(services: Services, person: Person, view: View) -> str:
    """What is wrong, "" if nothing is."""
    words = words_for_view(services, person)
    negative_prompt, error = unwanted(values_in(view).get(NEGATIVE, ""), words, DEFAULT_COMMAND)
    if not error:
        services.preferences.keep(person.team_id, person.user_id, own_preferences(view, negative_prompt))
    return error

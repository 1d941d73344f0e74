"""The workspace's usage, for admins: a view with a month's sums, and its chart and table in their direct messages.

Who is an admin is asked of Slack, after the ack, at opening and at each press.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.delivery.slack_calls import SlackError
from bot.listeners.answering import answer_alone, person_of
from bot.listeners.settings import send_view, words_for_view
from bot.rules.months import Month
from bot.services import Services
from bot.store.people import Person
from bot.views.buttons import OPEN_TEAM_USAGE
from bot.views.notices.presses import press_again
from bot.views.usage.report import not_sent, sent
from bot.views.usage.team import (
    CHOOSE_MONTH,
    SEND_REPORT,
    TeamUsage,
    being_sent,
    for_admins,
    month_of,
    team_view,
    waiting_view,
)

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def opened(ack: Ack, body: Json) -> None:
        person = person_of(body)
        waiting = waiting_view(words_for_view(services, person))
        view_id = send_view(services, person, "views.open", waiting, trigger_id=str(body["trigger_id"]))
        if view_id:
            services.at_leisure.submit(_show, services, person, view_id)
        elif "view" not in body:
            answer_alone(services, body, press_again)
        ack()

    def chosen(ack: Ack, body: Json, action: Json) -> None:
        month = Month.parse(str(action["selected_option"]["value"]))
        services.at_leisure.submit(_show, services, person_of(body), str(body["view"]["id"]), month)
        ack()

    def report(ack: Ack, body: Json) -> None:
        services.at_leisure.submit(_send, services, person_of(body), str(body["view"]["id"]), month_of(body["view"]))
        ack()

    app.action(OPEN_TEAM_USAGE)(opened)
    app.action(CHOOSE_MONTH)(chosen)
    app.action(SEND_REPORT)(report)


def _show(services: Services, person: Person, view_id: str, month: Month | None = None, said: str = "") -> None:
    words = services.languages.words_of(person)
    view = for_admins(words)
    if services.admins.includes(person):
        view = team_view(_team(services, person, month, said), words)
    send_view(services, person, "views.update", view, view_id=view_id)


def _send(services: Services, person: Person, view_id: str, month: Month) -> None:
    words = services.languages.words_of(person)
    if not services.admins.includes(person):
        _show(services, person, view_id)
        return
    _show(services, person, view_id, month, being_sent(words))
    zone, sight = services.gate.zone_of(person.team_id), services.conversations.sight(person)
    try:
        services.usage_report.send(person, month, zone, sight.channels, words)
        said = sent(words)
    except SlackError as error:
        said = not_sent(error.reason, words)
    _show(services, person, view_id, month, said)


def _team(services: Services, person: Person, month: Month | None, said: str) -> TeamUsage:
    team_id = person.team_id
    zone, months = services.gate.zone_of(team_id), services.using.months(team_id)
    shown = month if month in months else months[0]
    return TeamUsage(
        month=shown,
        months=months,
        sums=services.usage.of_month(team_id, shown, zone),
        reserved=services.usage.reserved(team_id),
        seen=frozenset(services.conversations.sight(person).channels),
        zone=zone.key,
        said=said,
    )

"""The workspace's rules: a menu for admins. Who is one is asked of Slack, after the ack, at opening and at saving."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import answer_alone, person_of
from bot.listeners.settings import send_view, words_for_view
from bot.services import Services
from bot.store.people import Person
from bot.store.rules import becomes
from bot.views.buttons import OPEN_RULES
from bot.views.notices.presses import press_again
from bot.views.rules.about import for_admins, said_view, saved, unchanged, waiting_view
from bot.views.rules.audit import NEWEST, OLDER, PAGE, AuditPage, audit_view
from bot.views.rules.menu import GO_ON, OPEN_AUDIT, STOP, RulesMenu, menu_view

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def opened(ack: Ack, body: Json) -> None:
        is_in_modal = body.get("view", {}).get("type") == "modal"
        is_open = open_rules(services, person_of(body), str(body["trigger_id"]), on_top=is_in_modal)
        if not is_open and "view" not in body:
            answer_alone(services, body, press_again)
        ack()

    def stopped(ack: Ack, body: Json, action: Json) -> None:
        is_stopped = action["action_id"] == STOP
        services.after_ack.submit(_stop, services, person_of(body), str(body["view"]["id"]), is_stopped=is_stopped)
        ack()

    def audit(ack: Ack, body: Json) -> None:
        person = person_of(body)
        waiting = waiting_view(words_for_view(services, person))
        view_id = send_view(services, person, "views.push", waiting, trigger_id=str(body["trigger_id"]))
        if view_id:
            services.after_ack.submit(_show_audit, services, person, view_id)
        ack()

    def turned(ack: Ack, body: Json, action: Json) -> None:
        before = int(action["value"]) if action["action_id"] == OLDER else None
        services.after_ack.submit(_show_audit, services, person_of(body), str(body["view"]["id"]), before)
        ack()

    app.action(OPEN_RULES)(opened)
    app.action(STOP)(stopped)
    app.action(GO_ON)(stopped)
    app.action(OPEN_AUDIT)(audit)
    app.action(NEWEST)(turned)
    app.action(OLDER)(turned)


def open_rules(services: Services, person: Person, trigger_id: str, *, on_top: bool = False) -> bool:
    """Open the menu. on_top: the trigger comes from a modal. Call before the ack. False if Slack didn't take it."""
    method = "views.push" if on_top else "views.open"
    view_id = send_view(services, person, method, waiting_view(words_for_view(services, person)), trigger_id=trigger_id)
    if view_id:
        services.after_ack.submit(show_menu, services, person, view_id)
    return bool(view_id)


def show_menu(services: Services, person: Person, view_id: str, said: str = "") -> None:
    """Put it into an open view, or a kind no. said: what came of a change. Asks Slack, so after the ack."""
    words = services.languages.words_of(person)
    view = said_view(for_admins(words), words)
    if services.admins.includes(person):
        rules = services.rules
        menu = RulesMenu(
            rules=rules.of_workspace(person.team_id),
            settings=services.rule_settings,
            channels=sorted(seen_of(services, person, rules.channels_of(person.team_id))),
            said=said,
        )
        view = menu_view(menu, words)
    send_view(services, person, "views.update", view, view_id=view_id)


def seen_of(services: Services, person: Person, channel_ids: Iterable[str]) -> frozenset[str]:
    """Those of these channels that a person can see. Asks Slack, mostly once for all."""
    places = services.conversations
    joined = places.sight(person).channels
    return frozenset(channel for channel in channel_ids if channel in joined or places.sees(person, channel))


def _stop(services: Services, person: Person, view_id: str, *, is_stopped: bool) -> None:
    said, words = "", services.languages.words_of(person)
    if services.admins.includes(person):
        is_new = services.rules.change(person.team_id, "", {"is_stopped": becomes(is_stopped)}, by=person.user_id)
        said = (saved if is_new else unchanged)(words)
    show_menu(services, person, view_id, said)


def _show_audit(services: Services, person: Person, view_id: str, before: int | None = None) -> None:
    words = services.languages.words_of(person)
    view = said_view(for_admins(words), words)
    if services.admins.includes(person):
        found = services.audit.newest(person.team_id, count=PAGE + 1, before=before)
        page = AuditPage(entries=found[:PAGE], is_first=before is None, is_last=len(found) <= PAGE)
        view = audit_view(page, words)
    send_view(services, person, "views.update", view, view_id=view_id)

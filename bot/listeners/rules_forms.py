"""Forms that change rules: of a part of the workspace's, of one channel's. Admins alone are shown them, and saved."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.after_ack import behind_answer
from bot.listeners.answering import person_of
from bot.listeners.rules import seen_of, show_menu
from bot.listeners.settings import send_view, words_for_view
from bot.locale import Words
from bot.services import Services
from bot.store.people import Person
from bot.store.rules import Changes
from bot.views.message import Message
from bot.views.modal import View
from bot.views.notices.notice import notice
from bot.views.rules.about import About, Section, for_admins, said_view, saved, unchanged, waiting_view
from bot.views.rules.forms import CALLBACK, RulesForm, form_view
from bot.views.rules.menu import CHANGE, CHOOSE_CHANNEL, THIS_CHANNEL
from bot.views.rules.reading import read_form
from bot.views.settings.channel import unseen

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def section(ack: Ack, body: Json, action: Json) -> None:
        _open(services, body, About(section=Section(action["value"]), menu=str(body["view"]["id"])))
        ack()

    def chosen(ack: Ack, body: Json, action: Json) -> None:
        if channel_id := str(action.get("selected_conversation") or ""):
            menu = str(body["view"]["id"])
            _open(services, body, About(section=Section.CHANNEL, channel_id=channel_id, menu=menu))
        ack()

    def this_channel(ack: Ack, body: Json, action: Json) -> None:
        _open(services, body, About(section=Section.CHANNEL, channel_id=str(action["value"])))
        ack()

    def submitted(ack: Ack, body: Json) -> None:
        person, view = person_of(body), body["view"]
        words, about = words_for_view(services, person), About.of(view)
        read = read_form(view, () if about.channel_id else services.rule_settings.limits, words)
        if read.errors:
            ack(response_action="errors", errors=dict(read.errors))
            return
        ack() if about.menu else ack(response_action="update", view=waiting_view(words))
        services.after_ack.submit(behind_answer(_save), services, person, view, read.changes)

    app.action(CHANGE)(section)
    app.action(CHOOSE_CHANNEL)(chosen)
    app.action(THIS_CHANNEL)(this_channel)
    app.view(CALLBACK)(submitted)


def _open(services: Services, body: Json, about: About) -> None:
    person = person_of(body)
    waiting = waiting_view(words_for_view(services, person))
    view_id = send_view(services, person, "views.push", waiting, trigger_id=str(body["trigger_id"]))
    if view_id:
        services.after_ack.submit(_show, services, person, view_id, about)


def _show(services: Services, person: Person, view_id: str, about: About) -> None:
    words = services.languages.words_of(person)
    refusal = _refusal(services, person, about)
    view = said_view(refusal(words), words) if refusal else form_view(about, _form(services, person, about), words)
    send_view(services, person, "views.update", view, view_id=view_id)


def _save(services: Services, person: Person, view: View, changes: Changes) -> None:
    """Make the changes if this person may, and say so in the menu below, or in the form's place."""
    about, words = About.of(view), services.languages.words_of(person)
    refusal = _refusal(services, person, about)
    if refusal:
        message = refusal(words)
    else:
        is_new = services.rules.change(person.team_id, about.channel_id, changes, by=person.user_id)
        message = notice([(saved if is_new else unchanged)(words)])
    if about.menu:
        show_menu(services, person, about.menu, message["text"])
    else:
        send_view(services, person, "views.update", said_view(message, words), view_id=str(view["id"]))


def _refusal(services: Services, person: Person, about: About) -> Callable[[Words], Message] | None:
    """Why they can't change these rules; None if they can. Asks Slack."""
    if not services.admins.includes(person):
        return for_admins
    if about.channel_id and not services.conversations.sees(person, about.channel_id):
        return unseen
    return None


def _form(services: Services, person: Person, about: About) -> RulesForm:
    rules = services.rules.of_workspace(person.team_id)
    named = {*rules.channels, *rules.closed_channels, rules.review_channel, rules.admins_channel} - {""}
    return RulesForm(
        workspace=rules,
        channel=services.rules.of_channel(person.team_id, about.channel_id),
        settings=services.rule_settings,
        seen=seen_of(services, person, named),
    )

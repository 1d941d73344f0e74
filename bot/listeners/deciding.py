"""The admins' answers to an ask. Who is an admin is asked of Slack after the ack, by the worker that carries it out."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.jobs import names
from bot.listeners.answering import answer_alone, person_of
from bot.listeners.settings import send_view, words_for_view
from bot.locale import Words
from bot.orders.verdict import Decision, Verdict
from bot.services import Services
from bot.store.asks import Ask
from bot.store.people import Person
from bot.views.asks import verdict_notice
from bot.views.buttons import APPROVE_ONCE, DECLINE, RAISE_LIMIT
from bot.views.deciding import (
    AMOUNT,
    DECLINE_FORM,
    RAISE_FORM,
    AskAt,
    amount_in,
    decline_view,
    raise_view,
    reason_in,
    said_view,
    waiting_view,
)
from bot.views.modal import View
from bot.views.notices.presses import press_again

Json = Mapping[str, Any]
Form = Callable[[AskAt, Ask, Words], View]


def register(app: App, services: Services) -> None:
    def approve(ack: Ack, body: Json, action: Json) -> None:
        at = _at(body, action)
        press_id = f"approve:{at.ask_id}:{body['user']['id']}:{action.get('action_ts')}"
        _take(services, body, at, Decision.APPROVED, id=press_id, response_url=str(body.get("response_url", "")))
        ack()

    def open_raise(ack: Ack, body: Json, action: Json) -> None:
        _open(services, body, _at(body, action), raise_view)
        ack()

    def open_decline(ack: Ack, body: Json, action: Json) -> None:
        _open(services, body, _at(body, action), lambda at, _ask, words: decline_view(at, words))
        ack()

    def raised(ack: Ack, body: Json) -> None:
        view, person = body["view"], person_of(body)
        at = AskAt.of(view)
        ask = services.asks.find(at.ask_id, person.team_id)
        amount, error = amount_in(view, ask, words_for_view(services, person)) if ask else ("", "")
        if error:
            ack(response_action="errors", errors={AMOUNT: error})
            return
        _take(services, body, at, Decision.RAISED, id=f"raise:{view['id']}", amount=amount)
        ack()

    def declined(ack: Ack, body: Json) -> None:
        view = body["view"]
        more = {"id": f"decline:{view['id']}", "reason": reason_in(view)}
        _take(services, body, AskAt.of(view), Decision.DECLINED, **more)
        ack()

    app.action(APPROVE_ONCE)(approve)
    app.action(RAISE_LIMIT)(open_raise)
    app.action(DECLINE)(open_decline)
    app.view(RAISE_FORM)(raised)
    app.view(DECLINE_FORM)(declined)


def _at(body: Json, action: Json) -> AskAt:
    container = body["container"]
    return AskAt(
        ask_id=str(action.get("value", "")),
        channel_id=str(container.get("channel_id", "")),
        message_ts=str(container.get("message_ts", "")),
    )


def _take(services: Services, body: Json, at: AskAt, decision: Decision, **more: str) -> None:
    """Commit the press; when this returns, it may be acked."""
    where = {"ask_id": at.ask_id, "channel_id": at.channel_id, "message_ts": at.message_ts}
    verdict = Verdict(decision=decision, person=person_of(body), **where, **more)
    services.errands.begin(names.DECIDE_ASK, verdict.id, verdict.to_json())


def _open(services: Services, body: Json, at: AskAt, build: Form) -> None:
    """Open a view within the trigger's three seconds, and put the form into it once Slack has said who may."""
    person = person_of(body)
    view = waiting_view(at, words_for_view(services, person))
    view_id = send_view(services, person, "views.open", view, trigger_id=str(body["trigger_id"]))
    if view_id:
        services.after_ack.submit(_show, services, person, at, view_id, build)
    else:
        answer_alone(services, body, press_again)


def _show(services: Services, person: Person, at: AskAt, view_id: str, build: Form) -> None:
    words = services.languages.words_of(person)
    ask = services.asks.find(at.ask_id, person.team_id)
    about = _in_the_way(services, person, ask)
    view = (
        build(at, ask, words) if ask and not about else said_view(verdict_notice({"about": about}, ask, words), words)
    )
    send_view(services, person, "views.update", view, view_id=view_id)


def _in_the_way(services: Services, person: Person, ask: Ask | None) -> str:
    if ask is None:
        return "unknown"
    if not services.admins.includes(person):
        return "not_admin"
    return "" if services.asks.is_open(ask) else "late"

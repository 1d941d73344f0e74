"""Ask an admin, where a limit refused: kept and taken durably before the ack; the worker tells the admins."""

from typing import Any

from slack_bolt import Ack, App

from bot.intake.refusing import KIND
from bot.intake.said import Answer
from bot.jobs import names
from bot.listeners.answering import person_of
from bot.listeners.confirming import put_in_place
from bot.listeners.errands import show_in_view
from bot.services import Services
from bot.store.people import Person
from bot.views.asks import asked_notice, closed_notice, too_many_notice
from bot.views.buttons import ASK_ADMIN
from bot.views.modal import said_view

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def asked(ack: Ack, body: Json, action: Json) -> None:
        answer = _ask(services, person_of(body), str(action.get("value", "")))
        ack()
        if "view" in body:
            show_in_view(services, body, lambda words: said_view(answer(words) or {}, words))
        else:
            services.after_ack.submit(put_in_place, services, body, answer)

    app.action(ASK_ADMIN)(asked)


def _ask(services: Services, person: Person, draft_id: str) -> Answer:
    draft = services.drafts.find(draft_id, KIND, person)
    if draft is None:
        return closed_notice
    if not services.asks.keep(draft):
        return too_many_notice
    value = {"team_id": person.team_id, "ask_id": draft.id}
    services.errands.begin(names.ASK_ADMINS, f"ask:{draft.id}", value)
    return asked_notice

"""Save: each person's own list. What all see stays as it is."""

from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import answer_alone, refuse_stale
from bot.listeners.presses import press_on_message
from bot.services import Services
from bot.views.buttons import SAVE
from bot.views.errands import saved_answer

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def save(ack: Ack, body: Json, action: Json) -> None:
        press = press_on_message(services, body, action)
        if press is None:
            refuse_stale(services, body)
        else:
            is_saved = services.saves.toggle(press.person, press.picture.id)
            answer_alone(services, body, lambda words: saved_answer(words, is_saved=is_saved))
        ack()

    app.action(SAVE)(save)

"""Cancel in the list of one's own requests: the list is shown anew, with what the press came to."""

from typing import Any

from slack_bolt import Ack, App

from bot.listeners.actions import cancel
from bot.listeners.answering import person_of
from bot.listeners.confirming import put_in_place
from bot.services import Services
from bot.views.buttons import CANCEL_LISTED
from bot.views.cancelled import cancel_text

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def on_press(ack: Ack, body: Json, action: Json) -> None:
        person = person_of(body)
        result = cancel(services, services.jobs.find(str(action.get("value", ""))), person)
        listed = services.intake.queue_of(person)
        ack()
        services.after_ack.submit(put_in_place, services, body, lambda words: listed(words, cancel_text(result, words)))

    app.action(CANCEL_LISTED)(on_press)

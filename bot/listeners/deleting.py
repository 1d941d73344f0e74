"""Delete, for whoever asked for the picture and for admins; Slack asks them before it sends the press."""

from typing import Any

from slack_bolt import Ack, App

from bot.listeners.errands import refuse_in_view, take, view_id
from bot.listeners.presses import press_in_view
from bot.orders.errand import ErrandKind
from bot.services import Services
from bot.views.buttons import DELETE

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def delete(ack: Ack, body: Json) -> None:
        press = press_in_view(services, body, DELETE)
        if press is None:
            refuse_in_view(services, body)
        else:
            take(services, press, ErrandKind.ERASE, view_id=view_id(body))
        ack()

    app.action(DELETE)(delete)

"""Pick 1 … n under a sheet: that picture alone, beside the sheet; free, and once however many people press."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import refuse_stale
from bot.listeners.errands import take
from bot.listeners.presses import press_on_message
from bot.orders.errand import ErrandKind
from bot.services import Services
from bot.views.buttons import PICK

Json = dict[str, Any]
_ANY_PICK = re.compile(rf"{PICK}(_[1-9])?")


def register(app: App, services: Services) -> None:
    def pick(ack: Ack, body: Json, action: Json) -> None:
        press = press_on_message(services, body, action)
        if press is None:
            refuse_stale(services, body)
        else:
            channel_id, thread_ts = press.landing(services)
            take(services, press, ErrandKind.PICK, channel_id=channel_id, thread_ts=thread_ts)
        ack()

    app.action(_ANY_PICK)(pick)

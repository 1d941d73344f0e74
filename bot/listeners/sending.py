"""A picture in another place: in another channel, or out of its thread into its own."""

import json
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.errands import push, refuse_in_view, show_in_view, take, view_id, words_now
from bot.listeners.presses import Press, about, press_in_view
from bot.orders.errand import ErrandKind
from bot.services import Services
from bot.views.buttons import SEND, SHOW_IN_CHANNEL
from bot.views.sending import SEND_ANYWAY, SEND_NOW, TARGET, chosen, not_chosen_view, send_view

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def ask_where(ack: Ack, body: Json) -> None:
        press = press_in_view(services, body, SEND)
        if press is None:
            refuse_in_view(services, body)
        else:
            push(services, body, send_view(about(press), str(press.picture.id), words_now(services, body)))
        ack()

    def send(ack: Ack, body: Json) -> None:
        _send(services, body, chosen(body["view"]), is_confirmed=False)
        ack()

    def send_anyway(ack: Ack, body: Json) -> None:
        _send(services, body, _target(body), is_confirmed=True)
        ack()

    def show(ack: Ack, body: Json) -> None:
        press = press_in_view(services, body, SHOW_IN_CHANNEL)
        if press is None or press.post.thread_ts is None:
            refuse_in_view(services, body)
        else:
            take(services, press, ErrandKind.SHOW, channel_id=press.post.channel_id, view_id=view_id(body))
        ack()

    app.action(SEND)(ask_where)
    app.action(TARGET)(lambda ack: ack())
    app.action(SEND_NOW)(send)
    app.action(SEND_ANYWAY)(send_anyway)
    app.action(SHOW_IN_CHANNEL)(show)


def _send(services: Services, body: Json, target: str, *, is_confirmed: bool) -> None:
    """Whether the presser sees the channel, and may show there what is private, is checked when it is carried out."""
    press = press_in_view(services, body, f"{SEND}:{target}:{is_confirmed}")
    if press is None:
        refuse_in_view(services, body)
    elif not target:
        _ask_again(services, body, press)
    else:
        more = {"channel_id": target, "view_id": view_id(body), "is_confirmed": is_confirmed}
        take(services, press, ErrandKind.SEND, **more)


def _ask_again(services: Services, body: Json, press: Press) -> None:
    show_in_view(services, body, lambda words: not_chosen_view(about(press), str(press.picture.id), words))


def _target(body: Json) -> str:
    """The channel that was asked about: the view says it, and the server checks it anew."""
    try:
        known = json.loads(body["view"].get("private_metadata") or "{}")
    except ValueError:
        return ""
    return str(known.get("target", ""))

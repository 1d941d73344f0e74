"""Doors to the form: the button, the global shortcut, and "Imagine this" on a message."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import person_of
from bot.listeners.edits import start_of_picture
from bot.listeners.form_opening import FormStart, open_form
from bot.orders.filling import typed
from bot.orders.quoting import words_of_message
from bot.services import Services
from bot.store.pictures import PictureId
from bot.views.buttons import OPEN_FORM

Json = dict[str, Any]
SHORTCUT = "open_form"
MESSAGE_SHORTCUT = "imagine_this"


def register(app: App, services: Services) -> None:
    def opened(ack: Ack, body: Json) -> None:
        _open(services, body, _start_of_button(body), on_top=body.get("view", {}).get("type") == "modal")
        ack()

    def anywhere(ack: Ack, body: Json) -> None:
        _open(services, body, FormStart())
        ack()

    def this(ack: Ack, body: Json) -> None:
        _open(services, body, _start_of_message(services, body))
        ack()

    app.action(OPEN_FORM)(opened)
    app.shortcut(SHORTCUT)(anywhere)
    app.shortcut(MESSAGE_SHORTCUT)(this)


def _open(services: Services, body: Json, start: FormStart, *, on_top: bool = False) -> None:
    open_form(services, person_of(body), str(body["trigger_id"]), start, on_top=on_top)


def _start_of_button(body: Json) -> FormStart:
    """In a view, such as Home, there is no channel: the person chooses one."""
    container = body.get("container", {})
    return FormStart(channel_id=str(container.get("channel_id") or ""), thread_ts=container.get("thread_ts"))


def _start_of_message(services: Services, body: Json) -> FormStart:
    """A message's words; of our own with a picture, all that the picture was asked for with."""
    channel_id, message = str(body["channel"]["id"]), body["message"]
    where = {"channel_id": channel_id, "thread_ts": message.get("thread_ts") or body["message_ts"]}
    post = services.posts.at(channel_id, str(body["message_ts"]))
    if post and post.team_id == person_of(body).team_id:
        picture = services.pictures.find(PictureId(job_id=post.job_id, index=post.index or 0))
        if picture and picture.deleted_at is None:
            return replace(start_of_picture(picture, is_alone=post.index is not None), **where)
    return FormStart(prompt=typed(words_of_message(str(message.get("text") or ""))), **where)

"""What one takes away from a picture: its file, and what it was drawn from."""

from typing import Any

from slack_bolt import Ack, App

from bot.listeners.errands import push, refuse_in_view, take, view_id, words_now
from bot.listeners.presses import Press, press_in_view
from bot.locale import Words
from bot.orders.deriving import order_of
from bot.orders.errand import ErrandKind
from bot.services import Services
from bot.views.buttons import GET_FILE, SHOW_PARAMETERS
from bot.views.modal import View
from bot.views.parameters import parameters_view
from bot.views.parentage import Parentage, parentage_line

Json = dict[str, Any]
_IN_THREAD, _IN_DM = "thread", "dm"


def register(app: App, services: Services) -> None:
    def get_file(ack: Ack, body: Json, action: Json) -> None:
        press = press_in_view(services, body, f"{GET_FILE}:{action.get('value')}")
        if press is None or action.get("value") not in {_IN_THREAD, _IN_DM}:
            refuse_in_view(services, body)
        else:
            to = _thread_of(press) if action["value"] == _IN_THREAD else {}
            take(services, press, ErrandKind.FILE, view_id=view_id(body), **to)
        ack()

    def show_parameters(ack: Ack, body: Json) -> None:
        press = press_in_view(services, body, SHOW_PARAMETERS)
        if press is None:
            refuse_in_view(services, body)
        else:
            push(services, body, _parameters(services, press, words_now(services, body)))
        ack()

    app.action(GET_FILE)(get_file)
    app.action(SHOW_PARAMETERS)(show_parameters)


def _thread_of(press: Press) -> dict[str, str | None]:
    """The picture's own thread; flat in a direct message that has none."""
    is_flat = press.is_direct and press.post.thread_ts is None
    return {"channel_id": press.post.channel_id, "thread_ts": None if is_flat else press.post.thread}


def _parameters(services: Services, press: Press, words: Words) -> View:
    siblings = services.pictures.of_job(press.picture.id.job_id)
    return parameters_view(press.picture, siblings, _made_of(services, press, words), words)


def _made_of(services: Services, press: Press, words: Words) -> list[str]:
    """Whose picture it was made of, and how; linked where the address is known: Slack isn't asked before the ack."""
    order = order_of(press.picture)
    parent = services.pictures.find(order.parent) if order.parent else None
    if parent is None:
        return []
    here = [post for post in services.posts.of_job(parent.id.job_id) if post.channel_id == press.post.channel_id]
    link = next((post.permalink for post in here if post.permalink and post.shows(parent.id)), None)
    return [parentage_line(Parentage(action=order.action, user_id=parent.job.user_id, link=link), words)]

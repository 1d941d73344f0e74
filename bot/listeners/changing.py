"""What the More view draws: at once, or after a form on top of it; one job a view and choice."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.jobs.enqueue import Enqueued
from bot.listeners.answering import say_place_of
from bot.listeners.errands import push, refuse_in_view, show_in_view, words_now
from bot.listeners.presses import Press, about, enqueue_press, press_in_view
from bot.locale import Words
from bot.orders.deriving import SIDES, cut_out, extended, recolored, replaced, restyled, upscaled
from bot.orders.doings import doings_with
from bot.orders.order import Action, Order
from bot.services import Services
from bot.views.line import in_line
from bot.views.modal import said_view
from bot.views.more.changes import FIELDS, FORM, answers_of, change_view, problems_in
from bot.views.more.menu import CHANGE, CUT_OUT, ENLARGE
from bot.views.more.under_way import Landing, under_way_view
from bot.views.notices.presses import stale_press
from titan_core.tasks import UpscaleMode

Json = dict[str, Any]
_ALL_SIDES = "all"


def register(app: App, services: Services) -> None:
    def enlarge(ack: Ack, body: Json, action: Json) -> None:
        mode = str(action.get("value", ""))
        if mode in set(UpscaleMode):
            _draw(services, body, f"{ENLARGE}:{mode}", lambda press: upscaled(press.picture, UpscaleMode(mode)))
        else:
            refuse_in_view(services, body)
        ack()

    def cut(ack: Ack, body: Json) -> None:
        _draw(services, body, CUT_OUT, lambda press: cut_out(press.picture))
        ack()

    app.action(ENLARGE)(enlarge)
    app.action(CUT_OUT)(cut)
    for action in FIELDS:
        _register_form(app, services, action)


def _register_form(app: App, services: Services, change: Action) -> None:
    def open_form(ack: Ack, body: Json) -> None:
        _open(services, body, change)
        ack()

    def submit(ack: Ack, body: Json) -> None:
        ack(**_submitted(services, body, change))

    app.action(f"{CHANGE}_{change.value}")(open_form)
    app.view(f"{FORM}_{change.value}")(submit)


def _draw(services: Services, body: Json, choice: str, derive: Callable[[Press], Order]) -> None:
    press = press_in_view(services, body, choice)
    if press is None:
        refuse_in_view(services, body)
        return
    enqueued = enqueue_press(services, press, derive(press), press.intent)
    landing = landing_of(services, press)
    show_in_view(services, body, lambda words: under_way_view(landing, _place(enqueued, words), words))
    say_place_of(services, press, enqueued)


def _place(enqueued: Enqueued, words: Words) -> str:
    wait = enqueued.wait
    return str(in_line(enqueued.job.id, wait, words)["text"]) if wait.ahead else ""


def landing_of(services: Services, press: Press) -> Landing:
    """Where what a press draws will stand."""
    if press.is_direct:
        return Landing.DIRECT
    return Landing.THREAD if press.landing(services)[1] else Landing.CHANNEL


def _open(services: Services, body: Json, change: Action) -> None:
    press = press_in_view(services, body, change)
    price = doings_with(press.picture, services.pricing).changes.get(change) if press else None
    if press is None or price is None:
        refuse_in_view(services, body)
        return
    push(services, body, change_view(change, price, about(press), words_now(services, body)))


def _submitted(services: Services, body: Json, change: Action) -> Json:
    """Commit the job; answers what the ack carries: all views close, or words beside the fields."""
    press, words = press_in_view(services, body, FORM), words_now(services, body)
    answers = answers_of(change, body["view"]["state"]["values"])
    problems = problems_in(change, answers, words)
    if press is None:
        return {"response_action": "update", "view": said_view(stale_press(words), words)}
    if problems:
        return {"response_action": "errors", "errors": problems}
    order = _changed(press, change, answers, services.clients.of(None).pick_seed())
    say_place_of(services, press, enqueue_press(services, press, order, press.intent))
    return {"response_action": "clear"}


def _changed(press: Press, change: Action, answers: dict[str, str], seed: int) -> Order:
    picture = press.picture
    match change:
        case Action.EXTEND:
            sides = SIDES if answers["direction"] == _ALL_SIDES else [s for s in SIDES if s == answers["direction"]]
            return extended(picture, sides=sides, share=float(answers["share"]), words=answers["words"])
        case Action.REPLACE:
            return replaced(picture, search=answers["search"], by=answers["by"])
        case Action.RECOLOR:
            return recolored(picture, what=answers["what"], colors=answers["colors"])
        case _:
            return restyled(picture, style=answers["style"], seed=seed)

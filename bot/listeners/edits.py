"""Edit: the form, filled with what a picture, a job or a line asked for."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import answer_alone, person_of, refuse_stale
from bot.listeners.form_opening import FormStart, open_form, start_from
from bot.listeners.presses import Press, press_on_message
from bot.orders.filling import filled_from
from bot.orders.order import Order, Source
from bot.orders.origin import Led, led_by
from bot.prompt_line import Asking, parse
from bot.services import Services
from bot.store.drafts import Draft
from bot.store.jobs import Job
from bot.store.pictures import PictureId, StoredPicture
from bot.views.buttons import EDIT, EDIT_JOB, EDIT_LINE
from bot.views.notices.forms import not_yours

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def edit(ack: Ack, body: Json, action: Json) -> None:
        press = press_on_message(services, body, action)
        if press is None:
            refuse_stale(services, body)
        else:
            open_form(services, press.person, press.trigger_id, _start_of_press(services, press))
        ack()

    def edit_job(ack: Ack, body: Json, action: Json) -> None:
        job = services.jobs.find(str(action.get("value", "")))
        is_own = job is not None and job.person == person_of(body)
        _open_or_refuse(services, body, start_of_job(job) if job and is_own else None)
        ack()

    def edit_line(ack: Ack, body: Json, action: Json) -> None:
        draft = services.drafts.find(str(action.get("value", "")), "line", person_of(body))
        _open_or_refuse(services, body, start_of_line(draft) if draft else None)
        ack()

    app.action(EDIT)(edit)
    app.action(EDIT_JOB)(edit_job)
    app.action(EDIT_LINE)(edit_line)


def start_of_picture(picture: StoredPicture, *, is_alone: bool) -> FormStart:
    """is_alone: of several it is this one that is edited, with its own seed."""
    order = Order.from_json(picture.job.request)
    start = replace(start_from(order), led=_led(picture.id, order), from_picture=bool(order.sources), private=False)
    if not is_alone:
        return replace(start, parent=picture.id)
    seed = "" if picture.seed is None else str(picture.seed)
    return replace(start, parent=picture.id, seed=seed, number_of_images="")


def start_of_job(job: Job) -> FormStart:
    """The request as it was, in the place that it was for."""
    order = Order.from_json(job.request)
    start = start_from(order)
    return replace(
        start,
        led=led_by(order),
        from_picture=bool(order.sources),
        parent=order.parent,
        channel_id=job.channel_id,
        thread_ts=job.thread_ts,
    )


def start_of_line(draft: Draft) -> FormStart:
    """What can be read stands in its field; a line that can't is put into the words, to be mended there."""
    text, place = str(draft.payload["text"]), draft.payload
    start = FormStart(channel_id=str(place["channel_id"]), thread_ts=place.get("thread_ts"))
    asked = parse(text)
    if not isinstance(asked, Asking) or asked.is_batch:
        return replace(start, prompt=text)
    return start.filled_with(filled_from(asked.requests[0]))


def _start_of_press(services: Services, press: Press) -> FormStart:
    channel_id, thread_ts = press.landing(services)
    start = start_of_picture(press.picture, is_alone=press.post.index is not None)
    return replace(start, channel_id=channel_id, thread_ts=thread_ts)


def _led(picture: PictureId, order: Order) -> Led:
    """What the picture itself started from; else the picture."""
    return led_by(order) or Led.by(Source(picture=picture), order.prompt)


def _open_or_refuse(services: Services, body: Json, start: FormStart | None) -> None:
    if start is None:
        answer_alone(services, body, not_yours)
        return
    is_in_modal = body.get("view", {}).get("type") == "modal"
    open_form(services, person_of(body), str(body["trigger_id"]), start, on_top=is_in_modal)

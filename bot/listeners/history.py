"""The history: opened at once, filled when Slack has said what its reader may see; Older, Newer and Edit in it."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.after_ack import behind_answer
from bot.delivery.gallery import Wish
from bot.delivery.lost_files import show_what_is_left
from bot.delivery.slack_calls import SlackError
from bot.listeners.answering import answer_alone, person_of
from bot.listeners.edits import start_of_picture
from bot.listeners.form_opening import FormStart, open_form
from bot.listeners.presses import find_press
from bot.services import Services
from bot.store.history import Cursor
from bot.store.people import Person
from bot.store.pictures import PictureId, StoredPicture
from bot.store.posts import Post
from bot.views.buttons import OPEN_HISTORY
from bot.views.history.entries import EDIT_FOUND
from bot.views.history.view import CALLBACK, SEARCH, history_view, searched_in, typed_in
from bot.views.modal import View, said_view
from bot.views.notices.presses import press_again, stale_press

_LOG = logging.getLogger(__name__)
_PICTURES = 8

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def opened(ack: Ack, body: Json) -> None:
        is_open = open_history(services, person_of(body), str(body["trigger_id"]), on_top=_is_in_modal(body))
        if not is_open and "view" not in body:
            answer_alone(services, body, press_again)
        ack()

    def entered(ack: Ack, body: Json) -> None:
        services.at_leisure.submit(show_history, services, body, typed_in(body["view"]))
        ack()

    def submitted(ack: Ack, body: Json) -> None:
        person, searched = person_of(body), typed_in(body["view"])
        words = services.languages.known(person) or services.words
        ack(response_action="update", view=history_view(searched, None, person.user_id, words))
        services.at_leisure.submit(behind_answer(show_history), services, body, searched)

    def edit(ack: Ack, body: Json, action: Json) -> None:
        _edit(services, body, str(action.get("value", "")))
        ack()

    app.action(OPEN_HISTORY)(opened)
    app.action(SEARCH)(entered)
    app.view(CALLBACK)(submitted)
    app.action(EDIT_FOUND)(edit)


def open_history(services: Services, person: Person, trigger_id: str, words: str = "", *, on_top: bool = False) -> bool:
    """Open it, searching for `words`. on_top: the trigger comes from a modal. Call before the ack.

    False if Slack didn't take it.
    """
    spoken = services.languages.known(person) or services.words
    view = history_view(words, None, person.user_id, spoken)
    answer = _open(services, person, trigger_id, view, on_top=on_top)
    if answer:
        services.at_leisure.submit(_fill, services, person, str(answer["view"]["id"]), words, None)
    return answer is not None


def show_history(services: Services, body: Json, searched: str, cursor: Cursor | None = None) -> None:
    """Fill an open one. Asks Slack, so after the ack."""
    _fill(services, person_of(body), str(body["view"]["id"]), searched, cursor)


def turn_history(services: Services, body: Json, cursor: Cursor | None) -> None:
    """Show another page of what is listed; what was typed since is not searched for yet."""
    show_history(services, body, searched_in(dict(body["view"])), cursor)


def _fill(services: Services, person: Person, view_id: str, searched: str, cursor: Cursor | None) -> None:
    words = services.languages.words_of(person)
    wall = services.gallery.wall(person, Wish(words=searched), _PICTURES, cursor)

    def build(gone: Collection[str]) -> View:
        return history_view(searched, wall, person.user_id, words, gone)

    def update(view: View) -> None:
        services.slack.call(person.team_id, "views.update", view_id=view_id, view=view)

    try:
        show_what_is_left(build, update)
    except SlackError as error:
        _LOG.info("A history stays as it was: %s", error, extra={"event": "history_not_shown"})


def _edit(services: Services, body: Json, value: str) -> None:
    """One's own at once; another's only if its place can still be seen, which Slack may have to be asked for."""
    person, picture_id = person_of(body), PictureId.parse(value)
    picture = services.pictures.find(picture_id) if picture_id else None
    if picture is None or picture.deleted_at is not None or picture.job.team_id != person.team_id:
        _refuse(services, body)
    elif picture.job.person == person:
        _open_form(services, body, picture)
    else:
        services.after_ack.submit(_edit_if_seen, services, body, picture)


def _edit_if_seen(services: Services, body: Json, picture: StoredPicture) -> None:
    place = picture.job.place_channel_id or picture.job.channel_id
    if services.conversations.sees(person_of(body), place):
        _open_form(services, body, picture)
    else:
        _refuse(services, body)


def _open_form(services: Services, body: Json, picture: StoredPicture) -> None:
    start = _start(services, body, picture)
    open_form(services, person_of(body), str(body["trigger_id"]), start, on_top=_is_in_modal(body))


def _start(services: Services, body: Json, picture: StoredPicture) -> FormStart:
    """What comes of it lands beside the picture; where no message shows it any more, the person chooses."""
    post = _post_of(services, picture)
    if post is None:
        return start_of_picture(picture, is_alone=False)
    start = start_of_picture(picture, is_alone=post.index is not None)
    press = find_press(
        services,
        body,
        picture=str(picture.id),
        channel_id=post.channel_id,
        message_ts=post.ts,
        intent=EDIT_FOUND,
    )
    if press is None:
        return start
    channel_id, thread_ts = press.landing(services)
    return replace(start, channel_id=channel_id, thread_ts=thread_ts)


def _post_of(services: Services, picture: StoredPicture) -> Post | None:
    """The message in the conversation that it was made in."""
    posts = [post for post in services.posts.of_job(picture.id.job_id) if post.shows(picture.id)]
    return next((post for post in posts if post.channel_id == picture.job.place_channel_id), None)


def _refuse(services: Services, body: Json) -> None:
    words = services.languages.known(person_of(body)) or services.words
    view = said_view(stale_press(words), words)
    _open(services, person_of(body), str(body["trigger_id"]), view, on_top=_is_in_modal(body))


def _open(services: Services, person: Person, trigger_id: str, view: View, *, on_top: bool) -> Json | None:
    method = "views.push" if on_top else "views.open"
    try:
        return services.slack.call(person.team_id, method, trigger_id=trigger_id, view=view)
    except SlackError as error:
        _LOG.warning("A history did not open: %s", error, extra={"event": "history_not_opened"})
        return None


def _is_in_modal(body: Json) -> bool:
    return bool(body.get("view", {}).get("type") == "modal")

"""More…: opened at once with what the database and the catalog know, and completed when Slack has told the rest."""

import logging
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.delivery.slack_calls import SlackError
from bot.listeners.answering import answer_alone, refuse_stale
from bot.listeners.errands import push, refuse_in_view, show_in_view, words_now
from bot.listeners.presses import Press, about, find_press, press_in_view, press_on_message, written_in
from bot.orders.deriving import order_of
from bot.orders.doings import doings_with
from bot.services import Services
from bot.views.buttons import MORE
from bot.views.more.menu import CHOOSE, PRINT, Menu, more_view
from bot.views.more.printing import print_view
from bot.views.notices.presses import press_again

_LOG = logging.getLogger(__name__)
Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def more(ack: Ack, body: Json, action: Json) -> None:
        press = press_on_message(services, body, action)
        if press is None:
            refuse_stale(services, body)
        elif not open_more(services, press, body):
            answer_alone(services, body, press_again)
        ack()

    def choose(ack: Ack, body: Json, action: Json) -> None:
        ack()
        _choose(services, body, str(action["selected_option"]["value"]))

    def choose_size(ack: Ack, body: Json) -> None:
        press = press_in_view(services, body, PRINT)
        if press is None:
            refuse_in_view(services, body)
        else:
            doings = doings_with(press.picture, services.pricing)
            push(services, body, print_view(doings, about(press), words_now(services, body)))
        ack()

    app.action(MORE)(more)
    app.action(CHOOSE)(choose)
    app.action(PRINT)(choose_size)


def open_more(services: Services, press: Press, body: Json) -> bool:
    """Open the view, before the ack: a trigger lives three seconds. False if Slack didn't take it."""
    menu, words = menu_of(services, press), words_now(services, body)
    view = more_view(menu, words)
    try:
        opened = services.slack.call(press.person.team_id, "views.open", trigger_id=press.trigger_id, view=view)
    except SlackError as error:
        _LOG.warning("More… did not open: %s", error, extra={"event": "view_not_opened"})
        return False
    services.after_ack.submit(_complete, services, press, menu, words.language, opened["view"])
    return True


def menu_of(services: Services, press: Press) -> Menu:
    """All that can be known without asking Slack: an admin who didn't ask for the picture can't delete it yet."""
    shown = services.pictures.of_job(press.picture.id.job_id) if press.post.index is None else [press.picture]
    return Menu(
        picture=press.picture.id,
        among=tuple(picture.id for picture in shown),
        prompt=order_of(press.picture).prompt,
        doings=doings_with(press.picture, services.pricing),
        is_in_thread=press.post.thread_ts is not None and not press.is_direct,
        deletes=len(shown) if press.picture.job.person == press.person else 0,
        metadata=about(press),
    )


def _complete(services: Services, press: Press, menu: Menu, language: str, shown: Json) -> None:
    """Put in what only Slack knows: Delete for an admin, the person's language."""
    words = services.languages.words_of(press.person)
    whole = menu if menu.deletes else _for_admin(services, press, menu)
    if whole == menu and words.language == language:
        return
    view = more_view(whole, words)
    try:
        services.slack.call(press.person.team_id, "views.update", view_id=shown["id"], hash=shown["hash"], view=view)
    except SlackError as error:
        _LOG.info("More… was left as it is: %s", error, extra={"event": "view_not_completed"})


def _for_admin(services: Services, press: Press, menu: Menu) -> Menu:
    return replace(menu, deletes=len(menu.among)) if services.admins.includes(press.person) else menu


def _choose(services: Services, body: Json, picture: str) -> None:
    """Show the entries of another picture of the sheet."""
    press = find_press(services, body, **{**written_in(body), "picture": picture}, intent=CHOOSE)
    if press is None:
        refuse_in_view(services, body)
        return
    menu = menu_of(services, press)
    show_in_view(
        services, body, lambda words: more_view(menu if menu.deletes else _for_admin(services, press, menu), words)
    )

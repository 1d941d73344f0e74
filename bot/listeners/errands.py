"""Presses that draw nothing: taken durably before the ack, answered by the worker when they are done."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.delivery.slack_calls import SlackError
from bot.listeners.answering import person_of, stale
from bot.listeners.presses import Press
from bot.locale import Words
from bot.orders.errand import Errand, ErrandKind
from bot.services import Services
from bot.views.modal import View, said_view

_LOG = logging.getLogger(__name__)
Json = Mapping[str, Any]


def take(services: Services, press: Press, kind: ErrandKind, **more: Any) -> None:  # noqa: ANN401  # Errand's fields
    """Commit an errand with the picture that was pressed on; when this returns, the press may be acked."""
    services.errands.take(
        Errand(
            id=press.intent,
            kind=kind,
            picture=press.picture.id,
            person=press.person,
            seen_channel_id=press.post.channel_id,
            seen_ts=press.post.ts,
            response_url=press.response_url,
            **more,
        )
    )


def view_id(body: Json) -> str:
    return str(body["view"]["id"])


def refuse_in_view(services: Services, body: Json) -> None:
    """Say in the view that its button belongs to nothing."""
    said = stale(services, body)
    show_in_view(services, body, lambda words: said_view(said(words), words))


def show_in_view(services: Services, body: Json, build: Callable[[Words], View]) -> None:
    """Put another view into the place of the one that was pressed in, once Slack has its ack."""
    services.after_ack.submit(_update, services, body, build)


def _update(services: Services, body: Json, build: Callable[[Words], View]) -> None:
    person = person_of(body)
    view = build(services.languages.words_of(person))
    try:
        services.slack.call(person.team_id, "views.update", view_id=view_id(body), view=view)
    except SlackError:
        return  # they have closed it


def words_now(services: Services, body: Json) -> Words:
    """The words of a person who waits for a view: a trigger lives three seconds, so Slack isn't asked."""
    return services.languages.known(person_of(body)) or services.words


def push(services: Services, body: Json, view: View) -> None:
    """Put a view on top, before the ack: its trigger lives three seconds."""
    try:
        services.slack.call(person_of(body).team_id, "views.push", trigger_id=body["trigger_id"], view=view)
    except SlackError as error:
        _LOG.warning("No view on top: %s", error, extra={"event": "view_not_pushed"})

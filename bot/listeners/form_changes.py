"""What is pressed, chosen or entered in an open form: it is shown anew, with its preview and price."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.delivery.slack_calls import SlackError
from bot.listeners.answering import person_of
from bot.listeners.form_opening import KIND, built, start_from
from bot.orders.filling import Filled
from bot.orders.order import Order
from bot.orders.origin import Origin
from bot.services import Services
from bot.store.people import Person
from bot.views.form.elements import with_idea
from bot.views.form.fields import COMPOSED, IDEA, LAST, SWITCH, read
from bot.views.form.pieces import LONGEST
from bot.views.form.view import Face, Shown, View
from bot.views.modal import said_view
from bot.views.notices.forms import stale_form
from titan_core.errors import InvalidTaskError

Json = Mapping[str, Any]
_LOG = logging.getLogger(__name__)
_CONFLICT = "hash_conflict"


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A form as Slack sent it: whose, and what stands in it."""

    person: Person
    shown: Shown
    filled: Filled
    origin: Origin


def read_form(services: Services, body: Json) -> Open | None:
    """A form of ours that this person opened; None for one that is too old, or that says it is another's."""
    person, view = person_of(body), body["view"]
    shown = Shown.of(view)
    draft = services.drafts.find(shown.draft, KIND, person) if shown else None
    if shown is None or draft is None:
        extra = {"event": "stale_form", "team_id": person.team_id, "user_id": person.user_id}
        _LOG.info("A form that nobody opened", extra=extra)
        return None
    filled = read(view, in_elements=shown.is_builder)
    return Open(person=person, shown=shown, filled=filled, origin=Origin.from_json(draft.payload["origin"]))


def change(services: Services, body: Json, action: Json) -> None:
    """Show the form anew, once Slack has its ack."""
    form, at = read_form(services, body), str(action.get("action_ts", ""))
    if form is None:
        services.after_ack.submit(_show_stale, services, body)
        return
    services.drafts.change(form.shown.draft, {"origin": form.origin.to_json(), "newest": at})
    services.after_ack.submit(_show, services, _changed(services, form, action), body["view"], at)


def _changed(services: Services, form: Open, action: Json) -> Open:
    """The form after a press; after a choice or Enter in a field it is the same, but for its preview."""
    pressed = str(action["action_id"])
    if pressed == SWITCH:
        return _other_face(form)
    if pressed == LAST:
        return _from_last(services, form)
    chosen = action.get("selected_option") or {}
    if pressed.startswith(IDEA) and form.filled.elements is not None:
        elements = with_idea(dict(form.filled.elements), str(chosen.get("value", "")))
        return _anew(form, replace(form.filled, elements=elements), form.shown.face)
    return form


def _other_face(form: Open) -> Open:
    filled = form.filled
    if len(filled.prompt) > LONGEST:
        return form  # no single element takes so many words
    if not form.shown.is_builder:
        return _anew(form, replace(filled, elements={COMPOSED[0]: filled.prompt}, prompt=""), Face.BUILDER)
    return _anew(form, replace(filled, elements=None, prompt=_composed(filled)), Face.PLAIN)


def _from_last(services: Services, form: Open) -> Open:
    """Everything that the person's newest request said, wherever it was made; where the result goes stays."""
    job = services.jobs.newest_of(form.person)
    if job is None:
        return form
    start = start_from(Order.from_json(job.request))
    filled = replace(start.filled, from_picture=False, private=form.filled.private, channel_id=form.filled.channel_id)
    return _anew(form, filled, Face.PLAIN)


def _anew(form: Open, filled: Filled, face: Face) -> Open:
    return replace(form, filled=filled, shown=replace(form.shown, face=face, round=form.shown.round + 1))


def _composed(filled: Filled) -> str:
    try:
        return filled.words
    except InvalidTaskError:  # no subject yet
        return ", ".join(text.strip() for text in (filled.elements or {}).values() if text.strip())


def _show(services: Services, form: Open, view: Json, at: str) -> None:
    words = services.languages.words_of(form.person)
    anew = built(services, form.person, form.shown, form.filled, form.origin, words)
    refused = _update(services, form.person, view, anew, view["hash"])
    if refused == _CONFLICT and _is_newest(services, form, at):
        _update(services, form.person, view, anew, None)


def _is_newest(services: Services, form: Open, at: str) -> bool:
    """Whether nothing was done in the form since: then what it holds now is what stands in this update."""
    draft = services.drafts.find(form.shown.draft, KIND, form.person)
    return draft is not None and draft.payload.get("newest") == at


def _show_stale(services: Services, body: Json) -> None:
    words = services.languages.words_of(person_of(body))
    _update(services, person_of(body), body["view"], said_view(stale_form(words), words), None)


def _update(services: Services, person: Person, view: Json, anew: View, seen: str | None) -> str:
    """Answers Slack's reason against it, empty if there is none. seen: the hash of the view as it was acted on."""
    try:
        services.slack.call(person.team_id, "views.update", view_id=view["id"], hash=seen, view=anew)
    except SlackError as error:
        _LOG.info("A form stays as it was: %s", error, extra={"event": "form_not_updated", "reason": error.reason})
        return error.reason
    return ""

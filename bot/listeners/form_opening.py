"""Opening the form, from wherever: one views.open, within the three seconds that a trigger lives."""

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self

from bot.delivery.slack_calls import SlackError
from bot.locale import Words
from bot.manifest import DEFAULT_COMMAND
from bot.orders.filling import VALUES, Filled, request_of, typed
from bot.orders.order import Order, Source
from bot.orders.origin import Led, Origin
from bot.prompt_line import Request
from bot.services import Services
from bot.store.people import Person
from bot.store.pictures import PictureId
from bot.views.form.preview import Outlook
from bot.views.form.view import Face, Form, Shown, View, form_view
from bot.views.notices.forms import form_not_opened

KIND = "form"  # of the draft
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class FormStart:
    """What a form begins with. Texts as typed; the words may have flags. Without words it is the builder.

    channel_id: "" lets the person choose. source: a picture that goes in. led: the same as a task with its own
    settings. from_picture: whether it goes in unless the person says otherwise. is_whole: what is not given here is
    not to be filled in by preferences.
    """

    prompt: str = ""
    negative_prompt: str = ""
    aspect_ratio: str = ""
    size: str = ""
    number_of_images: str = ""
    seed: str = ""
    cfg_scale: str = ""
    quality: str = ""
    model: str = ""
    channel_id: str = ""
    thread_ts: str | None = None
    parent: PictureId | None = None
    source: Source | None = None
    led: Led | None = None
    from_picture: bool = True
    private: bool = False
    is_whole: bool = False

    @property
    def filled(self) -> Filled:
        return Filled(
            prompt=self.prompt,
            negative_prompt=self.negative_prompt,
            private=self.private,
            from_picture=self.from_picture,
            **{name: getattr(self, name) for name in VALUES},
        )

    def filled_with(self, filled: Filled) -> Self:
        """The same beginning with these texts."""
        texts = {name: getattr(filled, name) for name in ("prompt", "negative_prompt", "private", *VALUES)}
        return replace(self, **texts)


def open_form(services: Services, person: Person, trigger_id: str, start: FormStart, *, on_top: bool = False) -> None:
    """Open it for a person. on_top: the trigger comes from a modal, which stays below. Call before the ack."""
    words = services.languages.known(person) or services.words
    origin = _origin(services, start)
    filled = _filled(services, person, start)
    face = Face.PLAIN if filled.prompt else Face.BUILDER
    draft = services.drafts.put(KIND, person, {"origin": origin.to_json()})
    view = built(services, person, Shown(draft=draft, face=face), filled, origin, words)
    try:
        services.slack.call(person.team_id, "views.push" if on_top else "views.open", trigger_id=trigger_id, view=view)
    except SlackError as error:
        _LOG.warning("A form did not open: %s", error, extra={"event": "form_not_opened", "team_id": person.team_id})
        services.after_ack.submit(_say_closed, services, person, start)


def _say_closed(services: Services, person: Person, start: FormStart) -> None:
    """Slack may have been too slow for its own trigger: another press has a new one."""
    if start.channel_id:
        words = services.languages.words_of(person)
        services.telling.whisper(person, start.channel_id, start.thread_ts, form_not_opened(words))


def built(  # noqa: PLR0913, PLR0917  # all that a form depends on
    services: Services, person: Person, shown: Shown, filled: Filled, origin: Origin, words: Words
) -> View:
    """The form's view, with what it would draw and cost as it stands."""
    if shown.is_builder and filled.elements is None:
        filled = replace(filled, elements={})
    outlook = outlook_of(services, person, filled, origin)
    return form_view(Form(shown=shown, filled=filled, origin=origin, outlook=outlook), words, DEFAULT_COMMAND)


def outlook_of(services: Services, person: Person, filled: Filled, origin: Origin) -> Outlook:
    channel_id = origin.channel_id or filled.channel_id
    found = request_of(filled, partial(services.preferences.preset, person, channel_id))
    if not isinstance(found, Request):
        return Outlook(found=found)
    order = origin.order(filled, found)
    return Outlook(found=found, estimate=services.pricing.estimate(order), is_led=bool(order.sources))


def start_from(order: Order) -> FormStart:
    """The form that asks for an order again, its words at least; where it goes is the caller's to say."""
    asked = order.otherwise or order.asked
    values: dict[str, Any] = {name: asked[name] for name in VALUES if name in asked}
    return FormStart(
        prompt=typed(order.prompt),
        negative_prompt=typed(asked.get("negative_prompt", "")),
        **{**values, "model": order.model or ""},
        private=order.private,
        is_whole=True,
    )


def _origin(services: Services, start: FormStart) -> Origin:
    led = start.led or (Led.by(start.source, start.source.name) if start.source else None)
    return Origin(
        channel_id=start.channel_id,
        thread_ts=start.thread_ts,
        parent=start.parent,
        led=led if led and services.pricing.is_offered(led.kind) else None,
    )


def _filled(services: Services, person: Person, start: FormStart) -> Filled:
    return start.filled if start.is_whole else _with_preferences(services, person, start.channel_id, start.filled)


def _with_preferences(services: Services, person: Person, channel_id: str, filled: Filled) -> Filled:
    """What was not given, as the person prefers it, or else the channel; for all to see, so that it can be changed."""
    own, channel = services.preferences.of_place(person, channel_id)
    number = own.number_of_images or channel.number_of_images
    shape = "" if filled.size else own.aspect_ratio or channel.aspect_ratio
    unwanted = dict.fromkeys(filter(None, (filled.negative_prompt, own.negative_prompt, channel.negative_prompt)))
    return replace(
        filled,
        aspect_ratio=filled.aspect_ratio or shape,
        model=filled.model or own.model or channel.model,
        number_of_images=filled.number_of_images or (str(number) if number else ""),
        negative_prompt=", ".join(unwanted),
    )

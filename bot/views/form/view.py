"""The form as one view, in either face: a builder of the eight elements, or one field for all words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from bot.locale import Words
from bot.orders.filling import Fault, Filled
from bot.orders.origin import Origin
from bot.views.buttons import button
from bot.views.form import choices
from bot.views.form.elements import element_fields, ideas, label_of
from bot.views.form.faults import fault_text
from bot.views.form.fields import (
    COMPOSED,
    LAST,
    NEGATIVE,
    PROMPT,
    SWITCH,
    WHERE,
    block_id,
    long_fields,
    select_field,
    text_field,
    tick_field,
    where_field,
)
from bot.views.form.pieces import LONGEST
from bot.views.form.preview import Outlook, preview
from bot.views.modal import modal, plain
from bot.views.text import clip
from titan_core.tasks import CFG_SCALE, MAX_SEED, SIDE

CALLBACK = "imagine_form"
View = dict[str, Any]


class Face(StrEnum):
    BUILDER = "builder"
    PLAIN = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a form's `private_metadata` says of it: its draft's id, its face, and how often it was filled anew."""

    draft: str
    face: Face
    round: int = 1

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> Self | None:
        """Read a view as Slack sends it; None if it says something else."""
        try:
            said = json.loads(view.get("private_metadata") or "")
            return cls(draft=str(said["draft"]), face=Face(said["face"]), round=int(said["round"]))
        except (ValueError, KeyError, TypeError):
            return None

    def written(self) -> str:
        return json.dumps({"draft": self.draft, "face": self.face.value, "round": self.round})

    @property
    def is_builder(self) -> bool:
        return self.face is Face.BUILDER


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """All that a form shows."""

    shown: Shown
    filled: Filled
    origin: Origin
    outlook: Outlook


def form_view(form: Form, words: Words, command: str) -> View:
    """Build it whole; where only the preview changed, Slack keeps what stands in the fields."""
    blocks = [
        _tools(form, words),
        *_words_fields(form, words),
        *_value_fields(form, words),
        *_ticks(form, words),
        *_where(form, words),
        *preview(form.outlook, words, command),
    ]
    return modal(
        words("Draw a picture"),
        blocks,
        words,
        callback_id=CALLBACK,
        submit=plain(words("Draw")),
        private_metadata=form.shown.written(),
    )


def faults_by_block(shown: Shown, faults: tuple[Fault, ...], words: Words, command: str) -> dict[str, str]:
    """What Slack shows beside the fields, for `response_action: errors`."""
    named = {_beside(fault.field, shown): fault_text(fault, words, command) for fault in reversed(faults)}
    return {block_id(name, shown.round): text for name, text in named.items()}


def _beside(field: str, shown: Shown) -> str:
    """The field that stands for another in this face."""
    if field in COMPOSED or field == PROMPT:
        return (field if field in COMPOSED else COMPOSED[0]) if shown.is_builder else PROMPT
    return field


def _tools(form: Form, words: Words) -> dict[str, Any]:
    form_round = form.shown.round
    switch = words("Write it in one field") if form.shown.is_builder else words("Build it from elements")
    buttons = [button(switch, SWITCH, "-"), button(words("Start from my last"), LAST, "-")]
    elements = [ideas(form_round, words), *buttons] if form.shown.is_builder else buttons
    if not form.shown.is_builder and len(form.filled.prompt) > LONGEST:
        elements = buttons[1:]  # no single element takes so many words
    return {"type": "actions", "block_id": f"tools.{form_round}", "elements": elements}


def _words_fields(form: Form, words: Words) -> Iterator[dict[str, Any]]:
    filled, form_round = form.filled, form.shown.round
    if filled.elements is not None:
        yield from element_fields(dict(filled.elements), form_round, words)
    else:
        labels = [words("What is to be seen"), words("What is to be seen, continued")]
        hint = words(
            "Say the subject first, then medium, style, shot, light and colours. Words in double quotes are lettered."
        )
        yield from long_fields(PROMPT, form_round, labels, value=filled.prompt, hint=hint, required=True)
    unwanted = label_of(NEGATIVE, words)
    labels = [unwanted, words("Not in the picture, continued")]
    hint = words("Things apart by commas, without a no: people, text")
    yield from long_fields(NEGATIVE, form_round, labels, value=filled.negative_prompt, hint=hint)


def _value_fields(form: Form, words: Words) -> list[dict[str, Any]]:
    filled, at = form.filled, form.shown.round
    shapes, models = choices.shapes(filled.aspect_ratio, words), choices.models(filled.model, words)
    side = f"{SIDE[0]}–{SIDE[1]}"  # noqa: RUF001  # an en dash, as between numbers
    return [
        select_field("aspect_ratio", at, words("Shape"), shapes, chosen=filled.aspect_ratio),
        text_field(
            "size", at, words("Pixels, instead of a shape"), value=filled.size, placeholder="1024x768",
            hint=words("Each side {range}; the model's nearest is taken.", range=side),
        ),
        select_field(
            "number_of_images", at, words("How many pictures"), choices.numbers(), chosen=filled.number_of_images or "1"
        ),
        text_field(
            "seed", at, words("Seed"), value=filled.seed, placeholder="7",
            hint=words(
                "0 to {highest}. The same seed and words draw the same picture again; empty is random.",
                highest=MAX_SEED,
            ),
        ),
        select_field("model", at, words("Model"), models, chosen=choices.known(filled.model, models)),
        select_field("quality", at, words("Quality"), choices.qualities(words), chosen=_quality(filled, words)),
        text_field(
            "cfg_scale", at, words("How closely to follow the words"), value=filled.cfg_scale, placeholder="8",
            hint=words("{low} to {high}; empty is the model's own.", low=CFG_SCALE[0], high=CFG_SCALE[1]),
        ),
    ]  # fmt: skip


def _quality(filled: Filled, words: Words) -> str:
    return choices.known(filled.quality, choices.qualities(words))


def _ticks(form: Form, words: Words) -> Iterator[dict[str, Any]]:
    at = form.shown.round
    if form.origin.led:
        text = words("Start from “{picture}”", picture=clip(form.origin.led.name, 50))
        yield tick_field("from_picture", at, words("The picture that goes in"), text, ticked=form.filled.from_picture)
    text = words("Show it to me alone first; I'll post it or not")
    yield tick_field("private", at, words("Preview"), text, ticked=form.filled.private)


def _where(form: Form, words: Words) -> Iterator[dict[str, Any]]:
    origin = form.origin
    if not origin.channel_id:
        yield where_field(form.shown.round, words("Where the picture goes"))
        return
    yield {"type": "context", "block_id": WHERE, "elements": [plain_place(origin, words)]}


def plain_place(origin: Origin, words: Words) -> dict[str, Any]:
    if origin.channel_id.startswith("D"):
        text = words("The picture goes to the conversation that this form was opened in.")
    elif origin.thread_ts:
        text = words("The picture goes to the thread in <#{channel}>.", channel=origin.channel_id)
    else:
        text = words("The picture goes to <#{channel}>.", channel=origin.channel_id)
    return {"type": "mrkdwn", "text": text}

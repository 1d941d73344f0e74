"""The fields that a person's and a channel's settings share, and what stands in them when Slack sends the view."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.locale import LANGUAGES, Words
from bot.store.preferences import ChannelPreferences, UserPreferences
from bot.views.form.choices import models, numbers, shapes
from bot.views.modal import View, plain

NONE_CHOSEN = "-"  # an option can't have an empty value
NEGATIVE = "negative_prompt"
_LONGEST = 3000
_OWN_NAMES = {"en": "English", "ko": "한국어"}  # whoever looks for their language reads it in that language

Block = dict[str, Any]
Option = tuple[str, str]  # value, text


def default_fields(kept: UserPreferences | ChannelPreferences, words: Words) -> list[Block]:
    """Shape, model, number, what is always unwanted."""
    anyhow = [(NONE_CHOSEN, words("One"))]
    return [
        menu("aspect_ratio", words("Shape"), shapes(kept.aspect_ratio, words), kept.aspect_ratio),
        menu("model", words("Model"), models(kept.model, words), kept.model),
        menu(
            "number_of_images",
            words("Number of pictures"),
            [*anyhow, *numbers()[1:]],
            str(kept.number_of_images or ""),
        ),
        _text(NEGATIVE, words("Never in a picture"), kept.negative_prompt, words("people, text")),
    ]


def language_field(label: str, unsaid: str, chosen: str) -> Block:
    """unsaid: what it is where none is chosen."""
    options = [(NONE_CHOSEN, unsaid), *((language, _OWN_NAMES.get(language, language)) for language in LANGUAGES)]
    return menu("language", label, options, chosen)


def menu(name: str, label: str, options: Sequence[Option], chosen: str) -> Block:
    """One of (value, text); the first unless `chosen` is among them."""
    made = {value: {"value": value, "text": plain(text[:75])} for value, text in options}
    first = next(iter(made.values()))
    element = {
        "type": "static_select",
        "action_id": name,
        "options": list(made.values()),
        "initial_option": made.get(chosen, first),
    }
    return {"type": "input", "block_id": name, "label": plain(label), "element": element}


def tick(name: str, label: str, text: str, *, ticked: bool) -> Block:
    """One box to tick."""
    box = {"value": name, "text": plain(text[:75])}
    element: Block = {"type": "checkboxes", "action_id": name, "options": [box]}
    if ticked:
        element["initial_options"] = [box]
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, "optional": True}


def values_in(view: View) -> dict[str, str]:
    """Texts by field, "" where nothing is chosen or written; of a box its name if it is ticked."""
    answers = {action: answer for block in view["state"]["values"].values() for action, answer in block.items()}
    return {name: _value(answer) for name, answer in answers.items()}


def _value(answer: Mapping[str, Any]) -> str:
    if answer.get("selected_option"):
        value = str(answer["selected_option"]["value"])
        return "" if value == NONE_CHOSEN else value
    ticked = answer.get("selected_options") or []
    return str(ticked[0]["value"]) if ticked else str(answer.get("value") or "")


def _text(name: str, label: str, value: str, example: str) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": _LONGEST,
        "placeholder": plain(example),
        **({"initial_value": value} if value else {}),
    }
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, "optional": True}

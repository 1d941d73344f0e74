"""The forms that change a picture: what they ask, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.locale import Words, msgid
from bot.orders.doings import Price
from bot.orders.order import Action
from bot.views.modal import View, modal, plain
from bot.views.more.sizes import price_words
from bot.views.prices import dollars
from titan_core.tasks import MAX_MARGIN, PROMPT_CHARACTERS

FORM = "change"  # callback_id: change_extend, …
_TYPED = min(3000, PROMPT_CHARACTERS)  # characters: Slack's limit of a field
Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One question. options: value to label, none where it is typed. example: in English, which models read best."""

    name: str
    label: str
    hint: str = ""
    example: str = ""
    options: Mapping[str, str] | None = None
    is_optional: bool = False


FIELDS: Mapping[Action, tuple[Field, ...]] = {
    Action.EXTEND: (
        Field(
            name="direction",
            label=msgid("Where to"),
            options={
                "all": msgid("All sides: zoom out"),
                "left": msgid("Left"),
                "right": msgid("Right"),
                "up": msgid("Top"),
                "down": msgid("Bottom"),
            },
        ),
        Field(
            name="share",
            label=msgid("How far, on each of these sides"),
            hint=msgid("Of the picture's own width or height, at most {limit} px."),
            options={
                "0.25": msgid("A quarter"),
                "0.5": msgid("Half"),
                "1": msgid("As much again"),
            },
        ),
        Field(
            name="words",
            label=msgid("What is to be seen there"),
            hint=msgid("Leave it empty for more of the same. English works best."),
            example="snowy mountains under a pink sky",
            is_optional=True,
        ),
    ),
    Action.REPLACE: (
        Field(
            name="search",
            label=msgid("What to replace"),
            hint=msgid("A thing that can be seen in the picture, in a few words. English works best."),
            example="the red door",
        ),
        Field(
            name="by",
            label=msgid("What to put there instead"),
            hint=msgid("Say what is to be seen, not what to do."),
            example="a round wooden gate",
        ),
    ),
    Action.RECOLOR: (
        Field(
            name="what",
            label=msgid("What to recolour"),
            hint=msgid("A thing that can be seen in the picture, in a few words. English works best."),
            example="the scarf",
        ),
        Field(
            name="colors",
            label=msgid("Its new colours"),
            example="emerald green with gold stripes",
        ),
    ),
    Action.RESTYLE: (
        Field(
            name="style",
            label=msgid("The new style"),
            hint=msgid("Medium, style, light, colours: things stay where they are. English works best."),
            example="watercolour on rough paper, soft morning light",
        ),
    ),
}
_TITLES: Mapping[Action, str] = {
    Action.EXTEND: msgid("Extend"),
    Action.REPLACE: msgid("Replace"),
    Action.RECOLOR: msgid("Recolour"),
    Action.RESTYLE: msgid("Restyle"),
}


def change_view(action: Action, price: Price, metadata: str, words: Words) -> View:
    """Build the form of a change; its price stands in it and on its button."""
    lead = words("It becomes a new message, {price}; this picture stays as it is.", price=price_words(price, words))
    blocks = [{"type": "section", "text": plain(lead)}, *(_input(field, words) for field in FIELDS[action])]
    submit = plain(words("Draw, {price}", price=dollars(price.usd)))
    title, callback_id = words(_TITLES[action]), f"{FORM}_{action.value}"
    return modal(title, blocks, words, private_metadata=metadata, callback_id=callback_id, submit=submit)


def answers_of(action: Action, state: Mapping[str, Any]) -> dict[str, str]:
    """What was chosen and typed, by field, out of a submission's `state.values`."""
    return {field.name: _answer(state.get(field.name, {}).get(field.name, {})) for field in FIELDS[action]}


def problems_in(action: Action, answers: Mapping[str, str], words: Words) -> dict[str, str]:
    """What is wrong beside which field. Slack checks length and choice; space alone it takes for words."""
    missing = [field for field in FIELDS[action] if not field.is_optional and not answers[field.name]]
    return {field.name: words("Write a few words here: spaces alone say nothing.") for field in missing}


def _answer(element: Mapping[str, Any]) -> str:
    chosen = element.get("selected_option")
    return str((chosen["value"] if chosen else element.get("value")) or "").strip()


def _input(field: Field, words: Words) -> Block:
    block = {
        "type": "input",
        "block_id": field.name,
        "label": plain(words(field.label)),
        "element": {"action_id": field.name, **(_select(field, words) if field.options else _typed(field, words))},
        "optional": field.is_optional,
    }
    return {**block, "hint": plain(words(field.hint, limit=f"{MAX_MARGIN:,}"))} if field.hint else block


def _select(field: Field, words: Words) -> Block:
    options = [{"text": plain(words(label)), "value": value} for value, label in (field.options or {}).items()]
    return {"type": "static_select", "options": options, "initial_option": options[0]}


def _typed(field: Field, words: Words) -> Block:
    placeholder = plain(words("For example: {example}", example=field.example))
    return {"type": "plain_text_input", "max_length": _TYPED, "placeholder": placeholder}

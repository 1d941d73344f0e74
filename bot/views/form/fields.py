"""The form's fields: their ids, how they are built, and what stands in them when Slack sends the view.

A field keeps what was typed while block_id and action_id stay the same (docs.slack.dev: views.update). So a block_id
ends with the form's `round`: a form that is to show other values than those typed is in its next round.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.orders.filling import Filled
from bot.views.form.pieces import LONGEST, joined, pieces
from bot.views.modal import plain
from titan_core.prompting import ELEMENTS

Block = dict[str, Any]
PREFIX = "form_"
OWN = re.compile(f"^{PREFIX}")
SWITCH = f"{PREFIX}switch"
LAST = f"{PREFIX}start_from_my_last"
IDEA = f"{PREFIX}idea"
WHERE = "channel_id"
PROMPT, NEGATIVE = "prompt", "negative_prompt"
COMPOSED = tuple(element.name for element in ELEMENTS if element.name != NEGATIVE)
NONE_CHOSEN = "-"  # an option can't have an empty value
_ROOM = 2500  # characters in the last field after which there is one more
_MOST_PIECES = 4
_PLACEHOLDER = 150


def action_id(name: str, number: int = 1) -> str:
    return f"{PREFIX}{name}" if number == 1 else f"{PREFIX}{name}_{number}"


def block_id(name: str, form_round: int, number: int = 1) -> str:
    return f"{action_id(name, number)}.{form_round}"


def text_field(  # noqa: PLR0913  # keyword-only: what Slack's input has
    name: str,
    form_round: int,
    label: str,
    *,
    value: str = "",
    number: int = 1,
    placeholder: str = "",
    hint: str = "",
    required: bool = False,
    multiline: bool = False,
) -> Block:
    """One field for text that tells of Enter."""
    element = {
        "type": "plain_text_input",
        "action_id": action_id(name, number),
        "multiline": multiline,
        "max_length": LONGEST,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    if value:
        element["initial_value"] = value
    if placeholder:
        element["placeholder"] = plain(placeholder[:_PLACEHOLDER])
    return _input(block_id(name, form_round, number), label, element, hint=hint, optional=not required)


def long_fields(  # noqa: PLR0913  # keyword-only: what text_field has
    name: str, form_round: int, labels: Sequence[str], *, value: str, hint: str = "", required: bool = False
) -> Iterator[Block]:
    """As many fields as a text needs, and one more once the last is nearly full. labels: the first's, the others'."""
    parts = pieces(value)
    if len(parts[-1]) > _ROOM and len(parts) < _MOST_PIECES:
        parts.append("")
    for number, part in enumerate(parts, start=1):
        yield text_field(
            name,
            form_round,
            labels[min(number, len(labels)) - 1],
            value=part,
            number=number,
            hint=hint if number == 1 else "",
            required=required and number == 1,
            multiline=True,
        )


def select_field(name: str, form_round: int, label: str, options: Sequence[tuple[str, str]], *, chosen: str) -> Block:
    """A menu of (value, text); what is chosen is one of them."""
    made = {value: option(value, text) for value, text in options}
    element = {
        "type": "static_select",
        "action_id": action_id(name),
        "options": list(made.values()),
        "initial_option": made[chosen or NONE_CHOSEN],
    }
    return _input(block_id(name, form_round), label, element, optional=False)


def tick_field(name: str, form_round: int, label: str, text: str, *, ticked: bool) -> Block:
    """One box to tick."""
    box = option(name, text)
    element: Block = {"type": "checkboxes", "action_id": action_id(name), "options": [box]}
    if ticked:
        element["initial_options"] = [box]
    return _input(block_id(name, form_round), label, element, optional=True)


def where_field(form_round: int, label: str) -> Block:
    element = {
        "type": "conversations_select",
        "action_id": action_id(WHERE),
        "default_to_current_conversation": True,
    }
    return _input(block_id(WHERE, form_round), label, element, optional=False, dispatch=False)


def option(value: str, text: str) -> Block:
    return {"value": value, "text": plain(text[:75])}


def read(view: Mapping[str, Any], *, in_elements: bool) -> Filled:
    """What stands in the fields of a view as Slack sends it."""
    values = {action: answer for block in view["state"]["values"].values() for action, answer in block.items()}
    texts = {name: _text(values, name) for name in (PROMPT, NEGATIVE, *COMPOSED)}
    chosen = ("aspect_ratio", "number_of_images", "quality", "model", "size", "seed", "cfg_scale")
    return Filled(
        elements={name: texts[name] for name in COMPOSED} if in_elements else None,
        prompt=texts[PROMPT],
        negative_prompt=texts[NEGATIVE],
        private=_is_ticked(values, "private"),
        from_picture=_is_ticked(values, "from_picture"),
        channel_id=str(values.get(action_id(WHERE), {}).get("selected_conversation") or ""),
        **{name: _text(values, name) for name in chosen},
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    """Of several fields for one text, all."""
    first = values.get(action_id(name), {})
    if first.get("selected_option"):
        value = str(first["selected_option"]["value"])
        return "" if value == NONE_CHOSEN else value
    parts: list[str] = []
    while (answer := values.get(action_id(name, len(parts) + 1))) is not None:
        parts.append(str(answer.get("value") or ""))
    return joined(parts)


def _is_ticked(values: Mapping[str, Any], name: str) -> bool:
    return bool(values.get(action_id(name), {}).get("selected_options"))


def _input(  # noqa: PLR0913  # keyword-only: what Slack's input has
    block: str, label: str, element: Block, *, hint: str = "", optional: bool, dispatch: bool = True
) -> Block:
    made: Block = {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": element,
        "optional": optional,
        "dispatch_action": dispatch,
    }
    return {**made, "hint": plain(hint)} if hint else made

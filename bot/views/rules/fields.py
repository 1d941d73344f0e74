"""The fields of forms about rules. None is required: what is empty sets nothing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from bot.views.modal import plain
from bot.views.text import clip

_LONGEST, _MOST, _OPTION = 3000, 100, 75  # Slack's

Block = dict[str, Any]
Option = tuple[str, str]  # value, text


def number(  # noqa: PLR0913  # keyword-only: what a number is like
    name: str, label: str, value: Decimal | int | None, *, most: int, is_decimal: bool = False, hint: str = ""
) -> Block:
    """From 0 to `most`."""
    element: Block = {
        "type": "number_input",
        "is_decimal_allowed": is_decimal,
        "min_value": "0",
        "max_value": str(most),
        **({} if value is None else {"initial_value": str(value)}),
    }
    return _input(name, label, element, hint)


def line(name: str, label: str, value: str, *, hint: str = "", example: str = "") -> Block:
    """One line of text."""
    return _text(name, label, value, hint, **({"placeholder": plain(example)} if example else {}))


def lines(name: str, label: str, values: Iterable[str], *, hint: str = "") -> Block:
    """A value on each line; as many as the field holds."""
    shown = ""
    for value in values:
        longer = f"{shown}\n{value}" if shown else value
        if len(longer) > _LONGEST:
            break
        shown = longer
    return _text(name, label, shown, hint, multiline=True)


def people(name: str, label: str, user_ids: Sequence[str], *, hint: str = "") -> Block:
    """As many as Slack takes: what isn't shown stays as it is."""
    chosen = {"initial_users": list(user_ids[:_MOST])} if user_ids else {}
    return _input(name, label, {"type": "multi_users_select", **chosen}, hint)


def channels(name: str, label: str, channel_ids: Sequence[str], *, hint: str = "", most: int = _MOST) -> Block:
    """As many as Slack takes: what isn't shown stays as it is. most: how many can be chosen."""
    chosen = {"initial_conversations": list(channel_ids[:most])} if channel_ids else {}
    limit = {"max_selected_items": most} if most < _MOST else {}
    kinds = {"include": ["public", "private"]}
    return _input(name, label, {"type": "multi_conversations_select", "filter": kinds, **limit, **chosen}, hint)


def several(name: str, label: str, options: Sequence[Option], chosen: Iterable[str], *, hint: str = "") -> Block:
    """Some of (value, text)."""
    made = {value: {"value": value, "text": plain(clip(text, _OPTION))} for value, text in options}
    there = [made[value] for value in chosen if value in made]
    element = {"type": "multi_static_select", "options": list(made.values())}
    return _input(name, label, {**element, **({"initial_options": there} if there else {})}, hint)


def _text(name: str, label: str, value: str, hint: str, **more: object) -> Block:
    shown = {"initial_value": clip(value, _LONGEST)} if value else {}
    return _input(name, label, {"type": "plain_text_input", "max_length": _LONGEST, **more, **shown}, hint)


def _input(name: str, label: str, element: Block, hint: str = "") -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": name},
        "optional": True,
    }
    return {**block, "hint": plain(hint)} if hint else block

"""Presets: the list of them with its buttons, and the form that adds one."""

from collections.abc import Mapping
from typing import Any

from bot.locale import Words
from bot.store.preferences import LONGEST_NAME, MOST_PRESETS
from bot.views.buttons import button, confirmation
from bot.views.modal import View, modal, plain
from bot.views.text import clip

CALLBACK = "preset"
ADD, DROP = "add_preset", "drop_preset"  # DROP's value is the name
NAME, TEXT = "preset_name", "preset_text"
_SHOWN = 300
_LONGEST = 3000

Block = dict[str, Any]


def preset_blocks(presets: Mapping[str, str], words: Words, *, is_own: bool, may_change: bool = True) -> list[Block]:
    """Up to 23 blocks."""
    title = words("Your presets") if is_own else words("Presets of this channel")
    about = words("Write --preset and a name in a line, and the words and flags behind it are added.")
    add = [button(words("Add or replace a preset"), ADD, "add")]
    return [
        {"type": "header", "text": plain(title)},
        {"type": "context", "elements": [plain(about)]},
        *(_preset(name, text, words, may_change=may_change) for name, text in presets.items()),
        *([{"type": "actions", "elements": add}] if may_change else []),
    ]


def preset_form(about: str, words: Words) -> View:
    """A form for one. about: the `private_metadata` of the settings it was opened from."""
    name_hint = words("Letters, digits, - and _; an old preset of the same name is replaced.")
    text_hint = words("For example: {example}", example="watercolor, soft light --ar 16:9 --no text")
    fields = [
        _input(NAME, words("Name"), name_hint, max_length=LONGEST_NAME),
        _input(TEXT, words("Words and flags"), text_hint, max_length=_LONGEST, multiline=True),
    ]
    return modal(
        words("Preset"),
        fields,
        words,
        callback_id=CALLBACK,
        submit=plain(words("Save")),
        private_metadata=about,
    )


def too_many(words: Words) -> str:
    return words("There are {count} presets already: delete one first, or replace one.", count=MOST_PRESETS)


def bad_name(words: Words) -> str:
    return words(
        "A name is 1 to {limit} letters, digits, - and _, without spaces; the first is not a dash.", limit=LONGEST_NAME
    )


def _preset(name: str, text: str, words: Words, *, may_change: bool) -> Block:
    ask = confirmation(
        words("Delete this preset?"),
        words("Lines that name it will no longer be understood."),
        words("Delete"),
        words("Keep it"),
    )
    label = words("Delete the preset {name}", name=name)
    drop = button(words("Delete"), DROP, name, confirm={**ask, "style": "danger"}, label=label)
    section: Block = {"type": "section", "text": plain(f"{name}: {clip(text, _SHOWN)}")}
    return {**section, "accessory": drop} if may_change else section


def _input(name: str, label: str, hint: str, **element: object) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "hint": plain(hint),
        "element": {"type": "plain_text_input", "action_id": name, **element},
    }

"""What somebody changed in a form: what its fields hold beside what they showed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.views.modal import View
from bot.views.settings.fields import NONE_CHOSEN

_HOLDS = {  # what a kind of field showed, and what it holds
    "plain_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "static_select": ("initial_option", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
    "multi_static_select": ("initial_options", "selected_options"),
    "multi_users_select": ("initial_users", "selected_users"),
    "multi_conversations_select": ("initial_conversations", "selected_conversations"),
}

Values = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A field's values: none, one, or several."""

    before: Values
    after: Values

    @property
    def text(self) -> str:
        """Of a field with one value, "" for none."""
        return self.after[0].strip() if self.after else ""

    def lines(self) -> "Answer":
        """Each line of a text a value of its own, white space put in order."""
        return Answer(before=_lines(self.before), after=_lines(self.after))

    def merged(self, now: Values) -> Values:
        """What is there now, without what was taken out here, with what was put in."""
        removed = frozenset(self.before) - frozenset(self.after)
        kept = [value for value in now if value not in removed]
        return tuple(dict.fromkeys([*kept, *(value for value in self.after if value not in self.before)]))


def changed_in(view: View) -> dict[str, Answer]:
    """By field, only those that were changed: what another admin has set meanwhile stays."""
    state: Mapping[str, Any] = view["state"]["values"]
    found = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            name, (showed, holds) = str(element["action_id"]), _HOLDS[element["type"]]
            held = state.get(block["block_id"], {}).get(name, {})
            found[name] = Answer(before=_values(element.get(showed)), after=_values(held.get(holds)))
    return {name: answer for name, answer in found.items() if answer.before != answer.after}


def _values(raw: object) -> Values:
    several = raw if isinstance(raw, list) else [raw]
    values = (str(one["value"]) if isinstance(one, dict) else str(one or "") for one in several)
    return tuple(value for value in values if value not in {"", NONE_CHOSEN})


def _lines(values: Values) -> Values:
    written = (" ".join(line.split()) for value in values for line in value.splitlines())
    return tuple(dict.fromkeys(filter(None, written)))

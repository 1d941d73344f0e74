"""What is asked before a form is drawn: it is dear, foreign to the models or under way already. A view on top of it."""

from collections.abc import Mapping
from typing import Any

from bot.locale import Words
from bot.views.asking import Question, draw_label, reasons
from bot.views.modal import View, modal, plain
from bot.views.notices.notice import notice

CALLBACK = "imagine_form_asked"
_UNASKED = "unasked"
_SUBMIT = 24  # characters of a view's button


def asked_view(question: Question, words: Words) -> View:
    """Build it; going back leads to the form as it was."""
    said = notice([*reasons(question, words), words("Nothing is drawn or spent yet.")])
    return modal(
        words("Before it is drawn"),
        [*said["blocks"], *([_unasked(words)] if question.is_foreign else [])],
        words,
        callback_id=CALLBACK,
        close=plain(words("Back")),
        submit=plain(draw_label(question, words)[:_SUBMIT]),
        private_metadata=question.draft,
    )


def is_unasked(view: Mapping[str, Any]) -> bool:
    """Whether other languages are not to be asked about again."""
    return bool(view["state"]["values"].get(_UNASKED, {}).get(_UNASKED, {}).get("selected_options"))


def _unasked(words: Words) -> dict[str, Any]:
    box = {"value": _UNASKED, "text": plain(words("Draw them without asking"))}
    return {
        "type": "input",
        "block_id": _UNASKED,
        "label": plain(words("Prompts in other languages")),
        "element": {"type": "checkboxes", "action_id": _UNASKED, "options": [box]},
        "optional": True,
    }

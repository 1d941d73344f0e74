"""A line that could not be drawn, explained, with what can be done about it as buttons."""

import re
from dataclasses import dataclass

from bot.locale import Words
from bot.prompt_line import FLAGS, Problem
from bot.prompt_line.problems import GluedFlag, SingleDash, SplitDashes, UnbalancedBraces, UnknownFlag
from bot.views.buttons import DRAW_LINE, EDIT_LINE, button
from bot.views.message import Message
from bot.views.notices import problem_notice
from bot.views.text import clip

_FLAG = 40  # characters of a flag and its value on a button


@dataclass(frozen=True, kw_only=True, slots=True)
class Mending:
    """draft: of kind "line", the line put right where `is_right`, else as it was typed."""

    draft: str
    problem: Problem
    is_right: bool


def mending_message(mending: Mending, words: Words, command: str) -> Message:
    """Explain, and offer to draw the line put right, or to mend it in the form."""
    said = problem_notice(mending.problem, words, command)
    buttons = [button(words("Edit"), EDIT_LINE, mending.draft)]
    if mending.is_right:
        buttons.insert(0, button(_draw(mending.problem, words), DRAW_LINE, mending.draft, style="primary"))
    return {**said, "blocks": [*said["blocks"], {"type": "actions", "elements": buttons}]}


def _draw(problem: Problem, words: Words) -> str:
    if isinstance(problem, UnbalancedBraces):
        return words("Draw with the brace as a sign")
    flag = _written(problem)
    return words("Draw with {flag}", flag=flag) if flag else words("Draw the line put right")


def _written(problem: Problem) -> str:
    """The flag with its value, as it stands in the line put right."""
    match problem:
        case UnknownFlag(nearest=name, line=line):
            pass
        case GluedFlag(flag=name, line=line) | SplitDashes(flag=name, line=line) | SingleDash(flag=name, line=line):
            pass
        case _:
            return ""
    found = re.search(rf"(?<!\S){re.escape(name)}(?!\S)(.*?)(?=\s--|\s*$)", line) if name else None
    return clip(f"{name} {_value(name, found[1])}".strip(), _FLAG) if found else name


def _value(name: str, follows: str) -> str:
    """As many of the words that follow a flag as are its value."""
    flag = next((flag for flag in FLAGS if name in {flag.name, *flag.aliases}), None)
    if flag is None or flag.form.shape.count(" "):
        return follows.strip()
    return " ".join(follows.split()[: 1 if flag.form.shape else 0])

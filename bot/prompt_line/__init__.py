"""The grammar of `/imagine` text: a prompt, then flags in any order.

    a red fox in the snow --no people, text --ar 16:9 --seed 7

`parse` never raises: a line is a Request, or a Problem to explain to its writer before anything is spent, or it asks
for Help. What is not a flag or a flag's value stays in the prompt, wherever it stands.
"""

from collections.abc import Sequence

from bot.prompt_line.cleaning import clean, protect
from bot.prompt_line.doubts import doubts, settled
from bot.prompt_line.flags import FLAGS, Flag
from bot.prompt_line.problems import Problem, UnknownFlag
from bot.prompt_line.reading import read
from bot.prompt_line.request import HELP, LABEL, Help, Hint, LeftOut, Request
from bot.prompt_line.scanning import Mark, marks, replaced

_MOST_FIXED = 10  # unknown flags in one line, before it is no line with slips in it

__all__ = ["FLAGS", "Flag", "Help", "Hint", "LeftOut", "Problem", "Request", "parse"]


def parse(text: str, *, from_message: bool = False) -> Request | Problem | Help:
    """Read one line.

    text: as Slack sends it with a command, or with from_message the text of a message, whose `& < >` are escaped and
    whose `<…>` are Slack's; without the mention of the bot. Limits of a single model are titan_core's to check.
    """
    typed = clean(text, from_message=from_message)
    line = LABEL.sub("", typed)
    if HELP.fullmatch(typed) or not line:
        return Help()
    found = marks(line)
    unknown = [mark for mark in found if mark.unknown is not None]
    if unknown:
        return _unknown_flag(line, unknown)
    request = read(line, found)
    return _certain(request) if isinstance(request, Request) else request


def _unknown_flag(line: str, unknown: Sequence[Mark]) -> Problem:
    """The line to copy has every unknown flag put right, so that it is asked about once; else there is none."""
    fixes = [(mark.start, mark.end, mark.fix) for mark in unknown[:_MOST_FIXED]]
    all_fixed = len(unknown) <= _MOST_FIXED and all(fix for *_, fix in fixes)
    whole = protect(clean(replaced(line, fixes))) if all_fixed else ""
    return UnknownFlag(flag=unknown[0].name, nearest=fixes[0][2], line=whole)


def _certain(request: Request) -> Request | Problem:
    """The request, unless its words may hold a flag."""
    found = doubts(request.prompt) or doubts(request.negative_prompt)
    if not found:
        return request
    return found[0].problem(request.reworded(settled(request.prompt), settled(request.negative_prompt)))

"""Where the flags of a line stand.

`--x` is always a flag. A dash look-alike, single or doubled (phones and Word make them), is one only before the name
of a known flag or one letter off it: elsewhere it is prose.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.prompt_line.cleaning import quoted
from bot.prompt_line.extents import DASHES, PUNCTUATION, SEPARATORS, half_width
from bot.prompt_line.flags import is_known, nearest, one_letter_off

DASH = f"[{DASHES}]"
_WORD = re.compile(rf'(?<!\S)({DASH}+)([^\W\d_][^\s="\uff1d{SEPARATORS}]*)')
_EQUALS = re.compile(rf"(?<!\S)({DASH}+)([^\W\d_]+)[=\uff1d]")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SURE_LETTERS = 4  # "—an" is one letter off `--ar` and just a word; "—sede" is no word


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A flag's place in the line, up to where its value may begin. `name` is in lower case, with two ASCII hyphens.

    `fix` is None for a known flag; for an unknown one it is what to write instead, empty if nothing is near.
    """

    start: int
    end: int
    name: str
    fix: str | None = None


def marks(text: str) -> tuple[Mark, ...]:
    """All flags outside double quotes, first to last."""
    outside = _EQUALS.sub(_spaced, unquoted(text))
    return tuple(mark for found in _WORD.finditer(outside) if (mark := _mark(found)))


def _spaced(found: re.Match[str]) -> str:
    """`--no=` as `--no `: what comes next begins a word."""
    name = half_width(found[2]).lower()
    return f"{found[0][:-1]} " if is_known(f"--{name}") else found[0]


def unquoted(text: str) -> str:
    """`text` with what stands in double quotes made unreadable; every character keeps its place."""
    parts, at = [], 0
    for start, end in quoted(text):
        parts += [text[at:start], '"' * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _mark(found: re.Match[str]) -> Mark | None:
    dashes, word = found[1], half_width(found[2]).lower()
    if dashes == "-":
        return None
    name, rest = _split(word)
    if is_known(name) and PUNCTUATION.sub("", rest) == "":
        return Mark(start=found.start(), end=found.end(), name=name)
    plain = set(dashes) == {"-"}
    fix = _fix(name, rest) if plain else _fix_of_look_alike(name, rest)
    return Mark(start=found.start(), end=found.end(), name=f"--{word}", fix=fix) if plain or fix else None


def _split(word: str) -> tuple[str, str]:
    found = _NAME.match(word)
    letters = found[0] if found else ""
    return f"--{letters}", word[len(letters) :]


def _fix(name: str, rest: str) -> str:
    """What an unknown flag may have been meant for: `--no-people`, `--ar2:3`, `--seed:7`, `--sead`."""
    head, _, tail = name.removeprefix("--").partition("-")
    if is_known(f"--{head}"):
        return f"--{head} {f'{tail}{rest}'.lstrip('-:._,')}"
    return nearest(name)


def _fix_of_look_alike(name: str, rest: str) -> str:
    if is_known(name) and not rest[:1].isalpha():
        return _fix(name, rest) if rest[:1].isdigit() or rest.startswith(":") else ""
    return one_letter_off(name) if len(name) >= _SURE_LETTERS + len("--") else ""


def replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each (start, end, replacement) done."""
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])

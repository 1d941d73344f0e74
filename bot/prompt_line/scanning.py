"""Where the flags of a line stand.

`--x` is always a flag. A dash look-alike, single or doubled (phones and Word make them), is one only before the name
of a known flag or one letter off it: elsewhere it is prose. A single one before the name of a flag without a value is
one at the line's beginning or end, or with another flag after it; elsewhere it is asked about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.prompt_line.cleaning import quoted
from bot.prompt_line.extents import DASHES, PUNCTUATION, SEPARATORS, half_width
from bot.prompt_line.flags import flag_of, is_known, nearest, one_letter_off
from bot.prompt_line.forms import Switch

DASH = f"[{DASHES}]"
_WORD = re.compile(rf'(?<!\S)({DASH}+)([^\W\d_][^\s="\uff1d{SEPARATORS}]*)')
_EQUALS = re.compile(rf"(?<!\S)({DASH}+)([^\W\d_]+)[=\uff1d]")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SURE_LETTERS = 4  # "—an" is one letter off `--ar` and just a word; "—sede" is no word


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A flag's place in the line, up to where its value may begin. `name` is in lower case, with two ASCII hyphens.

    `unknown` is what stands after the dashes of a flag that isn't known, as typed; None for a known one.
    """

    start: int
    end: int
    name: str
    unknown: str | None = None

    @property
    def fix(self) -> str:
        """What to write for an unknown flag: `--no people` for `--no-people`, `--seed` for `--sead`; or nothing."""
        head = _split(self.unknown or "")[0].partition("-")[0]
        if is_known(f"--{head}"):
            return f"--{head} {(self.unknown or '')[len(head) :].lstrip('-:._')}"
        return nearest(self.name)


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
    dashes, word = found[1], found[2]
    if dashes == "-":
        return None
    letters, rest = _split(word)
    name = f"--{letters}"
    if is_known(name) and PUNCTUATION.sub("", rest) == "" and not _may_be_prose(found, name):
        return Mark(start=found.start(), end=found.end(), name=name)
    if set(dashes) == {"-"} or _is_near(name, rest):
        return Mark(start=found.start(), end=found.end(), name=f"--{half_width(word).lower()}", unknown=word)
    return None


def _split(word: str) -> tuple[str, str]:
    """The letters of a name, in lower case, and what follows them."""
    plain = half_width(word).lower()
    found = _NAME.match(plain)
    letters = found[0] if found else ""
    return letters, plain[len(letters) :]


def _may_be_prose(found: re.Match[str], name: str) -> bool:
    """Whether words go on after a single look-alike and a flag without a value: `a house —new and bright`."""
    flag = flag_of(name)
    if flag is None or not isinstance(flag.form, Switch) or len(found[1]) > 1 or not found.start():
        return False
    after = PUNCTUATION.sub("", found.string[found.end() :].lstrip(), count=1).lstrip()
    return bool(after) and after[0] not in DASHES


def _is_near(name: str, rest: str) -> bool:
    """Whether a word after a look-alike was meant for a flag: `—seed7`, `—sead`."""
    if is_known(name):
        return rest[:1].isdigit() or rest.startswith(":")
    return len(name) >= _SURE_LETTERS + len("--") and one_letter_off(name) != ""


def replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each (start, end, replacement) done."""
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])

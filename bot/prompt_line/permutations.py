r"""`a {red, green} bird`: one line that stands for several, counted before any of them is written out.

Groups multiply and nest; an option may be empty and may hold flags. Braces without a comma between them, `{cat}`, are
text, and so is all that stands in double quotes. Elsewhere `\{`, `\}` and `\,` are the bare signs; of several
backslashes before such a sign, two stand for one. A line without braces is never changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.prompt_line.extents import DASHES
from bot.prompt_line.limits import MOST_JOBS
from bot.prompt_line.problems import TooManyJobs, UnbalancedBraces
from bot.prompt_line.scanning import replaced, unquoted

COUNTED = 1_000_000  # a count above stays at one more: `{a, b}` a thousand times over has 300 digits
_BRACE = re.compile("[{}]")
_SIGN = re.compile(r"(\\*)([{},])")
_FOUND = 40  # characters of the line that show where a brace stands
_Sign = re.Match[str]


def permutations(text: str) -> tuple[str, ...] | UnbalancedBraces | TooManyJobs:
    """Every line that `text` stands for, at most `MOST_JOBS`, in the order people read them: the first group slowest.

    text: one line, its words parted by single spaces, as the lines that come back have them.
    """
    outside = unquoted(text)
    if not _BRACE.search(outside):
        return (text,)
    survey = _surveyed(tuple(_SIGN.finditer(outside)))
    if survey.lone:
        return _unbalanced(text, survey.lone)
    if survey.count > MOST_JOBS:
        return TooManyJobs(count=survey.count, limit=MOST_JOBS)
    return _written_out(text, survey)


def escaped(text: str) -> str:
    """`text` written so that `permutations` gives it back, alone."""
    if permutations(text) == (text,):
        return text
    return replaced(text, [(sign.start(), sign.end(), _as_text(sign)) for sign in _SIGN.finditer(unquoted(text))])


def _as_text(sign: _Sign) -> str:
    return sign[1] * 2 + (sign[2] if sign[2] == "," else rf"\{sign[2]}")


@dataclass(kw_only=True, slots=True)
class _Open:
    """A group that has been opened: what it stands for so far. The line itself is the outermost."""

    sign: _Sign | None = None
    commas: list[int] = field(default_factory=list)
    earlier: int = 0
    option: int = 1

    @property
    def count(self) -> int:
        return min(self.earlier + self.option, COUNTED + 1)

    def next_option(self, comma: int) -> None:
        self.commas.append(comma)
        self.earlier, self.option = self.count, 1

    def hold(self, group: "_Open") -> None:
        self.option = min(self.option * group.count, COUNTED + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Survey:
    """`making`: where the signs stand that make groups; all others are text. `lone`: braces without a partner."""

    signs: tuple[_Sign, ...]
    making: frozenset[int]
    lone: tuple[_Sign, ...]
    count: int


def _surveyed(signs: tuple[_Sign, ...]) -> _Survey:
    making: set[int] = set()
    lone: list[_Sign] = []
    groups = [_Open()]
    for sign in signs:
        if len(sign[1]) % 2 or (sign[2] == "," and len(groups) == 1):
            continue
        if sign[2] == "{":
            groups.append(_Open(sign=sign))
        elif sign[2] == ",":
            groups[-1].next_option(sign.start())
        elif len(groups) == 1:
            lone.append(sign)
        else:
            _close(groups, sign, making)
    lone += [group.sign for group in groups if group.sign]
    return _Survey(signs=signs, making=frozenset(making), lone=tuple(lone), count=groups[0].count)


def _close(groups: list[_Open], sign: _Sign, making: set[int]) -> None:
    group = groups.pop()
    groups[-1].hold(group)
    if group.commas and group.sign:
        making.update((group.sign.start(), *group.commas, sign.start()))


@dataclass(kw_only=True, slots=True)
class _Writing:
    """A group being written out: what stands before it, its options so far, and the one that is being written."""

    before: list[str] = field(default_factory=lambda: [""])
    options: list[str] = field(default_factory=list)
    option: list[str] = field(default_factory=lambda: [""])

    def write(self, text: str) -> None:
        self.option = [f"{start}{text}" for start in self.option]

    def end_option(self) -> None:
        self.options += [option.strip() for option in self.option]
        self.option = [""]

    def written(self) -> list[str]:
        return [_joined(before, option) for before in self.before for option in self.options]


def _written_out(text: str, survey: _Survey) -> tuple[str, ...]:
    groups, piece, at = [_Writing()], list[str](), 0
    for sign in survey.signs:
        makes = sign.start() in survey.making
        piece += [text[at : sign.start()], sign[1][: len(sign[1]) // 2], "" if makes else sign[2]]
        at = sign.end()
        if makes:
            groups[-1].write("".join(piece))
            piece = []
            _turn(groups, sign[2])
    groups[0].write("".join([*piece, text[at:]]))
    return tuple(" ".join(line.split()) for line in groups[0].option)


def _turn(groups: list[_Writing], sign: str) -> None:
    if sign == "{":
        groups.append(_Writing(before=groups[-1].option))
        return
    groups[-1].end_option()
    if sign == "}":
        group = groups.pop()
        groups[-1].option = group.written()


def _joined(before: str, option: str) -> str:
    """A flag has a space before it, also where the group had none: `a fox{, --ar 2:3}`."""
    glued = option.startswith("--") and before and not before.endswith((" ", *DASHES))
    return f"{before}{' ' * bool(glued)}{option}"


def _unbalanced(text: str, lone: Sequence[_Sign]) -> UnbalancedBraces:
    lone = sorted(lone, key=lambda sign: sign.start())
    at = lone[0].end() - 1
    found = text[at : at + _FOUND] if text[at] == "{" else text[max(at + 1 - _FOUND, 0) : at + 1]
    edits = [(sign.start(), sign.end(), rf"{sign[1]}\{sign[2]}") for sign in lone]
    return UnbalancedBraces(brace=text[at], found=found.strip(), line=replaced(text, edits))

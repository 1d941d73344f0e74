"""What looks like a flag and may be prose: asked about, not guessed.

`poppies--ar 2:3`, `poppies - - ar 2:3`, `poppies -ar 2:3`, `poppies—ar 2:3`. Where dashes are common in prose, only
with a value after it that the flag takes: "the sale—no dogs" and "snow — seed heads" stay as typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.prompt_line.extents import half_width
from bot.prompt_line.flags import flag_of, is_known, one_letter_off
from bot.prompt_line.forms import Switch, Text
from bot.prompt_line.midjourney import UNMATCHED
from bot.prompt_line.problems import GluedFlag, Problem, SingleDash, SplitDashes, UnknownFlag
from bot.prompt_line.scanning import DASH, replaced, unquoted

_NAME = r'([^\W\d_]+)(?=[\s=＝:：,.;!?)\]}"\d]|$)'  # noqa: RUF001  (full-width signs)
_GLUED = re.compile(rf"(?<=\S)(?<!{DASH})({DASH}+){_NAME}")
_SPLIT = re.compile(rf"(?<!\S)((?:{DASH}+\s+)+{DASH}*){_NAME}")
_SINGLE = re.compile(rf"(?<!\S)({DASH}){_NAME}")
_HYPHENS = "-\u2010\u2011"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """`text[start:end]` may be the flag `flag`; `found` is what to show of it."""

    kind: type[GluedFlag | SplitDashes | SingleDash | UnknownFlag]
    start: int
    end: int
    found: str
    flag: str

    def problem(self, line: str) -> Problem:
        if issubclass(self.kind, UnknownFlag):
            return UnknownFlag(flag=self.found, nearest=self.flag, line=line)
        return self.kind(found=self.found, flag=self.flag, line=line)


def doubts(text: str) -> tuple[Doubt, ...]:
    """All of them outside double quotes, first to last."""
    outside = unquoted(text)
    found = sorted((*_glued(outside), *_split(outside), *_single(outside)), key=lambda doubt: doubt.start)
    return tuple(doubt for before, doubt in zip([None, *found], found, strict=False) if not _overlap(before, doubt))


def settled(text: str) -> str:
    """`text` with every doubt made a flag."""
    edits = []
    for doubt in doubts(text):
        glued_before = doubt.start and not text[doubt.start - 1].isspace()
        glued_after = text[doubt.end : doubt.end + 1].isdigit()
        edits.append((doubt.start, doubt.end, f"{' ' * glued_before}{doubt.flag}{' ' * glued_after}"))
    return replaced(text, edits)


def _glued(text: str) -> Iterator[Doubt]:
    for found in _GLUED.finditer(text):
        dashes, name = found[1], _name(found)
        fits = _fits(name, text[found.end() :])
        if is_known(name) and (len(dashes) > 1 or (fits and dashes not in _HYPHENS)):
            word = text.rfind(" ", 0, found.start()) + 1
            yield _doubt(GluedFlag, found, shown=text[word : found.end()], flag=name)


def _split(text: str) -> Iterator[Doubt]:
    for found in _SPLIT.finditer(text):
        name = _name(found)
        if is_known(name) and (len(found[1].split()) > 1 or _fits(name, text[found.end() :])):
            yield _doubt(SplitDashes, found, shown=found[0], flag=name)


def _single(text: str) -> Iterator[Doubt]:
    for found in _SINGLE.finditer(text):
        name, after = _name(found), text[found.end() :]
        flag = flag_of(name)
        asked = flag and (isinstance(flag.form, Text) or (isinstance(flag.form, Switch) and found[1] != "-"))
        if is_known(name) and (_fits(name, after) or asked):
            yield _doubt(SingleDash, found, shown=found[0], flag=name)
        elif found[1] != "-" and (near := one_letter_off(name)) and _fits(near, after):
            yield _doubt(UnknownFlag, found, shown=found[0], flag=near)


def _doubt(
    kind: type[GluedFlag | SplitDashes | SingleDash | UnknownFlag], found: re.Match[str], *, shown: str, flag: str
) -> Doubt:
    return Doubt(kind=kind, start=found.start(), end=found.end(), found=shown, flag=flag)


def _name(found: re.Match[str]) -> str:
    return f"--{half_width(found[2]).lower()}"


def _fits(name: str, after: str) -> bool:
    """Whether what comes after is a value that the flag takes. Any text is a value of `--no`: that proves nothing."""
    value = half_width(after[:100]).lstrip(" =:")
    flag = flag_of(name)
    if flag is None:
        row = UNMATCHED.get(name)
        return bool(row and row.values and row.values.match(value))
    written = flag.form.extent.match(value) if flag.form.extent else None
    return written is not None and not isinstance(flag.form.read(name, written[0]), Problem)


def _overlap(before: Doubt | None, doubt: Doubt) -> bool:
    return before is not None and doubt.start < before.end

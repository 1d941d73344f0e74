"""What the doctor says: one finding a fact, told by a word and not by a colour."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    NOTE = "note"
    FIX = "fix"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """`what` was found; `remedy` is the one thing to do about it. A fix has a remedy, raises `ValueError` without."""

    level: Level
    what: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if not self.what or (self.level is Level.FIX and not self.remedy):
            raise ValueError(f"a finding says what was found, and a fix what to do: {self.what!r}")

    def __str__(self) -> str:
        return f"{self.level:<5} {self.what}" + (f"\n      To do: {self.remedy}" if self.remedy else "")


def ok(what: str) -> Finding:
    return Finding(level=Level.OK, what=what)


def note(what: str, remedy: str = "") -> Finding:
    return Finding(level=Level.NOTE, what=what, remedy=remedy)


def fix(what: str, remedy: str) -> Finding:
    return Finding(level=Level.FIX, what=what, remedy=remedy)

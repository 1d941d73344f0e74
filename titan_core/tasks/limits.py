"""Limits stand beside the fields they hold for, as metadata: checked here, and to be read by forms and documents.

Only limits that hold whatever the model stand in tasks. What one model can't do is its family's answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Protocol

from titan_core.errors import InvalidTaskError

PROMPT_CHARACTERS = 10_000  # Stability's limit, the widest of all
MAX_SEED = 4_294_967_294  # Stability's; 4,294,967,295 is in some documents and refused by others
MAX_PICTURES = 5  # Titan's numberOfImages
CFG_SCALE = (1.1, 10.0)  # Titan's and Nova's cfgScale
MAX_COLORS = 10  # Titan's colors
MAX_MARGIN = 2000  # px; Stability's outpaint

_KEY = "limit"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class Limit(Protocol):
    """What a field's value is held to."""

    def check(self, field: str, value: Any) -> None:  # noqa: ANN401 - each limit knows its own kind of value
        """Raises InvalidTaskError."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Numbers, inclusive."""

    lowest: float
    highest: float

    def check(self, field: str, value: float) -> None:
        if not self.lowest <= value <= self.highest:  # false for NaN too
            raise InvalidTaskError(
                field=field, value=value, reason="out_of_range", lowest=self.lowest, highest=self.highest
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Characters:
    """A text's length. Where it is required, space alone is no text."""

    highest: int
    required: bool = False

    def check(self, field: str, value: str) -> None:
        if self.required and not value.strip():
            raise InvalidTaskError(field=field, value=value, reason="empty")
        if len(value) > self.highest:
            raise InvalidTaskError(field=field, value=len(value), reason="too_long", highest=self.highest)


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many there are of something, inclusive."""

    lowest: int
    highest: int

    def check(self, field: str, value: tuple[object, ...]) -> None:
        if not self.lowest <= len(value) <= self.highest:
            raise InvalidTaskError(
                field=field, value=len(value), reason="out_of_range", lowest=self.lowest, highest=self.highest
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class HexColors:
    """Colours written #rrggbb, and how many."""

    lowest: int
    highest: int

    def check(self, field: str, value: tuple[str, ...]) -> None:
        Count(lowest=self.lowest, highest=self.highest).check(field, value)
        for color in value:
            if not _HEX.fullmatch(color):
                raise InvalidTaskError(field=field, value=color, reason="malformed", allowed=("#a1b2c3",))


def held_to(limit: Limit) -> Mapping[str, Limit]:
    """A dataclass field's metadata."""
    return {_KEY: limit}


PROMPT = held_to(Characters(highest=PROMPT_CHARACTERS, required=True))
TEXT = held_to(Characters(highest=PROMPT_CHARACTERS))
SEED = held_to(Range(lowest=0, highest=MAX_SEED))
PICTURES = held_to(Range(lowest=1, highest=MAX_PICTURES))
CFG = held_to(Range(lowest=CFG_SCALE[0], highest=CFG_SCALE[1]))
SHARE = held_to(Range(lowest=0.0, highest=1.0))
GROWTH = held_to(Range(lowest=0, highest=20))
MARGIN = held_to(Range(lowest=0, highest=MAX_MARGIN))


def limits_of(task: type) -> Mapping[str, Limit]:
    """The limits of a task's fields by name, those that have one."""
    return {field.name: field.metadata[_KEY] for field in fields(task) if _KEY in field.metadata}


def check(task: object) -> None:
    """Hold every field to its limit; what is None was not asked for. Raises InvalidTaskError."""
    for name, limit in limits_of(type(task)).items():
        value = getattr(task, name)
        if value is not None:
            limit.check(name, value)


def check_one_of(task: object, *names: str) -> None:
    """Raises InvalidTaskError unless exactly one of the fields is given."""
    given = tuple(name for name in names if getattr(task, name))
    if not given:
        raise InvalidTaskError(field=names[0], value="", reason="missing", allowed=names)
    if len(given) > 1:
        raise InvalidTaskError(field=given[0], value=str(getattr(task, given[0])), reason="conflict", allowed=given[1:])

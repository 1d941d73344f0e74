"""The kinds of rule that a field of a block can have."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class String:
    """A bare string of `minimum` to `limit` characters."""

    limit: int
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of at most `limit` characters."""

    limit: int
    kinds: frozenset[str] = frozenset({"plain_text", "mrkdwn"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `low` to `high`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class One:
    """One object of a type in `kinds`."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Many:
    """1 to `limit` of another rule."""

    limit: int
    rule: "Rule"


@dataclass(frozen=True, slots=True)
class Anything:
    """Taken as it is."""


Rule = String | Text | Choice | Number | Flag | One | Many | Anything


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one type; `exactly_one` and `at_least_one` are groups of which that many must be there."""

    fields: dict[str, Rule]
    required: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()

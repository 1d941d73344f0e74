"""Why a line can't be drawn: what was written, what is allowed, and where it can be known, the line as it was meant."""

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownFlag:
    """`nearest` is the flag it may have been meant for, `line` the whole line with it; both empty if none is near."""

    code: ClassVar[str] = "unknown_flag"
    flag: str
    nearest: str = ""
    line: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GluedFlag:
    """`poppies--ar 2:3`: the flag, or two dashes inside a word?"""

    code: ClassVar[str] = "glued_flag"
    found: str
    flag: str
    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitDashes:
    """`- - ar 2:3`, `-- ar 2:3`: the flag, or dashes in a sentence?"""

    code: ClassVar[str] = "split_dashes"
    found: str
    flag: str
    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SingleDash:
    """`-ar 2:3`: the flag, or a word after a dash?"""

    code: ClassVar[str] = "single_dash"
    found: str
    flag: str
    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingValue:
    code: ClassVar[str] = "missing_value"
    flag: str
    example: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BadValue:
    """Not the pair of whole numbers that the flag takes, written as `shape`."""

    code: ClassVar[str] = "bad_value"
    flag: str
    value: str
    shape: str
    example: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutOfRange:
    """Not a number, or not between `low` and `high`; a "side" is one of the two numbers of a pair."""

    code: ClassVar[str] = "out_of_range"
    flag: str
    value: str
    low: str
    high: str
    number: Literal["whole", "decimal", "side"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAChoice:
    """`nearest` is empty if none of the choices is near."""

    code: ClassVar[str] = "not_a_choice"
    flag: str
    value: str
    choices: tuple[str, ...]
    nearest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeated:
    """One flag with two values."""

    code: ClassVar[str] = "repeated"
    flag: str
    first: str
    second: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """Two flags that say the same thing in two ways."""

    code: ClassVar[str] = "conflict"
    first: str
    second: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoPrompt:
    """Flags, and nothing to draw."""

    code: ClassVar[str] = "prompt_empty"


@dataclass(frozen=True, kw_only=True, slots=True)
class TooLong:
    """`flag` is empty for the prompt, `--no` for the negative prompt; `limit` and `actual` in characters."""

    code: ClassVar[str] = "too_long"
    flag: str
    limit: int
    actual: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnbalancedBraces:
    """A brace without a partner, `brace`, in `found`; `line` has every such brace as plain text."""

    code: ClassVar[str] = "unbalanced_braces"
    brace: str
    found: str
    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TooManyJobs:
    """Groups in braces and `--repeat` ask for `count` jobs; one above a million stands for any number above it."""

    code: ClassVar[str] = "too_many_jobs"
    count: int
    limit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownPreset:
    code: ClassVar[str] = "unknown_preset"
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BadPreset:
    """The preset's text can't be read, for `problem`; None: it names a preset itself."""

    code: ClassVar[str] = "bad_preset"
    name: str
    problem: "Problem | None"


Problem = (
    UnknownFlag
    | GluedFlag
    | SplitDashes
    | SingleDash
    | MissingValue
    | BadValue
    | OutOfRange
    | NotAChoice
    | Repeated
    | Conflict
    | NoPrompt
    | TooLong
    | UnbalancedBraces
    | TooManyJobs
    | UnknownPreset
    | BadPreset
)

"""How the value of a flag is written: where it ends, what it says, and what to answer when it says nothing sensible.

Values are read in half-width characters (`extents.half_width`).
"""

import difflib
import re
from dataclasses import dataclass
from typing import Protocol

from bot.prompt_line.extents import BEFORE_VALUE, DASHES, PAIR, TOKEN
from bot.prompt_line.problems import BadValue, NotAChoice, OutOfRange, Problem
from titan_core.catalog import find
from titan_core.errors import InvalidTaskError, UnknownModelError
from titan_core.tasks import AspectRatio, Quality, Size

Value = AspectRatio | Size | Quality | int | float | str
_LEADING_COMMA = re.compile(r"[\s.。]*[,;、\uff0c\uff1b]")
_LIST = re.compile(r'(?:"[^"]*"|[^,;、\uff0c\uff1b])+')  # full-width comma and semicolon too
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]*)?")
_MOST_DIGITS = 20  # more than any limit has, fewer than Python refuses to read


class Form(Protocol):
    @property
    def shape(self) -> str:
        """What stands for the value in help: `W:H`."""
        ...

    @property
    def extent(self) -> re.Pattern[str] | None:
        """Matches the value where it begins; None: it runs to the next flag."""
        ...

    def read(self, flag: str, written: str, /) -> Value | Problem: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Words up to the next flag; what stands between commas is one thing."""

    shape: str = "a, b c"
    extent: re.Pattern[str] | None = None

    def read(self, _flag: str, written: str, /) -> Value | Problem:
        return listed(written)


@dataclass(frozen=True, kw_only=True, slots=True)
class Switch:
    """No value: that the flag is there says it."""

    shape: str = ""
    extent: re.Pattern[str] | None = None

    def read(self, _flag: str, _written: str, /) -> Value | Problem:
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One word, or several in double quotes."""

    shape: str = "NAME"
    extent: re.Pattern[str] | None = TOKEN

    def read(self, _flag: str, written: str, /) -> Value | Problem:
        return written


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    shape: str = "W:H"
    extent: re.Pattern[str] | None = PAIR

    def read(self, flag: str, written: str, /) -> Value | Problem:
        pair = _pair(written)
        if pair is None:
            return BadValue(flag=flag, value=written, shape=self.shape, example=f"{flag} 16:9")
        try:
            return AspectRatio(*pair)
        except InvalidTaskError as error:
            return _out_of_range(flag, written, error)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pixels:
    shape: str = "WxH"
    extent: re.Pattern[str] | None = PAIR

    def read(self, flag: str, written: str, /) -> Value | Problem:
        pair = _pair(written)
        if pair is None:
            return BadValue(flag=flag, value=written, shape=self.shape, example=f"{flag} 1024x768")
        try:
            return Size(*pair)
        except InvalidTaskError as error:
            return _out_of_range(flag, written, error)


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    low: int
    high: int
    shape: str = "N"
    extent: re.Pattern[str] | None = TOKEN

    def read(self, flag: str, written: str, /) -> Value | Problem:
        number = int(written) if re.fullmatch(rf"0*[0-9]{{1,{_MOST_DIGITS}}}", written) else None
        if number is None or not self.low <= number <= self.high:
            return OutOfRange(flag=flag, value=written, low=str(self.low), high=str(self.high), number="whole")
        return number


@dataclass(frozen=True, kw_only=True, slots=True)
class Decimal:
    low: float
    high: float
    shape: str = "X"
    extent: re.Pattern[str] | None = TOKEN

    def read(self, flag: str, written: str, /) -> Value | Problem:
        number = float(written.replace(",", ".")) if _DECIMAL.fullmatch(written) else None
        if number is None or not self.low <= number <= self.high:
            low, high = f"{self.low:g}", f"{self.high:g}"
            return OutOfRange(flag=flag, value=written, low=low, high=high, number="decimal")
        return number


@dataclass(frozen=True, kw_only=True, slots=True)
class QualityName:
    shape: str = "|".join(Quality)
    extent: re.Pattern[str] | None = TOKEN

    def read(self, flag: str, written: str, /) -> Value | Problem:
        try:
            return Quality(written.lower())
        except ValueError:
            nearest = difflib.get_close_matches(written.lower(), list(Quality), n=1)
            return NotAChoice(flag=flag, value=written, choices=tuple(Quality), nearest="".join(nearest))


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelName:
    """Read as the model's alias."""

    shape: str = "NAME"
    extent: re.Pattern[str] | None = TOKEN

    def read(self, flag: str, written: str, /) -> Value | Problem:
        try:
            return find(written).alias
        except UnknownModelError as error:
            return NotAChoice(flag=flag, value=written, choices=error.known, nearest="".join(error.nearest[:1]))


def listed(text: str) -> str:
    """What stands between commas outside quotes, parted by ", "; nothing for empty places."""
    things = [thing for found in _LIST.findall(text) if (thing := found.strip().rstrip(" .。"))]
    # Dashes right after a comma begin no flag, and must not come to stand after a space.
    joined = "".join(f"{',' if thing[0] in DASHES else ', '}{thing}" for thing in things)
    kept = joined if joined.startswith(",") and _LEADING_COMMA.match(text) else joined.removeprefix(",").strip()
    return BEFORE_VALUE.sub("", f" {kept}", count=1).strip()  # as after the flag: empty places before it have gone


def _pair(written: str) -> tuple[int, int] | None:
    found = PAIR.fullmatch(written)
    return (int(found[1]), int(found[2])) if found else None


def _out_of_range(flag: str, written: str, error: InvalidTaskError) -> Problem:
    return OutOfRange(flag=flag, value=written, low=f"{error.lowest:g}", high=f"{error.highest:g}", number="side")

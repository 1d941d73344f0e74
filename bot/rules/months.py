"""A month of the calendar in a workspace's time zone."""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

from bot.rules.limits import Period, Window, window

_WRITTEN = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_FIRST, _LAST, _DECEMBER = 1970, 9000, 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    def __post_init__(self) -> None:
        if not (_FIRST <= self.year <= _LAST and 1 <= self.month <= _DECEMBER):
            raise ValueError(f"{self.year}-{self.month} is no month")

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @classmethod
    def at(cls, when: float, zone: ZoneInfo) -> Self:
        """The month of a moment, seconds since 1970."""
        moment = datetime.fromtimestamp(when, zone)
        return cls(moment.year, moment.month)

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2026-11`; raises ValueError."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(f"{written!r} is no month such as 2026-11")
        return cls(int(found[1]), int(found[2]))

    @property
    def before(self) -> "Month":
        return Month(self.year - 1, _DECEMBER) if self.month == 1 else Month(self.year, self.month - 1)

    @property
    def days(self) -> int:
        """28 to 31."""
        return calendar.monthrange(self.year, self.month)[1]

    def window(self, zone: ZoneInfo) -> Window:
        return window(Period.MONTH, datetime(self.year, self.month, 2, tzinfo=zone).timestamp(), zone)

    def day_windows(self, zone: ZoneInfo) -> list[Window]:
        """One a day; a day may have 23 or 25 hours."""
        first = datetime(self.year, self.month, 1, tzinfo=zone)
        starts = [(first + timedelta(days=day)).timestamp() for day in range(self.days + 1)]
        return [Window(start=start, end=end) for start, end in pairwise(starts)]

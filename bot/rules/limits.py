"""Limits of what may be drawn, as admins write them: `person 20 pictures/day, workspace $50/month`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

_DIGITS, _CENTS = 7, 2
_MINUTE = 60
_WRITTEN = re.compile(
    r"(?P<scope>person|channel|workspace)\s+(?P<dollar>\$)?(?P<amount>\d{1,7}(\.\d{1,2})?)"
    r"(?P<pictures>\s*pictures?)?\s*/\s*(?P<period>minute|day|month)"
)


class Scope(StrEnum):
    """Whose pictures are counted together."""

    PERSON = "person"
    CHANNEL = "channel"
    WORKSPACE = "workspace"


class Unit(StrEnum):
    PICTURES = "pictures"
    DOLLARS = "dollars"


class Period(StrEnum):
    """MINUTE: any 60 seconds, against bursts. DAY and MONTH: the calendar's, in the workspace's time zone."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class LimitsError(ValueError):
    """`written` is what can't be read as a limit."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no limit such as: person 20 pictures/day, workspace $50/month")
        self.written = written


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Limit:
    """At most `amount` pictures, or US dollars of two digits, in a period; 0 allows none."""

    scope: Scope
    unit: Unit
    period: Period
    amount: Decimal

    def __post_init__(self) -> None:
        exponent = self.amount.as_tuple().exponent
        if not isinstance(exponent, int) or self.amount < 0 or self.amount >= 10**_DIGITS:
            raise ValueError(f"{self.amount} is no amount of a limit")
        if -exponent > (_CENTS if self.unit is Unit.DOLLARS else 0):
            raise ValueError(f"{self.amount} is too fine for {self.unit}")

    def __str__(self) -> str:
        amount = f"${self.amount}" if self.unit is Unit.DOLLARS else f"{self.amount} pictures"
        return f"{self.scope} {amount}/{self.period}"

    @classmethod
    def parse(cls, written: str) -> "Limit":
        """Read one; raises LimitsError."""
        found = _WRITTEN.fullmatch(" ".join(written.casefold().split()))
        if found is None or bool(found["dollar"]) == bool(found["pictures"]):
            raise LimitsError(written)
        unit = Unit.DOLLARS if found["dollar"] else Unit.PICTURES
        if unit is Unit.PICTURES and "." in found["amount"]:
            raise LimitsError(written)
        return cls(
            scope=Scope(found["scope"]), unit=unit, period=Period(found["period"]), amount=Decimal(found["amount"])
        )


def parse_limits(text: str) -> tuple[Limit, ...]:
    """Read several, separated by commas or lines; of two for the same thing the last holds. Raises LimitsError."""
    read = [Limit.parse(written) for written in re.split(r"[,\n;]", text) if written.strip()]
    return tuple({(limit.scope, limit.unit, limit.period): limit for limit in read}.values())


def write_limits(limits: tuple[Limit, ...]) -> str:
    """What `parse_limits` reads."""
    return ", ".join(map(str, limits))


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The time over which a limit counts: from `start` on, until `end`; seconds since 1970."""

    start: float
    end: float


def window(period: Period, now: float, zone: ZoneInfo) -> Window:
    """The window that `now` lies in; of MINUTE the 60 s up to now."""
    if period is Period.MINUTE:
        return Window(start=now - _MINUTE, end=now)
    midnight = datetime.fromtimestamp(now, zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if period is Period.DAY:
        return Window(start=midnight.timestamp(), end=(midnight + timedelta(days=1)).timestamp())
    first = midnight.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Window(start=first.timestamp(), end=following.timestamp())

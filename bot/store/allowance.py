"""What the limits leave: sums of the ledger over their windows, read in the transaction that will add to them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import sqlalchemy as sa

from bot.rules.limits import Limit, Period, Scope, Unit, Window
from bot.store.ledger import EntryState, dollars_of
from bot.store.people import Person
from bot.store.tables import LEDGER

_LEAST = {Unit.PICTURES: Decimal(1), Unit.DOLLARS: Decimal("0.01")}
_FEW = 3
_MICROS = sa.case((LEDGER.c.state == EntryState.RESERVED, LEDGER.c.reserved_micros), else_=LEDGER.c.spent_micros)


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """What orders of one person in one channel would take together; nothing of who only looks.

    usd: at most. about: what it is likely to come to.
    """

    person: Person
    channel_id: str
    pictures: int = 0
    usd: Decimal = Decimal(0)
    about: Decimal = Decimal(0)

    def of(self, limit: Limit) -> Decimal:
        """As much of it as the limit counts: pictures, or dollars."""
        return Decimal(self.pictures) if limit.unit is Unit.PICTURES else self.usd


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A limit, and what has been counted in its window: pictures or dollars.

    refills_at: seconds since 1970 when the window ends; of MINUTE, when there is room for the demand again; None where
    there never is. channel_id: of a channel's own rules, "" else.
    """

    limit: Limit
    used: Decimal
    refills_at: float | None
    channel_id: str = ""

    @property
    def left(self) -> Decimal:
        return max(self.limit.amount - self.used, Decimal(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """What a person has left of a limit, pictures or dollars, where that is little; each: about one more picture."""

    limit: Limit
    left: Decimal
    refills_at: float
    each: Decimal
    channel_id: str = ""


def few_left(found: Iterable[Counted], demand: Demand) -> Left | None:
    """Of the person's own limits the one that leaves least behind the demand; None if more than three of it fit."""
    least, few = None, _FEW
    for one in found:
        pictures, left = _behind(one, demand)
        if (
            one.limit.scope is Scope.PERSON
            and one.refills_at
            and one.limit.period is not Period.MINUTE
            and pictures <= few
        ):
            each = demand.about / demand.pictures
            least = Left(limit=one.limit, left=left, refills_at=one.refills_at, each=each, channel_id=one.channel_id)
            few = pictures
    return least


def _behind(found: Counted, demand: Demand) -> tuple[int, Decimal]:
    """How many such pictures, and how much of the limit, is left once the demand is met."""
    left = max(found.left - demand.of(found.limit), Decimal(0))
    each = Decimal(1) if found.limit.unit is Unit.PICTURES else demand.usd / demand.pictures
    return (int(left // each) if each else _FEW + 1), left


def counted(
    connection: sa.Connection, demand: Demand, limits: Sequence[tuple[Limit, Window]], channel_id: str = ""
) -> Iterator[Counted]:
    """Count for each limit what the ledger holds of those it is about: reserved, settled or unknown."""
    book = _Book(connection, demand, channel_id)
    sums = cache(book.sums)
    for limit, window in limits:
        pictures, micros = sums(limit.scope, window.start)
        used = Decimal(pictures) if limit.unit is Unit.PICTURES else dollars_of(micros)
        wanted = max(demand.of(limit), _LEAST[limit.unit])
        refills_at: float | None = window.end
        if wanted > limit.amount:
            refills_at = None
        elif limit.period is Period.MINUTE:
            refills_at = book.room_at(limit, window, used + wanted - limit.amount)
        yield Counted(limit=limit, used=used, refills_at=refills_at, channel_id=channel_id)


@dataclass(frozen=True, slots=True)
class _Book:
    """The entries that are counted together with a demand."""

    connection: sa.Connection
    demand: Demand
    channel_id: str

    def sums(self, scope: Scope, start: float) -> tuple[int, int]:
        """Pictures and micro-dollars."""
        sums = (sa.func.coalesce(sa.func.sum(what), 0) for what in (LEDGER.c.pictures, _MICROS))
        pictures, micros = self.connection.execute(sa.select(*sums).where(*self._whose(scope, start))).one()
        return int(pictures), int(micros)

    def room_at(self, limit: Limit, window: Window, too_much: Decimal) -> float:
        """When enough of the oldest has passed, in whole seconds."""
        what = LEDGER.c.pictures if limit.unit is Unit.PICTURES else _MICROS
        entries = sa.select(LEDGER.c.reserved_at, what).where(*self._whose(limit.scope, window.start))
        room_at = window.end
        for reserved_at, amount in self.connection.execute(entries.order_by(LEDGER.c.reserved_at)).all():
            if too_much <= 0:
                break
            too_much -= Decimal(amount) if limit.unit is Unit.PICTURES else dollars_of(amount)
            room_at = math.floor(reserved_at + window.end - window.start) + 1.0
        return room_at

    def _whose(self, scope: Scope, start: float) -> list[sa.ColumnElement[bool]]:
        whose = [LEDGER.c.team_id == self.demand.person.team_id, LEDGER.c.reserved_at >= start]
        if scope is Scope.PERSON:
            whose.append(LEDGER.c.user_id == self.demand.person.user_id)
        if scope is Scope.CHANNEL or self.channel_id:
            whose.append(LEDGER.c.channel_id == self.demand.channel_id)
        return whose

"""What the limits leave: sums of the ledger over their windows, read in the transaction that will add to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from bot.rules.limits import Limit, Period, Scope, Unit, Window
from bot.store.ledger import EntryState, Reservation, dollars_of
from bot.store.tables import LEDGER


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A limit, its window now, and what has been counted in it; channel_id: of a channel's own rules, "" else."""

    limit: Limit
    window: Window
    used: Decimal
    channel_id: str = ""

    @property
    def left(self) -> Decimal:
        return max(self.limit.amount - self.used, Decimal(0))


def counted(
    connection: sa.Connection, wanted: Reservation, limits: Sequence[tuple[Limit, Window]], channel_id: str = ""
) -> Iterator[Counted]:
    """Count for each limit what the ledger holds of those it is about: reserved, settled or unknown."""
    for limit, window in limits:
        used = _used(connection, wanted, limit, window, channel_id)
        yield Counted(limit=limit, window=window, used=used, channel_id=channel_id)


def exceeded(found: Counted, wanted: Reservation) -> bool:
    """Whether what is wanted is more than is left."""
    return wanted_of(found.limit, wanted) > found.left


def wanted_of(limit: Limit, wanted: Reservation) -> Decimal:
    return Decimal(wanted.pictures) if limit.unit is Unit.PICTURES else wanted.usd


def is_burst(limit: Limit) -> bool:
    return limit.period is Period.MINUTE


def _used(connection: sa.Connection, wanted: Reservation, limit: Limit, window: Window, channel_id: str) -> Decimal:
    whose = [LEDGER.c.team_id == wanted.team_id, LEDGER.c.reserved_at >= window.start]
    if limit.scope is Scope.PERSON:
        whose.append(LEDGER.c.user_id == wanted.user_id)
    if limit.scope is Scope.CHANNEL or channel_id:
        whose.append(LEDGER.c.channel_id == wanted.channel_id)
    micros = sa.case((LEDGER.c.state == EntryState.RESERVED, LEDGER.c.reserved_micros), else_=LEDGER.c.spent_micros)
    what = LEDGER.c.pictures if limit.unit is Unit.PICTURES else micros
    total = int(connection.execute(sa.select(sa.func.coalesce(sa.func.sum(what), 0)).where(*whose)).scalar_one())
    return Decimal(total) if limit.unit is Unit.PICTURES else dollars_of(total)

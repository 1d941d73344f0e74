"""Calls to Bedrock over all workers, held by the database: so many a minute, and slower while Bedrock throttles."""

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from bot.store.call_pace import Pace
from bot.store.database import Database, greater, insert
from bot.store.tables import CALL_PACE, CALL_SLOTS

# A minute, and a second for the way: what goes out late and what goes out in time may arrive closer to each other.
HOLD_SECONDS = 61.0
_LOCK = "call slots"
_SERVER_NOW = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.Float)
_HERE_NOW = sa.bindparam("now", type_=sa.Float)


def _looking(now: sa.ColumnElement[float]) -> sa.Select[Any]:
    columns = CALL_PACE.c.next_at, CALL_PACE.c.gap, CALL_PACE.c.slowed_at
    always = sa.select(sa.literal(1).label("id")).subquery()
    found = sa.select(now.label("now"), *columns)
    return found.select_from(always.outerjoin(CALL_PACE, CALL_PACE.c.id == always.c.id))


_LOOK_BY_SERVER, _LOOK_HERE = _looking(_SERVER_NOW), _looking(_HERE_NOW)
_FIRST_FREE = sa.select(CALL_SLOTS.c.slot).order_by(CALL_SLOTS.c.free_at).limit(1).scalar_subquery()
_TAKE = (
    sa.update(CALL_SLOTS)
    .where(CALL_SLOTS.c.slot == _FIRST_FREE)
    .values(
        free_at=greater(CALL_SLOTS.c.free_at, sa.bindparam("earliest", type_=sa.Float))
        + sa.bindparam("seconds", type_=sa.Float)
    )
    .returning(CALL_SLOTS.c.free_at)
)


class CallSlots:
    """`limit` slots, each free again `seconds` after the call it was taken for.

    Hosts' clocks differ: on a server its own rules for all, on SQLite there is one host. clock: in place of either.
    """

    def __init__(
        self,
        database: Database,
        limit: int,
        *,
        seconds: float = HOLD_SECONDS,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._database = database
        self._limit = limit
        self._seconds = seconds
        self._clock = clock

    def prepare(self) -> None:
        """Bring the number of slots to the limit."""
        rows = [{"slot": slot, "free_at": 0.0} for slot in range(self._limit)]
        with self._database.write() as connection:
            self._database.lock(connection, _LOCK)
            connection.execute(sa.delete(CALL_SLOTS).where(CALL_SLOTS.c.slot >= self._limit))
            connection.execute(insert(CALL_SLOTS).on_conflict_do_nothing(), rows)

    def take(self, at_once: Callable[[sa.Connection], None] = lambda _: None) -> float:
        """Take the slot that is free first; answer the seconds to wait before its call may go out.

        at_once: what to do in the same transaction if there are none.

        One at a time: whoever comes later waits longer, and no minute holds more than `limit` calls.
        """
        with self._database.write() as connection:
            now, pace = self._look(connection)
            wanted = {"earliest": pace.earliest(now), "seconds": self._seconds}
            free_at: float = connection.execute(_TAKE, wanted).scalar_one()
            goes_at = free_at - self._seconds
            if pace.gap:
                _keep(connection, pace.called(goes_at))
            seconds = max(0.0, goes_at - now)
            if not seconds:
                at_once(connection)
        return seconds

    def slow_down(self) -> None:
        """Bedrock has said that there are too many requests: all workers call more slowly for a while."""
        with self._database.write() as connection:
            now, pace = self._look(connection)
            _keep(connection, pace.throttled(now))

    def _look(self, connection: sa.Connection) -> tuple[float, Pace]:
        """The time, and the pace: alone until the transaction ends."""
        self._database.lock(connection, _LOCK)
        if self._clock is None and self._database.is_server:
            row = connection.execute(_LOOK_BY_SERVER).one()
        else:
            row = connection.execute(_LOOK_HERE, {"now": (self._clock or time.time)()}).one()
        pace = Pace() if row.gap is None else Pace(next_at=row.next_at, gap=row.gap, slowed_at=row.slowed_at)
        return row.now, pace


def _keep(connection: sa.Connection, pace: Pace) -> None:
    row = insert(CALL_PACE).values(id=1, **asdict(pace))
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=asdict(pace)))

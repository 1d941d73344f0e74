"""Calls to Bedrock a minute, held over all workers by the database."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.store.database import Database, greater, insert
from bot.store.tables import CALL_SLOTS

MINUTE_SECONDS = 60.0
_LOCK = "call slots"


class CallSlots:
    """`limit` slots, each free again a minute after the call it was taken for."""

    def __init__(self, database: Database, limit: int, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._limit = limit
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

        One at a time: whoever comes later waits longer, and no 60 seconds hold more than `limit` calls.
        """
        with self._database.write() as connection:
            self._database.lock(connection, _LOCK)
            now = self._clock()
            free_at: float = connection.execute(_taking(now)).scalar_one()
            seconds = max(0.0, free_at - MINUTE_SECONDS - now)
            if not seconds:
                at_once(connection)
        return seconds


def _taking(now: float) -> sa.UpdateBase:
    first = sa.select(CALL_SLOTS.c.slot).order_by(CALL_SLOTS.c.free_at).limit(1).scalar_subquery()
    taken_at = greater(CALL_SLOTS.c.free_at, now)
    statement = sa.update(CALL_SLOTS).where(CALL_SLOTS.c.slot == first).values(free_at=taken_at + MINUTE_SECONDS)
    return statement.returning(CALL_SLOTS.c.free_at)

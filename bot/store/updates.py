"""How many messages were updated lately, counted over all processes: Slack takes about 50 a minute a workspace."""

import threading
import time
from collections import Counter
from collections.abc import Callable

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.tables import UPDATES

LIMIT = 50  # of chat.update, Tier 3
_MINUTE_SECONDS = 60
_WRITE_SECONDS = 1.0

_COUNT = insert(UPDATES)
_ADD = _COUNT.on_conflict_do_update(
    index_elements=["team_id", "minute"], set_={"count": UPDATES.c.count + _COUNT.excluded.count}
)


class Updates:
    """Reads and writes `imagine_updates`: a row a workspace and minute.

    A process writes its own counts once a second, with the first update after that: it is an estimate, and each
    transaction is one that others wait for. What it hasn't written yet it knows itself.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._counting = threading.Lock()
        self._unwritten: Counter[tuple[str, int]] = Counter()
        self._written_at = 0.0

    def note(self, team_id: str) -> None:
        """Count one update."""
        now = self._clock()
        with self._counting:
            self._unwritten[team_id, self._minute()] += 1
            if abs(now - self._written_at) < _WRITE_SECONDS:
                return
            counted, self._unwritten, self._written_at = self._unwritten, Counter(), now
        self._write(counted)

    def leave_room(self, team_id: str) -> bool:
        """Whether this minute and the last together have used less than half of the limit."""
        last = self._minute() - 1
        with self._counting:
            own = sum(count for (team, minute), count in self._unwritten.items() if team == team_id and minute >= last)
        recent = sa.and_(UPDATES.c.team_id == team_id, UPDATES.c.minute >= last)
        with self._database.read() as connection:
            used = connection.execute(sa.select(sa.func.coalesce(sa.func.sum(UPDATES.c.count), 0)).where(recent))
            return int(used.scalar_one()) + own < LIMIT // 2

    def _write(self, counted: Counter[tuple[str, int]]) -> None:
        rows = [{"team_id": team, "minute": minute, "count": count} for (team, minute), count in counted.items()]
        with self._database.write() as connection:
            connection.execute(sa.delete(UPDATES).where(UPDATES.c.minute < self._minute() - 1))
            connection.execute(_ADD, rows)

    def _minute(self) -> int:
        return int(self._clock()) // _MINUTE_SECONDS

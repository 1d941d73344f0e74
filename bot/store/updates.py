"""How many messages were updated lately, counted over all processes: Slack takes about 50 a minute a workspace."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.tables import UPDATES

LIMIT = 50  # of chat.update, Tier 3
_MINUTE_SECONDS = 60


class Updates:
    """Reads and writes `imagine_updates`: a row a workspace and minute."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def note(self, team_id: str) -> None:
        """Count one update."""
        now = self._minute()
        statement = insert(UPDATES).values(team_id=team_id, minute=now, count=1)
        counted = statement.on_conflict_do_update(
            index_elements=["team_id", "minute"], set_={"count": UPDATES.c.count + 1}
        )
        with self._database.write() as connection:
            if connection.execute(counted.returning(UPDATES.c.count)).scalar_one() == 1:  # a minute begins
                connection.execute(sa.delete(UPDATES).where(UPDATES.c.minute < now - 1))

    def leave_room(self, team_id: str) -> bool:
        """Whether this minute and the last together have used less than half of the limit."""
        recent = sa.and_(UPDATES.c.team_id == team_id, UPDATES.c.minute >= self._minute() - 1)
        with self._database.read() as connection:
            used = connection.execute(sa.select(sa.func.coalesce(sa.func.sum(UPDATES.c.count), 0)).where(recent))
            return int(used.scalar_one()) < LIMIT // 2

    def _minute(self) -> int:
        return int(self._clock()) // _MINUTE_SECONDS

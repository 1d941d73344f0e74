"""What errands have put into Slack: of several that would do the same, one does it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.orders.errand import Errand
from bot.store.database import Database, insert
from bot.store.pictures import PictureId
from bot.store.tables import COPIES


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """One row of `imagine_copies`; `ts` is the message, once it stands."""

    errand_id: str
    channel_id: str
    ts: str | None
    file_id: str | None


class Copies:
    """Reads and writes `imagine_copies`."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def claim(self, errand: Errand, channel_id: str) -> Copy:
        """Become the one that does it, in this channel; else answer the row of the one that does, or has done it."""
        values = {"errand_id": errand.id, "claim": errand.claim, "channel_id": channel_id}
        about = {"job_id": errand.picture.job_id, "index": errand.picture.index, "claimed_at": self._clock()}
        mine = sa.or_(COPIES.c.claim == errand.claim, COPIES.c.errand_id == errand.id)
        while True:
            with self._database.write() as connection:
                connection.execute(insert(COPIES).values(**values, **about).on_conflict_do_nothing())
                row = connection.execute(sa.select(COPIES).where(mine)).first()
            if row:  # else the one that had it has let go of it in between
                return _made(row)

    def find(self, errand_id: str) -> Copy | None:
        """Read what an errand has claimed itself."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(COPIES).where(COPIES.c.errand_id == errand_id)).first()
        return _made(row) if row else None

    def note(self, errand_id: str, **values: str) -> None:
        """Remember `ts` or `file_id` of what was put there."""
        with self._database.write() as connection:
            connection.execute(sa.update(COPIES).where(COPIES.c.errand_id == errand_id).values(**values))

    def release(self, errand_id: str) -> None:
        """Let it be done again: it failed, or what it had put there is gone."""
        with self._database.write() as connection:
            connection.execute(sa.delete(COPIES).where(COPIES.c.errand_id == errand_id))

    def files_of(self, picture: PictureId) -> list[str]:
        """Read Slack's ids of the files that were handed out of one picture."""
        own = sa.and_(COPIES.c.job_id == picture.job_id, COPIES.c.index == picture.index)
        with self._database.read() as connection:
            return list(
                connection.execute(sa.select(COPIES.c.file_id).where(own, COPIES.c.file_id.is_not(None))).scalars()
            )


def _made(row: sa.Row[Any]) -> Copy:
    return Copy(errand_id=row.errand_id, channel_id=row.channel_id, ts=row.ts, file_id=row.file_id)

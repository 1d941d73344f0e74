"""What is under way, as people ask for it: their own, how much others have, and what one intent made."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.jobs import UNFINISHED, Job, State
from bot.store.people import Person
from bot.store.tables import JOBS


@dataclass(frozen=True, kw_only=True, slots=True)
class Others:
    """How many jobs of other people wait and are being drawn; nothing else of them is anybody's business."""

    waiting: int
    drawing: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnderWay:
    """Everybody's jobs by state, and since when the oldest of those that wait does, in seconds since 1970."""

    jobs: Mapping[str, int]
    oldest_waiting: float | None


class Queue:
    """Reads job rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def made_by(self, intent: str) -> Job | None:
        """Find the job that one intent made."""
        return next(iter(self._jobs(JOBS.c.intent == intent)), None)

    def of(self, person: Person) -> list[Job]:
        """A person's jobs under way, in the order in which they are drawn."""
        return self._jobs(_own(person), _UNDER_WAY)

    def in_place(self, person: Person, channel_id: str, thread_ts: str | None) -> list[Job]:
        """Those of them that were asked for in one channel or thread."""
        return self._jobs(_own(person), _UNDER_WAY, JOBS.c.channel_id == channel_id, JOBS.c.thread_ts == thread_ts)

    def of_others(self, person: Person) -> Others:
        jobs = sa.func.count().label("jobs")
        count = sa.select(JOBS.c.state, jobs).where(_UNDER_WAY, sa.not_(_own(person))).group_by(JOBS.c.state)
        with self._database.read() as connection:
            counted = {row.state: row.jobs for row in connection.execute(count)}
        return Others(waiting=counted.get(State.WAITING, 0), drawing=counted.get(State.DRAWING, 0))

    def under_way(self) -> UnderWay:
        counts = sa.select(JOBS.c.state, sa.func.count()).where(JOBS.c.state.in_(UNFINISHED)).group_by(JOBS.c.state)
        oldest = sa.select(sa.func.min(JOBS.c.asked_at)).where(JOBS.c.state == State.WAITING)
        with self._database.read() as connection:
            counted = {str(state): int(count) for state, count in connection.execute(counts)}
            since = connection.scalar(oldest)
        return UnderWay(jobs={str(state): counted.get(state, 0) for state in UNFINISHED}, oldest_waiting=since)

    def _jobs(self, *where: sa.ColumnElement[bool]) -> list[Job]:
        statement = sa.select(JOBS).where(*where).order_by(JOBS.c.turn, JOBS.c.asked_at)
        with self._database.read() as connection:
            return [Job.from_row(row) for row in connection.execute(statement).mappings()]


_UNDER_WAY = sa.and_(JOBS.c.state.in_(UNFINISHED), JOBS.c.cancelled_by.is_(None))


def _own(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(JOBS.c.team_id == person.team_id, JOBS.c.user_id == person.user_id)

"""What is under way, as people ask for it: their own, how much others have, and what one intent made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
        return next(iter(self._jobs(_MADE_BY, intent=intent)), None)

    def of(self, person: Person) -> list[Job]:
        """A person's jobs under way, in the order in which they are drawn."""
        return self._jobs(_OWN, team=person.team_id, user=person.user_id)

    def in_place(self, person: Person, channel_id: str, thread_ts: str | None, prompts: Sequence[str]) -> list[Job]:
        """Those of them that draw one of these prompts, and were asked for in one channel or thread."""
        place = {"channel": channel_id, "thread": thread_ts}
        return self._jobs(_IN_PLACE, team=person.team_id, user=person.user_id, **place, prompts=prompts)

    def of_others(self, person: Person) -> Others:
        jobs = sa.func.count().label("jobs")
        count = sa.select(JOBS.c.state, jobs).where(_UNDER_WAY, sa.not_(_BY_PERSON)).group_by(JOBS.c.state)
        with self._database.read() as connection:
            found = connection.execute(count, {"team": person.team_id, "user": person.user_id})
            counted = {row.state: row.jobs for row in found}
        return Others(waiting=counted.get(State.WAITING, 0), drawing=counted.get(State.DRAWING, 0))

    def under_way(self) -> UnderWay:
        counts = sa.select(JOBS.c.state, sa.func.count()).where(JOBS.c.state.in_(UNFINISHED)).group_by(JOBS.c.state)
        oldest = sa.select(sa.func.min(JOBS.c.asked_at)).where(JOBS.c.state == State.WAITING)
        with self._database.read() as connection:
            counted = {str(state): int(count) for state, count in connection.execute(counts)}
            since = connection.scalar(oldest)
        return UnderWay(jobs={str(state): counted.get(state, 0) for state in UNFINISHED}, oldest_waiting=since)

    def _jobs(self, wanted: sa.Select[Any], **values: str | Sequence[str] | None) -> list[Job]:
        with self._database.read() as connection:
            return [Job.from_row(row) for row in connection.execute(wanted, values).mappings()]


_UNDER_WAY = sa.and_(JOBS.c.state.in_(UNFINISHED), JOBS.c.cancelled_by.is_(None))
_BY_PERSON = sa.and_(JOBS.c.team_id == sa.bindparam("team"), JOBS.c.user_id == sa.bindparam("user"))
_IN_ORDER = sa.select(JOBS).order_by(JOBS.c.turn, JOBS.c.asked_at)
_MADE_BY = _IN_ORDER.where(JOBS.c.intent == sa.bindparam("intent"))
_OWN = _IN_ORDER.where(_BY_PERSON, _UNDER_WAY)
_PROMPT = sa.func.coalesce(JOBS.c.request[("asked", "prompt")].as_string(), "")
_IN_PLACE = _OWN.where(
    JOBS.c.channel_id == sa.bindparam("channel"),
    JOBS.c.thread_ts.is_not_distinct_from(sa.bindparam("thread")),
    _PROMPT.in_(sa.bindparam("prompts", expanding=True)),
)

"""The line of waiting jobs: whose turn it is, how many are ahead, how long it will take."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.database import Database, greater, insert
from bot.store.jobs import Job, State
from bot.store.people import Person
from bot.store.tables import JOBS, PEOPLE, TURNS

_SAMPLE = 20  # finished draws that the estimate looks at
_FIRST_GUESS_SECONDS = 8.0  # before anything was drawn here

_SERVED = sa.func.coalesce(sa.select(sa.func.max(TURNS.c.served)).scalar_subquery(), 0)
_TAKE = insert(PEOPLE).values(team_id=sa.bindparam("team"), user_id=sa.bindparam("user"), last_turn=_SERVED + 1)
_JOIN = _TAKE.on_conflict_do_update(
    index_elements=["team_id", "user_id"],
    set_={"last_turn": greater(PEOPLE.c.last_turn, _SERVED) + 1},
).returning(PEOPLE.c.last_turn)

_JOBS = sa.select(sa.func.count()).select_from(JOBS)
_WAITING = JOBS.c.state == State.WAITING
_AHEAD = sa.union_all(  # each by one stretch of an index
    # The job itself may have been begun since it was read.
    _JOBS.where(JOBS.c.state == State.DRAWING, JOBS.c.id != sa.bindparam("job")),
    _JOBS.where(_WAITING, JOBS.c.turn < sa.bindparam("turn")),
    _JOBS.where(_WAITING, JOBS.c.turn == sa.bindparam("turn"), JOBS.c.asked_at < sa.bindparam("asked_at")),
)
_FIRST = insert(TURNS).values(id=1, served=sa.bindparam("turn"))
_SERVE = _FIRST.on_conflict_do_update(
    index_elements=["id"], set_={"served": greater(TURNS.c.served, _FIRST.excluded.served)}
)
_BEGIN = (
    sa.update(JOBS)
    .where(JOBS.c.id == sa.bindparam("job"), JOBS.c.state.in_((State.WAITING, State.DRAWING, State.ANSWERED)))
    .values(
        state=sa.case((JOBS.c.state == State.ANSWERED, State.ANSWERED.value), else_=State.DRAWING.value),
        drawing_at=sa.func.coalesce(JOBS.c.drawing_at, sa.bindparam("now", type_=sa.Float)),
        placing_by=sa.case(
            (JOBS.c.place_ts.is_(None), sa.func.coalesce(JOBS.c.placing_by, sa.bindparam("claim", type_=sa.String))),
            else_=JOBS.c.placing_by,
        ),
    )
)
_TOOK = (JOBS.c.drawn_at - JOBS.c.drawing_at).label("took")
_DRAWN = JOBS.c.drawn_at.is_not(None)  # for the index: or all that wait would be looked through
_RECENT = sa.select(_TOOK).where(_DRAWN, _TOOK.is_not(None)).order_by(JOBS.c.drawn_at.desc()).limit(_SAMPLE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """How a new job stands: with nobody `ahead` it starts at once; `seconds` is an estimate from `sample` draws."""

    ahead: int
    seconds: float
    sample: int = 0


class Line:
    """Turns and waits, when `concurrency` jobs are drawn at once."""

    def __init__(self, database: Database, concurrency: int, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._concurrency = concurrency
        self._clock = clock

    def lock(self, connection: sa.Connection, person: Person, *, and_others: bool = True) -> None:
        """Let one transaction at a time make jobs of a person, and_others: of anybody in their workspace. Their turns,
        what an intent has made already, and what is counted of them stay as they are until it ends.
        """
        if and_others:
            self._database.lock(connection, f"line:{person.team_id}")
        self._database.lock(connection, f"line:{person.team_id}:{person.user_id}")

    def join(self, connection: sa.Connection, person: Person) -> int:
        """Give `person` a turn, inside the transaction that makes the job and holds `lock`.

        One behind the turn served now or behind the person's own last one: a newcomer never waits
        for all that somebody else has asked for.
        """
        turn: int = connection.execute(_JOIN, {"team": person.team_id, "user": person.user_id}).scalar_one()
        return turn

    def begin(self, job: Job, claim: str | None = None) -> bool:
        """Note that drawing starts; False if the job has ended. A draw begun again after a crash is still begun.

        claim: becomes the one that posts the job's message, as with `Jobs.claim_placing`, if that is free.
        """
        with self._database.write() as connection:
            connection.execute(_SERVE, {"turn": job.turn})
            begun = connection.execute(_BEGIN, {"job": job.id, "now": self._clock(), "claim": claim})
            return begun.rowcount == 1

    def wait(self, job: Job) -> Wait:
        """Count who is ahead of a job that is still waiting."""
        if job.state is not State.WAITING:
            return Wait(ahead=0, seconds=0.0)
        with self._database.read() as connection:
            ahead_of_it = connection.execute(_AHEAD, {"job": job.id, "turn": job.turn, "asked_at": job.asked_at})
            ahead = max(0, sum(ahead_of_it.scalars()) - self._concurrency + 1)
            if not ahead:
                return Wait(ahead=0, seconds=0.0)
            took = _recent_seconds(connection)
        usual = statistics.fmean(took) if took else _FIRST_GUESS_SECONDS
        return Wait(ahead=ahead, seconds=ahead * usual / self._concurrency, sample=len(took))


def _recent_seconds(connection: sa.Connection) -> list[float]:
    return list(connection.execute(_RECENT).scalars())

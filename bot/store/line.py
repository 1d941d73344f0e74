"""The line of waiting jobs: whose turn it is, how many are ahead, how long it will take."""

import statistics
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.database import Database, greater, insert
from bot.store.jobs import Job, State
from bot.store.people import Person
from bot.store.tables import JOBS, PEOPLE, TURNS

_SAMPLE = 20  # finished draws that the estimate looks at
_FIRST_GUESS_SECONDS = 8.0  # before anything was drawn here


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

    def lock(self, connection: sa.Connection, team_ids: Collection[str]) -> None:
        """Let one transaction at a time make jobs in these workspaces: the turns that it reads, and what an intent has
        made already, stay as they are until it ends.
        """
        for team_id in sorted(team_ids):
            self._database.lock(connection, f"line:{team_id}")

    def join(self, connection: sa.Connection, person: Person) -> int:
        """Give `person` a turn, inside the transaction that makes the job and holds `lock`.

        One behind the turn served now or behind the person's own last one: a newcomer never waits
        for all that somebody else has asked for.
        """
        mine = sa.and_(PEOPLE.c.team_id == person.team_id, PEOPLE.c.user_id == person.user_id)
        served = connection.execute(sa.select(TURNS.c.served)).scalar() or 0
        last = connection.execute(sa.select(PEOPLE.c.last_turn).where(mine)).scalar()
        turn: int = max(served, last or 0) + 1
        known = insert(PEOPLE).values(team_id=person.team_id, user_id=person.user_id, last_turn=turn)
        connection.execute(known.on_conflict_do_update(index_elements=["team_id", "user_id"], set_={"last_turn": turn}))
        return turn

    def begin(self, job: Job) -> bool:
        """Note that drawing starts; False if the job has ended. A draw begun again after a crash is still begun."""
        open_states = (State.WAITING, State.DRAWING, State.ANSWERED)
        state = sa.case((JOBS.c.state == State.ANSWERED, State.ANSWERED.value), else_=State.DRAWING.value)
        started = sa.func.coalesce(JOBS.c.drawing_at, self._clock())
        statement = sa.update(JOBS).where(JOBS.c.id == job.id, JOBS.c.state.in_(open_states))
        with self._database.write() as connection:
            _serve(connection, job.turn)
            return connection.execute(statement.values(state=state, drawing_at=started)).rowcount == 1

    def wait(self, job: Job) -> Wait:
        """Count who is ahead of a job that is still waiting."""
        if job.state is not State.WAITING:
            return Wait(ahead=0, seconds=0.0)
        before = sa.or_(JOBS.c.turn < job.turn, sa.and_(JOBS.c.turn == job.turn, JOBS.c.asked_at < job.asked_at))
        with self._database.read() as connection:
            # The job itself may have been begun since it was read.
            drawing = _count(connection, sa.and_(JOBS.c.state == State.DRAWING, JOBS.c.id != job.id))
            waiting = _count(connection, sa.and_(JOBS.c.state == State.WAITING, before))
            ahead = max(0, drawing + waiting - self._concurrency + 1)
            if not ahead:
                return Wait(ahead=0, seconds=0.0)
            took = _recent_seconds(connection)
        usual = statistics.fmean(took) if took else _FIRST_GUESS_SECONDS
        return Wait(ahead=ahead, seconds=ahead * usual / self._concurrency, sample=len(took))


def _serve(connection: sa.Connection, turn: int) -> None:
    first = insert(TURNS).values(id=1, served=turn)
    served = greater(TURNS.c.served, turn)
    connection.execute(first.on_conflict_do_update(index_elements=["id"], set_={"served": served}))


def _count(connection: sa.Connection, where: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(JOBS).where(where)).scalar_one()


def _recent_seconds(connection: sa.Connection) -> list[float]:
    took = (JOBS.c.drawn_at - JOBS.c.drawing_at).label("took")
    recent = sa.select(took).where(took.is_not(None)).order_by(JOBS.c.drawn_at.desc()).limit(_SAMPLE)
    return list(connection.execute(recent).scalars())

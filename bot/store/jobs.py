"""Job rows: one for each thing a person asked for, and the moves a job may make.

    waiting ──▶ drawing ──▶ answered ──▶ showing ──▶ delivered
       │                       │            └──────▶ failed
       └▶ cancelled            └▶ cancelled | refused | failed
                               └▶ reviewing ──▶ showing | rejected | cancelled

`answered`: the model has, with pictures or with a refusal. A cancel that comes while drawing is heeded there: what was
drawn is kept for its asker and not shown. From `showing` on it is too late.
`reviewing`: what was drawn waits for approval (bot/store/reviews.py) and nobody but reviewers has seen it.

Each move is a compare-and-set, so two workers, or a press and a worker, never both make it. What a move means for the
job's money (bot/store/ledger.py) is written in the same transaction.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from bot.store import ledger
from bot.store.database import Database
from bot.store.people import Person
from bot.store.tables import JOBS


class State(StrEnum):
    WAITING = "waiting"
    DRAWING = "drawing"
    ANSWERED = "answered"
    REVIEWING = "reviewing"
    SHOWING = "showing"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    REJECTED = "rejected"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a job's one message stands; `moved` is Slack's reason why that isn't where it was asked for."""

    channel_id: str
    ts: str
    moved: str | None = None


_IN_WORK = (State.WAITING, State.DRAWING, State.ANSWERED, State.SHOWING)  # of the bot's: it ends by itself
UNFINISHED = (*_IN_WORK, State.REVIEWING)
_BY_ID = sa.select(JOBS).where(JOBS.c.id == sa.bindparam("job"))
_IS_TO_BE_SHOWN = sa.and_(JOBS.c.state == State.ANSWERED, JOBS.c.cancelled_by.is_(None))
_BEGIN_SHOWING = (
    sa.update(JOBS)
    .where(JOBS.c.id == sa.bindparam("job"), _IS_TO_BE_SHOWN)
    .values(state=sa.literal(State.SHOWING))
    .returning(JOBS)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One row of `imagine_jobs`."""

    id: str
    intent: str
    team_id: str
    channel_id: str
    thread_ts: str | None
    user_id: str
    command: str
    response_url: str | None
    response_url_uses: int
    request: Mapping[str, Any]
    state: State
    turn: int
    asked_at: float
    drawing_at: float | None = None
    drawn_at: float | None = None
    finished_at: float | None = None
    cancelled_by: str | None = None
    place_channel_id: str | None = None
    place_ts: str | None = None
    place_moved: str | None = None
    placing_by: str | None = None
    cut_off: int = 0
    alone: bool = False
    cut_off_alone: int = 0
    outcome: Mapping[str, Any] | None = field(default=None)

    @property
    def person(self) -> Person:
        return Person(team_id=self.team_id, user_id=self.user_id)

    @property
    def place(self) -> "Place | None":
        if self.place_channel_id is None or self.place_ts is None:
            return None
        return Place(channel_id=self.place_channel_id, ts=self.place_ts, moved=self.place_moved)

    @classmethod
    def from_row(cls, row: Mapping[str, Any] | sa.RowMapping) -> "Job":
        return cls(**{**row, "state": State(row["state"])})

    def to_row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class Jobs:
    """Reads and moves job rows."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def get(self, job_id: str) -> Job:
        """Read one job; raises `sqlalchemy.exc.NoResultFound` for an id that was never given out."""
        job = self.find(job_id)
        if job is None:
            raise sa.exc.NoResultFound(f"no job {job_id}")
        return job

    def find(self, job_id: str) -> Job | None:
        with self._database.read() as connection:
            row = connection.execute(_BY_ID, {"job": job_id}).mappings().first()
        return Job.from_row(row) if row else None

    def newest_unfinished(self, team_id: str, channel_id: str, thread_ts: str) -> Job | None:
        """The newest job of a thread that is under way for all to see, asked for in it or shown at its top."""
        in_thread = sa.and_(JOBS.c.channel_id == channel_id, JOBS.c.thread_ts == thread_ts)
        at_top = sa.and_(JOBS.c.place_channel_id == channel_id, JOBS.c.place_ts == thread_ts)
        under_way = sa.and_(JOBS.c.team_id == team_id, JOBS.c.state.in_(_IN_WORK), JOBS.c.cancelled_by.is_(None))
        wanted = sa.select(JOBS).where(under_way, sa.or_(in_thread, at_top)).order_by(JOBS.c.asked_at.desc())
        with self._database.read() as connection:
            found = [Job.from_row(row) for row in connection.execute(wanted).mappings()]
        return next((job for job in found if not job.request.get("private")), None)

    def newest_of(self, person: Person) -> Job | None:
        """What somebody asked for last, whatever came of it."""
        own = sa.and_(JOBS.c.team_id == person.team_id, JOBS.c.user_id == person.user_id)
        with self._database.read() as connection:
            newest = sa.select(JOBS).where(own).order_by(JOBS.c.asked_at.desc()).limit(1)
            row = connection.execute(newest).mappings().first()
        return Job.from_row(row) if row else None

    def note_answer(self, job_id: str, outcome: Mapping[str, Any]) -> None:
        """Keep what a draw came to, and end the job's entry in the ledger with what it cost."""
        values = {"state": State.ANSWERED, "drawn_at": self._clock(), "outcome": dict(outcome)}
        self._move(job_id, (State.DRAWING,), is_end=True, **values)

    def begin_showing(self, job_id: str) -> Job:
        """Move on what was drawn unless its asker has cancelled; answer the job as it then is."""
        with self._database.write() as connection:
            row = connection.execute(_BEGIN_SHOWING, {"job": job_id}).mappings().first()
        return Job.from_row(row) if row else self.get(job_id)

    def finish(self, job_id: str, state: State) -> bool:
        """End an unfinished job; False if it had ended already. What was reserved and not spent is given back."""
        return self._move(job_id, UNFINISHED, is_end=True, state=state, finished_at=self._clock())

    def cancel_waiting(self, job_id: str, user_id: str) -> bool:
        values = {"state": State.CANCELLED, "cancelled_by": user_id, "finished_at": self._clock()}
        return self._move(job_id, (State.WAITING,), is_end=True, **values)

    def cancel_drawing(self, job_id: str, user_id: str) -> bool:
        """Ask that what is being drawn is not shown; the draw itself goes on, it is paid for."""
        return self._move(job_id, (State.DRAWING, State.ANSWERED), cancelled_by=user_id)

    def draw_alone(self, job_id: str) -> None:
        self._move(job_id, UNFINISHED, alone=True)

    def note_cut_off(self, job_ids: Sequence[str]) -> None:
        """Count a worker's death against the jobs it was drawing; none of them is drawn alone any more."""
        counts = {
            "cut_off": JOBS.c.cut_off + 1,
            "cut_off_alone": JOBS.c.cut_off_alone + sa.cast(JOBS.c.alone, sa.Integer),
            "alone": False,
        }
        with self._database.write() as connection:
            connection.execute(
                sa.update(JOBS).where(JOBS.c.id.in_(job_ids), JOBS.c.state == State.DRAWING).values(counts)
            )

    def claim_placing(self, job_id: str, claim: str) -> bool:
        """Become the one that posts the job's message; False if it stands already or another is at it.

        claim: an executor's id, with what tells its claims apart; made again, it is the same one.
        """
        free = sa.or_(JOBS.c.placing_by.is_(None), JOBS.c.placing_by == claim)
        return self._update(sa.and_(JOBS.c.id == job_id, JOBS.c.place_ts.is_(None), free), placing_by=claim)

    def end_placing(self, job_id: str, claim: str, place: Place | None) -> bool:
        """End a claim, with the place of what was posted; False if others took it over: who had it seemed dead."""
        own = JOBS.c.placing_by == claim
        if place is None:
            return self._update(sa.and_(JOBS.c.id == job_id, own), placing_by=None)
        mine = sa.or_(own, JOBS.c.place_ts == place.ts)  # this may be begun again
        return self._update(sa.and_(JOBS.c.id == job_id, mine), placing_by=None, **_at(place))

    def note_place(self, job_id: str, place: Place) -> None:
        self._update(JOBS.c.id == job_id, placing_by=None, **_at(place))

    def forget_place(self, job_id: str, place: Place) -> None:
        """Have the message posted anew: somebody deleted the one at `place`."""
        self._update(sa.and_(JOBS.c.id == job_id, JOBS.c.place_ts == place.ts), place_channel_id=None, place_ts=None)

    def drop_placing(self, executor_id: str) -> None:
        """Give back all that a dead executor had claimed."""
        self._update(JOBS.c.placing_by.startswith(executor_id, autoescape=True), placing_by=None)

    def cut_off_alone(self, deaths: int) -> list[Job]:
        """Find unfinished jobs whose workers died at least `deaths` times while drawing nothing else."""
        statement = sa.select(JOBS).where(JOBS.c.state == State.DRAWING, JOBS.c.cut_off_alone >= deaths)
        with self._database.read() as connection:
            return [Job.from_row(row) for row in connection.execute(statement).mappings()]

    def has_unfinished(self, person: Person, *, asked_before: float) -> bool:
        """Whether anything that they asked for by then has not ended and waits for nobody's approval."""
        own = sa.and_(JOBS.c.team_id == person.team_id, JOBS.c.user_id == person.user_id)
        wanted = sa.and_(own, JOBS.c.state.in_(_IN_WORK), JOBS.c.asked_at <= asked_before)
        with self._database.read() as connection:
            return connection.execute(sa.select(JOBS.c.id).where(wanted).limit(1)).first() is not None

    def take_response_url(self, job_id: str, limit: int) -> bool:
        """Count one use of the job's response_url; False once `limit` uses are gone."""
        left = sa.and_(JOBS.c.id == job_id, JOBS.c.response_url_uses < limit)
        return self._update(left, response_url_uses=JOBS.c.response_url_uses + 1)

    def _move(self, job_id: str, states: Sequence[State], *, is_end: bool = False, **values: object) -> bool:
        """Move a job out of `states`; is_end: of its entry in the ledger too, if that hasn't ended."""
        move = sa.update(JOBS).where(JOBS.c.id == job_id, JOBS.c.state.in_(states)).values(**values)
        with self._database.write() as connection:
            is_moved = connection.execute(move).rowcount > 0
            if is_moved and is_end:
                ledger.end(connection, job_id, self._clock())
        return is_moved

    def _update(self, where: sa.ColumnElement[bool], **values: object) -> bool:
        update = sa.update(JOBS).where(where).values(**values)
        with self._database.write() as connection:
            return connection.execute(update).rowcount > 0


def _at(place: Place) -> dict[str, str | None]:
    return {"place_channel_id": place.channel_id, "place_ts": place.ts, "place_moved": place.moved}

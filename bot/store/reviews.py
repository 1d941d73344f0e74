"""Reviews: pictures that are drawn and wait for approval. A row is decided once, whoever presses.

A job with a row here is shown only after `approve` has moved it on; the row and the job's state change together.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa

from bot.orders.judgement import Judged, Judgement
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.store.audit import note
from bot.store.database import Database, insert
from bot.store.jobs import Job, State
from bot.store.rules import RuleBook
from bot.store.tables import JOBS, REVIEWS

_STANDING = (
    sa.select(JOBS.c.team_id, JOBS.c.channel_id, REVIEWS.c.job_id.is_not(None).label("is_held"))
    .join_from(JOBS, REVIEWS, REVIEWS.c.job_id == JOBS.c.id, isouter=True)
    .where(JOBS.c.id == sa.bindparam("job"))
)
_MOVES = {Judged.APPROVED: State.SHOWING, Judged.REJECTED: State.REJECTED, Judged.WITHDRAWN: State.CANCELLED}


class ReviewDecidedError(Exception):
    """Somebody else was quicker, or it isn't waiting there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One row. channel_id, ts: the reviewers' message; file_id: Slack's, of what it shows. None until they stand.

    press: the one that decided it. reason: of a rejection, "" or None for none.
    """

    job_id: str
    team_id: str
    channel_id: str | None
    ts: str | None
    file_id: str | None
    asked_at: float
    decision: Judged | None
    decided_by: str | None
    decided_at: float | None
    press: str | None
    reason: str | None

    @classmethod
    def from_row(cls, row: sa.RowMapping) -> Self:
        return cls(**{**row, "decision": Judged(row["decision"]) if row["decision"] else None})


class Reviews:
    """Reads and writes `imagine_reviews`."""

    def __init__(self, database: Database, rules: RuleBook, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock

    def is_reviewed(self, team_id: str, channel_id: str, connection: sa.Connection | None = None) -> bool:
        """Whether what is asked for there waits for approval, by the rules as they are now."""
        return must_wait(*self._rules.of_place(team_id, channel_id, connection))

    def hold(self, job_id: str) -> bool:
        """Say whether what was drawn waits for approval, or did: the same at every call once it has been true.

        Where the rules want it, it moves the job there, unless its asker has cancelled or it is being shown already.
        """
        if not self._may_hold(job_id):  # nearly always: no transaction for it
            return False
        answered = sa.and_(JOBS.c.id == job_id, JOBS.c.state == State.ANSWERED, JOBS.c.cancelled_by.is_(None))
        with self._database.write() as connection:
            if connection.scalar(sa.select(REVIEWS.c.job_id).where(REVIEWS.c.job_id == job_id)):
                return True
            job = connection.execute(sa.select(JOBS.c.team_id, JOBS.c.channel_id).where(answered)).first()
            if job is None or not self.is_reviewed(job.team_id, job.channel_id, connection):
                return False
            if not connection.execute(sa.update(JOBS).where(answered).values(state=State.REVIEWING)).rowcount:
                return False
            row = {"job_id": job_id, "team_id": job.team_id, "asked_at": self._clock()}
            connection.execute(insert(REVIEWS).values(row))
        return True

    def _may_hold(self, job_id: str) -> bool:
        with self._database.read() as connection:
            job = connection.execute(_STANDING, {"job": job_id}).first()
            if job is None or job.is_held:
                return job is not None
            return self.is_reviewed(job.team_id, job.channel_id, connection)

    def find(self, job_id: str) -> Review | None:
        with self._database.read() as connection:
            row = connection.execute(sa.select(REVIEWS).where(REVIEWS.c.job_id == job_id)).mappings().first()
        return Review.from_row(row) if row else None

    def is_approved(self, job_id: str) -> bool:
        review = self.find(job_id)
        return review is not None and review.decision is Judged.APPROVED

    def note_place(self, job_id: str, channel_id: str, ts: str) -> None:
        """Remember where the reviewers are asked."""
        self._update(job_id, channel_id=channel_id, ts=ts)

    def forget_place(self, job_id: str) -> None:
        """Have them asked anew: that message is gone."""
        self._update(job_id, channel_id=None, ts=None)

    def note_file(self, job_id: str, file_id: str | None) -> None:
        """Remember what Slack has for the reviewers; None: nothing that can be shown."""
        self._update(job_id, file_id=file_id)

    def judge(self, judgement: Judgement) -> None:
        """Approve or reject, and note it in the audit. Raises ReviewDecidedError where nothing waits there."""
        at = sa.and_(
            REVIEWS.c.team_id == judgement.person.team_id,
            REVIEWS.c.channel_id == judgement.channel_id,
            REVIEWS.c.ts == judgement.message_ts,
        )
        values = {"press": judgement.id, "reason": judgement.reason or None}
        with self._database.write() as connection:
            self._decide(connection, judgement.job_id, judgement.judged, judgement.person.user_id, at, **values)
            note(
                connection,
                team_id=judgement.person.team_id,
                by=judgement.person.user_id,
                what=f"picture_{judgement.judged.value}",
                about=judgement.job_id,
            )

    def withdraw(self, job_id: str, user_id: str) -> bool:
        """End a review for the picture's asker; True also where that was done before, False if it is decided."""
        try:
            with self._database.write() as connection:
                self._decide(connection, job_id, Judged.WITHDRAWN, user_id, sa.true())
        except ReviewDecidedError:
            review = self.find(job_id)
            return review is not None and review.decision is Judged.WITHDRAWN
        return True

    def _decide(  # what a decision is made of
        self,
        connection: sa.Connection,
        job_id: str,
        judged: Judged,
        user_id: str,
        at: sa.ColumnElement[bool],
        **more: str | None,
    ) -> None:
        now = self._clock()
        values = {"decision": judged, "decided_by": user_id, "decided_at": now, **more}
        waiting = sa.and_(REVIEWS.c.job_id == job_id, REVIEWS.c.decision.is_(None), at)
        moved: dict[str, Any] = {"state": _MOVES[judged], "finished_at": None if judged is Judged.APPROVED else now}
        if judged is Judged.WITHDRAWN:
            moved["cancelled_by"] = user_id
        held = sa.and_(JOBS.c.id == job_id, JOBS.c.state == State.REVIEWING)
        for statement in (
            sa.update(REVIEWS).where(waiting).values(**values),
            sa.update(JOBS).where(held).values(**moved),
        ):
            if not connection.execute(statement).rowcount:
                raise ReviewDecidedError(job_id)

    def _update(self, job_id: str, **values: str | None) -> None:
        with self._database.write() as connection:
            connection.execute(sa.update(REVIEWS).where(REVIEWS.c.job_id == job_id).values(**values))


def must_wait(workspace: WorkspaceRules, channel: ChannelRules) -> bool:
    """Whether pictures wait: a channel's own rule comes before the workspace's."""
    return bool(workspace.review_channel) if channel.is_reviewed is None else channel.is_reviewed


def is_open(review: Review | None, job: Job | None) -> bool:
    """Whether it may still be decided."""
    return review is not None and job is not None and review.decision is None and job.state is State.REVIEWING

"""From a request to a waiting job: row, reservation, turn and queue entry in one transaction, once for each intent."""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from dbos import DBOSClient

from bot.jobs import names
from bot.jobs.gate import Gate
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.rules.refusal import NotAllowedError
from bot.store import ledger
from bot.store.allowance import Demand, Left
from bot.store.database import Database
from bot.store.jobs import Job, State
from bot.store.ledger import Reservation
from bot.store.line import Line, Wait
from bot.store.tables import JOBS
from titan_core.results import Estimate

_LOG = logging.getLogger(__name__)
Estimator = Callable[[Order], Estimate | None]
Approval = Callable[[sa.Connection], None]
_MAKE = sa.insert(JOBS)
_MADE_BY = sa.select(JOBS).where(JOBS.c.intent == sa.bindparam("intent"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Enqueued:
    """A job that will be drawn, whatever happens to this process from now on.

    left: of a limit of the person, where it is little; None too where the job stood already.
    """

    job: Job
    wait: Wait
    left: Left | None = None


class Enqueuer:
    """Makes jobs; used by every process that receives. `nudge` is called when one has been committed.

    `estimate` answers what an order would cost, None where no model can draw it: the draw will say so, at no price.
    """

    def __init__(  # noqa: PLR0913  # keyword-only: the parts of a job
        self,
        *,
        database: Database,
        line: Line,
        gate: Gate,
        pick_seed: Callable[[], int],
        estimate: Estimator,
        nudge: Callable[[], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._line = line
        self._gate = gate
        self._clock = clock
        self._pick_seed = pick_seed
        self._estimate = estimate
        self._nudge = nudge
        self._client = DBOSClient(system_database_engine=database.engine, application_name=names.APPLICATION)

    def enqueue(self, asked: Asked, approval: Approval | None = None) -> Enqueued:
        """Commit the job; when this returns, Slack may be told. Raises as `enqueue_all` does."""
        return self.enqueue_all([asked], approval)

    def enqueue_all(self, several: Sequence[Asked], approval: Approval | None = None) -> Enqueued:
        """Commit a job for each, all or none; answer how the first of them stands. They are one person's, in one place.

        Raises NotAllowedError if a rule or a limit is against it. approval: writes down an admin's yes, which lets it
        pass the limits of persons and channels, in the same transaction; what it raises undoes all.
        """
        self._check(several)
        estimates = [self._estimate(one.order) for one in several]  # while the database is still free
        person, channel_id = several[0].person, several[0].channel_id
        limits = self._gate.limits_at(person.team_id, channel_id)
        with self._database.write() as connection:
            self._line.lock(connection, person, and_others=limits.count_others)
            if approval:
                approval(connection)
            jobs = [self._existing(connection, one.intent) for one in several]
            new = [pair for pair, job in zip(zip(several, estimates, strict=True), jobs, strict=True) if job is None]
            left = None
            if new:
                left = self._gate.admit(connection, _demand(new), several, limits, is_approved=approval is not None)
            made = [self._insert(connection, *pair) for pair in new]
        self._nudge()
        for job in made:
            _LOG.info("Taken", extra={"event": "taken", "job_id": job.id, "team_id": job.team_id})
        first = jobs[0] or made[0]
        return Enqueued(job=first, wait=self._line.wait(first), left=left)

    def look(self, several: Sequence[Asked]) -> None:
        """Raise NotAllowedError if `enqueue_all` would just now."""
        self._gate.check(several)
        self._gate.look(_demand([(one, self._estimate(one.order)) for one in several]), several)

    def cancel(self, job_id: str) -> None:
        """Take a job that was waiting out of the queue; its row says cancelled already."""
        self._client.cancel_workflow(job_id)

    def prove(self) -> None:
        """Raise SQLAlchemyError if the job engine's tables can't be read."""
        self._client.list_workflows(limit=1, load_input=False, load_output=False)

    def close(self) -> None:
        self._client.destroy()

    def _check(self, several: Sequence[Asked]) -> None:
        try:
            self._gate.check(several)
        except NotAllowedError:
            if not self._is_told_again(several):
                raise

    def _is_told_again(self, several: Sequence[Asked]) -> bool:
        """Whether all of its jobs stand already: no rule that came since undoes them."""
        with self._database.read() as connection:
            return all(self._existing(connection, one.intent) for one in several)

    def _insert(self, connection: sa.Connection, asked: Asked, estimate: Estimate | None) -> Job:
        job = self._job(asked, turn=self._line.join(connection, asked.person))
        connection.execute(_MAKE, job.to_row())
        ledger.reserve(connection, _reservation(job, asked.order, estimate), job.asked_at)
        self._put_in_queue(connection, job)
        return job

    def _job(self, asked: Asked, turn: int) -> Job:
        order = asked.order if asked.order.seed is not None else asked.order.with_seed(self._pick_seed())
        return Job(
            id=secrets.token_hex(6),
            intent=asked.intent,
            team_id=asked.person.team_id,
            channel_id=asked.channel_id,
            thread_ts=asked.thread_ts,
            user_id=asked.person.user_id,
            command=asked.command,
            response_url=asked.response_url,
            response_url_uses=0,
            request=order.to_json(),
            state=State.WAITING,
            turn=turn,
            asked_at=self._clock(),
        )

    def _put_in_queue(self, connection: sa.Connection, job: Job) -> None:
        self._client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": names.IMAGINE,
                "queue_name": names.QUEUE,
                "workflow_id": job.id,
                "app_version": names.APPLICATION_VERSION,
                "priority": job.turn,
            },
            job.id,
        )

    @staticmethod
    def _existing(connection: sa.Connection, intent: str) -> Job | None:
        row = connection.execute(_MADE_BY, {"intent": intent}).mappings().first()
        return Job.from_row(row) if row else None


def _reservation(job: Job, order: Order, estimate: Estimate | None) -> Reservation:
    return Reservation(
        job_id=job.id,
        team_id=job.team_id,
        channel_id=job.channel_id,
        user_id=job.user_id,
        task=order.asked["task"],
        model_id=estimate.model.model_id if estimate else None,
        pictures=order.number_of_images,
        usd=estimate.at_most if estimate else Decimal(0),
    )


def _demand(several: Sequence[tuple[Asked, Estimate | None]]) -> Demand:
    first, _ = several[0]
    known = [estimate for _, estimate in several if estimate]
    return Demand(
        person=first.person,
        channel_id=first.channel_id,
        pictures=sum(asked.order.number_of_images for asked, _ in several),
        usd=sum((estimate.at_most for estimate in known), Decimal(0)),
        about=sum((estimate.usd for estimate in known), Decimal(0)),
    )

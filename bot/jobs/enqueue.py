"""From a request to a waiting job: row, reservation, turn and queue entry in one transaction, once for each intent."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from dbos import DBOSClient

from bot.jobs import names
from bot.orders.order import Order
from bot.store import ledger
from bot.store.database import Database, insert
from bot.store.jobs import Job, State
from bot.store.ledger import Reservation
from bot.store.line import Line, Wait
from bot.store.people import Person
from bot.store.tables import JOBS
from titan_core.results import Estimate

Estimator = Callable[[Order], Estimate | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One intent of a person: the same `intent` asked twice makes one job.

    A slash command's intent is its trigger id, a mention's its team, channel and ts, a form's its view's id, a
    confirmed draft's `draft:` and its id, a button's its picture, action and, where each press counts, the press.
    """

    intent: str
    person: Person
    channel_id: str
    thread_ts: str | None
    command: str
    response_url: str | None
    order: Order


@dataclass(frozen=True, kw_only=True, slots=True)
class Enqueued:
    """A job that will be drawn, whatever happens to this process from now on."""

    job: Job
    wait: Wait


class Enqueuer:
    """Makes jobs; used by every process that receives. `nudge` is called when one has been committed.

    `estimate` answers what an order would cost, None where no model can draw it: the draw will say so, at no price.
    """

    def __init__(  # noqa: PLR0913  # keyword-only: the parts of a job
        self,
        *,
        database: Database,
        line: Line,
        pick_seed: Callable[[], int],
        estimate: Estimator,
        nudge: Callable[[], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._line = line
        self._clock = clock
        self._pick_seed = pick_seed
        self._estimate = estimate
        self._nudge = nudge
        self._client = DBOSClient(system_database_engine=database.engine, application_name=names.APPLICATION)

    def enqueue(self, asked: Asked) -> Enqueued:
        """Commit the job; when this returns, Slack may be told."""
        return self.enqueue_all([asked])

    def enqueue_all(self, several: Sequence[Asked]) -> Enqueued:
        """Commit a job for each, all or none; answer how the first of them stands."""
        estimates = [self._estimate(one.order) for one in several]  # while the database is still free
        with self._database.write() as connection:
            job, *_ = [
                self._insert(connection, one, estimate) or self._existing(connection, one.intent)
                for one, estimate in zip(several, estimates, strict=True)
            ]
        self._nudge()
        return Enqueued(job=job, wait=self._line.wait(job))

    def cancel(self, job_id: str) -> None:
        """Take a job that was waiting out of the queue; its row says cancelled already."""
        self._client.cancel_workflow(job_id)

    def close(self) -> None:
        self._client.destroy()

    def _insert(self, connection: sa.Connection, asked: Asked, estimate: Estimate | None) -> Job | None:
        if connection.execute(sa.select(JOBS.c.id).where(JOBS.c.intent == asked.intent)).first():
            return None
        job = self._job(asked, turn=self._line.join(connection, asked.person))
        connection.execute(insert(JOBS).values(job.to_row()))
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
    def _existing(connection: sa.Connection, intent: str) -> Job:
        row = connection.execute(sa.select(JOBS).where(JOBS.c.intent == intent)).mappings().one()
        return Job.from_row(row)


def _reservation(job: Job, order: Order, estimate: Estimate | None) -> Reservation:
    return Reservation(
        job_id=job.id,
        team_id=job.team_id,
        channel_id=job.channel_id,
        user_id=job.user_id,
        task=order.asked["task"],
        model_id=estimate.model.model_id if estimate else None,
        pictures=order.number_of_images,
        usd=estimate.usd if estimate else Decimal(0),
    )

"""A job that has failed is begun again: its delivery alone where it was drawn, else its drawing.

One transaction moves the job, opens its entry in the ledger, and puts its workflow into a queue under the name that it
had, so that all that goes by the name finds it; the record of the first time goes. Of several who do it, one does.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions

from bot.jobs import names
from bot.orders.judgement import Judged
from bot.orders.order import Order
from bot.store.database import Database
from bot.store.jobs import Job, State
from bot.store.ledger import SPENT, Entry, EntryState, micros
from bot.store.tables import CALLS, JOBS, LEDGER, PICTURES, REVIEWS

_ACTIVE = ("PENDING", "ENQUEUED", "DELAYED")
_RECORDS = ("workflow_input", "workflow_output", "operation_outputs")  # beside workflow_status, as DBOS deletes them
# One that has stopped its workers keeps their count: it is drawn alone at once, with as many tries as the first time.
_DRAWN_ANEW: Mapping[str, Any] = {
    **dict.fromkeys(("drawing_at", "drawn_at", "outcome")),
    "state": State.WAITING,
    "alone": False,
    "cut_off_alone": 0,
}
_SHOWN_AS = {None: State.REVIEWING, Judged.APPROVED: State.SHOWING}  # by what reviewers have decided


class NotRetriedError(Exception):
    """Why there is nothing to retry, and what can be done instead."""


class Again:
    """Works in any process, beside running ones; it launches nothing."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._schema = "dbos" if database.is_server else None
        self._clock = clock
        self._client = DBOSClient(system_database_engine=database.engine, application_name=names.APPLICATION)

    def retry(self, job: Job) -> bool:
        """Begin it again; True if it was drawn, so that only its delivery is. Raises NotRetriedError."""
        if job.state is not State.FAILED:
            raise NotRetriedError(_why_not(job.state))
        is_drawn = (job.outcome or {}).get("kind") == "drawn"
        with self._database.write() as connection:
            move = _delivery(connection, job) if is_drawn else _DRAWN_ANEW
            failed = sa.and_(JOBS.c.id == job.id, JOBS.c.state == State.FAILED)
            values = {**move, "finished_at": None, "cancelled_by": None, "placing_by": None}
            if not connection.execute(sa.update(JOBS).where(failed).values(**values)).rowcount:
                raise NotRetriedError("Somebody has begun it again already.")
            self._forget(connection, job.id)
            if is_drawn:
                self._enqueue_delivery(connection, job, State(move["state"]))
            else:
                self._reopen(connection, job)
                self._enqueue_drawing(connection, job)
        return is_drawn

    def close(self) -> None:
        self._client.destroy()

    def _forget(self, connection: sa.Connection, job_id: str) -> None:
        """Delete what the engine has written of the job, in this transaction, which its client's own delete isn't."""
        mine = names.of_job(job_id)
        status = self._records("workflow_status")
        active = sa.and_(status.c.workflow_uuid.in_(mine), status.c.status.in_(_ACTIVE))
        if connection.execute(sa.select(status.c.workflow_uuid).where(active)).first():
            raise NotRetriedError("A worker is just ending it: try again in a moment.")
        for records in (*map(self._records, _RECORDS), status):
            connection.execute(sa.delete(records).where(records.c.workflow_uuid.in_(mine)))

    def _records(self, name: str) -> sa.TableClause:
        """One of the engine's tables; `status` is only in workflow_status."""
        return sa.table(name, sa.column("workflow_uuid", sa.Text), sa.column("status", sa.Text), schema=self._schema)

    def _enqueue_drawing(self, connection: sa.Connection, job: Job) -> None:
        options: EnqueueOptions = {"workflow_name": names.IMAGINE, "queue_name": names.QUEUE, "workflow_id": job.id}
        self._enqueue(connection, {**options, "priority": job.turn}, job.id)

    def _enqueue_delivery(self, connection: sa.Connection, job: Job, state: State) -> None:
        options: EnqueueOptions = {"workflow_name": names.DELIVER, "queue_name": names.ERRANDS}
        if state is State.SHOWING:
            approved: EnqueueOptions = {**options, "workflow_name": names.DELIVER_APPROVED}
            self._enqueue(connection, {**approved, "workflow_id": names.approved_id(job.id)}, job.id)
        else:
            self._enqueue(connection, {**options, "workflow_id": names.deliver_id(job.id)}, job.id, job.outcome)

    def _enqueue(self, connection: sa.Connection, options: EnqueueOptions, *values: object) -> None:
        versioned: EnqueueOptions = {**options, "app_version": names.APPLICATION_VERSION}
        self._client.enqueue_in_transaction(connection, versioned, *values)

    def _reopen(self, connection: sa.Connection, job: Job) -> None:
        """Open its entry, with what it has cost already as calls: its next end adds them up."""
        mine = LEDGER.c.job_id == job.id
        row = connection.execute(sa.select(LEDGER).where(mine).with_for_update()).mappings().first()
        if row is None:
            return
        calls = [call for call in _calls(Entry.from_row(row), self._clock()) if call["pictures"] or call["micros"]]
        if calls:
            connection.execute(sa.insert(CALLS), calls)
        pictures = Order.from_json(job.request).number_of_images
        opened = {"state": EntryState.RESERVED, "ended_at": None, "pictures": pictures}
        nothing = dict.fromkeys(("spent_micros", "unknown_pictures", "unknown_micros"), 0)
        connection.execute(sa.update(LEDGER).where(mine).values(**opened, **nothing))


def _calls(entry: Entry, at: float) -> Iterator[dict[str, Any]]:
    """What an entry came to, as two calls: what is known, and what nobody will ever know."""
    known = (entry.pictures - entry.unknown_pictures, entry.spent - entry.unknown)
    for (pictures, usd), is_known in ((known, True), ((entry.unknown_pictures, entry.unknown), False)):
        if entry.state in SPENT:
            yield {
                "id": secrets.token_hex(8),
                "job_id": entry.job_id,
                "model_id": entry.model_id,
                "pictures": pictures,
                "micros": micros(usd),
                "is_known": is_known,
                "began_at": at,
            }


def _delivery(connection: sa.Connection, job: Job) -> Mapping[str, Any]:
    gone = sa.select(PICTURES.c.job_id).where(PICTURES.c.job_id == job.id, PICTURES.c.deleted_at.is_not(None))
    if connection.execute(gone).first():
        raise NotRetriedError("Its pictures were deleted since: its asker can ask for them anew.")
    review = connection.execute(sa.select(REVIEWS.c.decision).where(REVIEWS.c.job_id == job.id)).first()
    if review is None:
        return {"state": State.ANSWERED}
    decision = Judged(review.decision) if review.decision else None
    if decision not in _SHOWN_AS:
        raise NotRetriedError("Its reviewers or its asker have decided that it isn't shown.")
    return {"state": _SHOWN_AS[decision]}


def _why_not(state: State) -> str:
    if state is State.DELIVERED:
        return "It is shown: there is nothing to retry."
    if state in (State.REFUSED, State.REJECTED):
        return "It was refused: that is an answer, not a fault, and would be the same again. Its asker can change it."
    if state is State.CANCELLED:
        return "It was cancelled: its asker can ask for it anew."
    return f"It hasn't ended ({state}): it goes on by itself. To stop it: jobs cancel."

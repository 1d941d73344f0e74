"""What is sent to Bedrock, written down before it is sent: what may be billed is never forgotten.

A call counts in full from its beginning until it is known what it was billed for. One whose worker died, or whose
answer never came whole, stays as it is: it may have been billed, and nobody will ever know. When its job's entry in
the ledger ends, the entry has the sums and the calls are deleted.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.tables import CALLS, LEDGER


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One InvokeModel request of a job. pictures: that it may come to, none where they aren't for people.

    micros: what it costs at most, in millionths of a dollar.
    """

    id: str
    job_id: str
    model_id: str
    pictures: int
    micros: int

    def __post_init__(self) -> None:
        if min(self.pictures, self.micros) < 0:
            raise ValueError(f"a call of {self.pictures} pictures at {self.micros} micro-dollars is none")


class EntryEndedError(Exception):
    """The job's entry in the ledger has ended: nothing more is spent on it."""


def begin(connection: sa.Connection, call: Call, at: float) -> None:
    """Write a call down, in the last transaction before it is sent. Raises EntryEndedError."""
    if not _is_open(connection, call.job_id):
        raise EntryEndedError(call.job_id)
    row = {
        "id": call.id,
        "job_id": call.job_id,
        "model_id": call.model_id,
        "pictures": call.pictures,
        "micros": call.micros,
        "is_known": False,
        "began_at": at,
    }
    connection.execute(sa.insert(CALLS).values(row))


def end(connection: sa.Connection, call: Call) -> None:
    """Note what a call was billed for, once: no more than it began with."""
    if _is_open(connection, call.job_id):
        connection.execute(_ended(call))


def _is_open(connection: sa.Connection, job_id: str) -> bool:
    """Whether the job's entry hasn't ended, nor will before this transaction has."""
    mine = sa.select(LEDGER.c.ended_at).where(LEDGER.c.job_id == job_id).with_for_update()
    entry = connection.execute(mine).first()
    return entry is None or entry.ended_at is None


def _ended(call: Call) -> sa.Update:
    fits = sa.and_(CALLS.c.pictures >= call.pictures, CALLS.c.micros >= call.micros)
    open_call = sa.and_(CALLS.c.id == call.id, sa.not_(CALLS.c.is_known), fits)
    return sa.update(CALLS).where(open_call).values(pictures=call.pictures, micros=call.micros, is_known=True)

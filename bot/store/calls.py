"""What is sent to Bedrock, written down before it is sent: what may be billed is never forgotten.

A call counts in full from its beginning until it is known what it was billed for. One whose worker died, or whose
answer never came whole, stays as it is: it may have been billed, and nobody will ever know. When its job's entry in
the ledger ends, the entry has the sums and the calls are deleted.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.tables import CALLS, LEDGER

_ENTRY = sa.select(LEDGER.c.ended_at).where(LEDGER.c.job_id == sa.bindparam("job")).with_for_update()
_BEGIN = sa.insert(CALLS)
_PICTURES, _MICROS = (
    sa.bindparam("billed_pictures", type_=sa.Integer),
    sa.bindparam("billed_micros", type_=sa.BigInteger),
)
_END = (
    sa.update(CALLS)
    .where(CALLS.c.id == sa.bindparam("call"), sa.not_(CALLS.c.is_known))
    .where(CALLS.c.pictures >= _PICTURES, CALLS.c.micros >= _MICROS)
    .values(pictures=_PICTURES, micros=_MICROS, is_known=True)
)


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
    connection.execute(_BEGIN, row)


def end(connection: sa.Connection, call: Call) -> None:
    """Note what a call was billed for, once: no more than it began with."""
    if _is_open(connection, call.job_id):
        known = {"call": call.id, "billed_pictures": call.pictures, "billed_micros": call.micros}
        connection.execute(_END, known)


def _is_open(connection: sa.Connection, job_id: str) -> bool:
    """Whether the job's entry hasn't ended, nor will before this transaction has."""
    entry = connection.execute(_ENTRY, {"job": job_id}).first()
    return entry is None or entry.ended_at is None

"""The ledger: what each job may cost, then what it did cost, by the price list; an entry a job.

    reserved ──▶ settled | refunded | unknown

Written in the transactions that make and move the job itself (bot/jobs/enqueue.py, bot/store/jobs.py), so that no crash
comes between a job and its money. An entry ends once, with the sums of its calls (bot/store/calls.py): whatever comes
later changes nothing.

Amounts are whole micro-dollars in the database, which adds them up exactly, and Decimal in Python.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.tables import CALLS, LEDGER

_MICRO_DIGITS = 6
_MICRO = Decimal(1).scaleb(-_MICRO_DIGITS)


class EntryState(StrEnum):
    """UNKNOWN: some or all of it may have been billed, and nobody will ever know; it counts as spent."""

    RESERVED = "reserved"
    SETTLED = "settled"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"


SPENT = (EntryState.SETTLED, EntryState.UNKNOWN)

_RESERVE = insert(LEDGER).on_conflict_do_nothing()
_IS_OPEN = sa.and_(LEDGER.c.job_id == sa.bindparam("job"), LEDGER.c.state == EntryState.RESERVED)
_OPEN = sa.select(LEDGER.c.model_id).where(_IS_OPEN).with_for_update()
_END = sa.update(LEDGER).where(_IS_OPEN)  # what it sets is given with it, by column
_CALLS = sa.select(CALLS).where(CALLS.c.job_id == sa.bindparam("job")).order_by(CALLS.c.began_at.desc())
_FORGET_CALLS = sa.delete(CALLS).where(CALLS.c.job_id == sa.bindparam("job"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Reservation:
    """What a job may come to, drawn by the dearest model that may draw it.

    model_id: who is likely to draw; None, at no price, where nobody is there. task: its type in `titan_core.tasks`.
    channel_id: where it was asked for.
    """

    job_id: str
    team_id: str
    channel_id: str
    user_id: str
    task: str
    model_id: str | None
    pictures: int
    usd: Decimal

    def __post_init__(self) -> None:
        if self.pictures < 1:
            raise ValueError(f"a job draws 1 picture at least, not {self.pictures}")
        micros(self.usd)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of `imagine_ledger`.

    pictures: those that were asked for while it is reserved, then those that were drawn, or may have been. spent is
    more than was reserved only by calls that were made again after their worker had died. unknown, unknown_pictures:
    what nobody knows of these two, whether it was billed.
    """

    job_id: str
    team_id: str
    channel_id: str
    user_id: str
    task: str
    model_id: str | None
    pictures: int
    reserved: Decimal
    spent: Decimal
    unknown_pictures: int
    unknown: Decimal
    state: EntryState
    reserved_at: float
    ended_at: float | None

    @classmethod
    def from_row(cls, row: sa.RowMapping) -> "Entry":
        values = {**row, "state": EntryState(row["state"])}
        for name in ("reserved", "spent", "unknown"):
            values[name] = dollars_of(values.pop(f"{name}_micros"))
        return cls(**values)


class Ledger:
    """Reads entries; `Usage` sums them up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, job_id: str) -> Entry | None:
        """Read a job's entry; None for a job that is older than the ledger."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(LEDGER).where(LEDGER.c.job_id == job_id)).mappings().first()
        return Entry.from_row(row) if row else None


def reserve(connection: sa.Connection, wanted: Reservation, at: float) -> None:
    """Make a job's entry, once, in the transaction that makes the job."""
    entry = {
        "job_id": wanted.job_id,
        "team_id": wanted.team_id,
        "channel_id": wanted.channel_id,
        "user_id": wanted.user_id,
        "task": wanted.task,
        "model_id": wanted.model_id,
        "pictures": wanted.pictures,
        "reserved_micros": micros(wanted.usd),
        "spent_micros": 0,
        "state": EntryState.RESERVED,
        "reserved_at": at,
    }
    connection.execute(_RESERVE, entry)


def end(connection: sa.Connection, job_id: str, at: float) -> bool:
    """End an entry that is reserved, in the transaction that moves the job; False if there is none.

    A call of the job that is under way counts as one that nobody will know more of.
    """
    job = {"job": job_id}
    entry = connection.execute(_OPEN, job).first()
    if entry is None:
        return False
    connection.execute(_END, {**job, "model_id": entry.model_id, **_came_to(connection, job_id), "ended_at": at})
    connection.execute(_FORGET_CALLS, job)
    return True


def micros(usd: Decimal) -> int:
    """Whole micro-dollars; raises ValueError for less than nothing, and for what is finer than that."""
    if not usd.is_finite() or usd < 0 or usd != usd.quantize(_MICRO):
        raise ValueError(f"${usd} is no amount of whole micro-dollars")
    return int(usd.scaleb(_MICRO_DIGITS))


def dollars_of(amount: int) -> Decimal:
    """Dollars of whole micro-dollars."""
    return Decimal(amount).scaleb(-_MICRO_DIGITS)


def _came_to(connection: sa.Connection, job_id: str) -> dict[str, Any]:
    """The sums of a job's calls, as values of its entry."""
    found = connection.execute(_CALLS, {"job": job_id}).all()
    calls = [call for call in found if call.micros or call.pictures or not call.is_known]
    unknown = [call for call in calls if not call.is_known]
    return {
        "state": _state_of(len(calls), len(unknown)),
        **({"model_id": _drew_most(calls)} if calls else {}),
        "pictures": sum(call.pictures for call in calls),
        "spent_micros": sum(call.micros for call in calls),
        "unknown_pictures": sum(call.pictures for call in unknown),
        "unknown_micros": sum(call.micros for call in unknown),
    }


def _drew_most(calls: Sequence[sa.Row[Any]]) -> str:
    """Of calls, newest first, by known ones where there are any."""
    drawn: Counter[str] = Counter()
    for call in [call for call in calls if call.is_known] or calls:
        drawn[call.model_id] += call.pictures
    ((model_id, _),) = drawn.most_common(1)
    return model_id


def _state_of(calls: int, unknown: int) -> EntryState:
    if not calls:
        return EntryState.REFUNDED
    return EntryState.UNKNOWN if unknown else EntryState.SETTLED

"""The ledger: what each job may cost, then what it did cost, by the price list; an entry a job.

    reserved ──▶ settled | refunded | unknown

Written in the transactions that make and move the job itself (bot/jobs/enqueue.py, bot/store/jobs.py), so that no crash
comes between a job and its money. An entry ends once: whatever comes later changes nothing.

Amounts are whole micro-dollars in the database, which adds them up exactly, and Decimal in Python.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.tables import LEDGER

_MICRO_DIGITS = 6
_MICRO = Decimal(1).scaleb(-_MICRO_DIGITS)


class EntryState(StrEnum):
    """UNKNOWN: it may have been billed, and nobody will ever know; it counts as spent."""

    RESERVED = "reserved"
    SETTLED = "settled"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"


SPENT = (EntryState.SETTLED, EntryState.UNKNOWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reservation:
    """What a job is expected to come to. model_id: who is likely to draw; None, at no price, where nobody is there.

    task: its type in `titan_core.tasks`. channel_id: where it was asked for.
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
class Settled:
    """What was drawn, by whom, at what price for all; what a filter kept back is not among it."""

    model_id: str
    pictures: int
    usd: Decimal

    def __post_init__(self) -> None:
        if self.pictures < 0:
            raise ValueError(f"there are no {self.pictures} pictures")
        micros(self.usd)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refunded:
    """Nothing was drawn, or nothing that anybody gets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """The request was sent and its answer never came: as much as was reserved counts as spent."""


Ending = Settled | Refunded | Unknown


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of `imagine_ledger`. While it is reserved, `pictures` are those that were asked for."""

    job_id: str
    team_id: str
    channel_id: str
    user_id: str
    task: str
    model_id: str | None
    pictures: int
    reserved: Decimal
    spent: Decimal
    state: EntryState
    reserved_at: float
    ended_at: float | None

    @classmethod
    def from_row(cls, row: sa.RowMapping) -> "Entry":
        others = {name: value for name, value in row.items() if name not in {"reserved_micros", "spent_micros"}}
        state = EntryState(row["state"])
        reserved, spent = dollars_of(row["reserved_micros"]), dollars_of(row["spent_micros"])
        return cls(**{**others, "state": state, "reserved": reserved, "spent": spent})


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
    connection.execute(insert(LEDGER).values(entry).on_conflict_do_nothing())


def end(connection: sa.Connection, job_id: str, ending: Ending, at: float) -> bool:
    """End an entry that is reserved, in the transaction that moves the job; False if there is none."""
    open_entry = sa.and_(LEDGER.c.job_id == job_id, LEDGER.c.state == EntryState.RESERVED)
    values = {**_values(ending), "ended_at": at}
    return connection.execute(sa.update(LEDGER).where(open_entry).values(values)).rowcount > 0


def micros(usd: Decimal) -> int:
    """Whole micro-dollars; raises ValueError for less than nothing, and for what is finer than that."""
    if not usd.is_finite() or usd < 0 or usd != usd.quantize(_MICRO):
        raise ValueError(f"${usd} is no amount of whole micro-dollars")
    return int(usd.scaleb(_MICRO_DIGITS))


def dollars_of(amount: int) -> Decimal:
    """Dollars of whole micro-dollars."""
    return Decimal(amount).scaleb(-_MICRO_DIGITS)


def _values(ending: Ending) -> dict[str, Any]:
    match ending:
        case Settled():
            return {
                "state": EntryState.SETTLED,
                "model_id": ending.model_id,
                "pictures": ending.pictures,
                "spent_micros": micros(ending.usd),
            }
        case Unknown():
            return {"state": EntryState.UNKNOWN, "spent_micros": LEDGER.c.reserved_micros}
        case Refunded():
            return {"state": EntryState.REFUNDED, "pictures": 0}

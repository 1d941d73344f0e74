"""Entries of the ledger as the enqueuer and the worker would have written them, for tests of what is summed up."""

import secrets
from dataclasses import replace
from decimal import Decimal

from bot.store import calls, ledger
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.jobs import Job
from bot.store.ledger import Reservation, micros

CORE = "stability.stable-image-core-v1:1"


def reservation(job: Job, *, pictures: int = 1, usd: str = "0.04", model_id: str | None = CORE) -> Reservation:
    """What a job of one picture by Stable Image Core may come to, if nothing else is said."""
    return Reservation(
        job_id=job.id,
        team_id=job.team_id,
        channel_id=job.channel_id,
        user_id=job.user_id,
        task="TextToImage",
        model_id=model_id,
        pictures=pictures,
        usd=Decimal(usd),
    )


def reserve(database: Database, job: Job, *, pictures: int = 1, usd: str = "0.04") -> None:
    with database.write() as connection:
        ledger.reserve(connection, reservation(job, pictures=pictures, usd=usd), job.asked_at)


def call(job: Job, *, pictures: int = 1, usd: str = "0.04", model_id: str = CORE) -> Call:
    return Call(
        id=secrets.token_hex(8), job_id=job.id, model_id=model_id, pictures=pictures, micros=micros(Decimal(usd))
    )


def begin(database: Database, call: Call) -> Call:
    """Send it: from now on it may be billed."""
    with database.write() as connection:
        calls.begin(connection, call, 1.0)
    return call


def answer(database: Database, call: Call, *, pictures: int = 1, usd: str = "0.04") -> None:
    """Know what it was billed for; nothing where it was refused."""
    with database.write() as connection:
        calls.end(connection, replace(call, pictures=pictures, micros=micros(Decimal(usd))))


def end(database: Database, job: Job, at: float) -> bool:
    with database.write() as connection:
        return ledger.end(connection, job.id, at)


def spend(  # noqa: PLR0913  # keyword-only: what is reserved and spent alike
    database: Database, job: Job, at: float, *, pictures: int = 1, usd: str = "0.04", model_id: str = CORE
) -> None:
    """A job that was drawn `at` a time, as was expected."""
    reserve(database, job, pictures=pictures, usd=usd)
    drawn = begin(database, call(job, pictures=pictures, usd=usd, model_id=model_id))
    answer(database, drawn, pictures=pictures, usd=usd)
    end(database, job, at)

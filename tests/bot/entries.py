"""Entries of the ledger as the enqueuer and the worker would have written them, for tests of what is summed up."""

from decimal import Decimal

from bot.store import ledger
from bot.store.database import Database
from bot.store.jobs import Job
from bot.store.ledger import Ending, Reservation, Settled

CORE = "stability.stable-image-core-v1:1"


def reservation(job: Job, *, pictures: int = 1, usd: str = "0.04", model_id: str | None = CORE) -> Reservation:
    """What a job of one picture by Stable Image Core is expected to come to, if nothing else is said."""
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


def end(database: Database, job: Job, ending: Ending, at: float) -> bool:
    with database.write() as connection:
        return ledger.end(connection, job.id, ending, at)


def spend(  # noqa: PLR0913  # keyword-only: what is reserved and spent alike
    database: Database, job: Job, at: float, *, pictures: int = 1, usd: str = "0.04", model_id: str = CORE
) -> None:
    """A job that was drawn `at` a time, as was expected."""
    reserve(database, job, pictures=pictures, usd=usd)
    end(database, job, Settled(model_id=model_id, pictures=pictures, usd=Decimal(usd)), at)

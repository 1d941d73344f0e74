"""Jobs as the enqueuer would have written them, for tests of what comes after."""

import itertools
from typing import Any

import sqlalchemy as sa

from bot.orders.order import Order
from bot.store.database import Database
from bot.store.jobs import Job, State
from bot.store.tables import JOBS
from titan_core.tasks import TextToImage

_NUMBERS = itertools.count(1)
TEAM, ADA, BEN, GENERAL = "T0SANDBOX1", "U0ADA00001", "U0BEN00001", "C0GENERAL1"


def job(**changes: Any) -> Job:  # noqa: ANN401  # any field
    """A job that Ada asked for in #general."""
    number = next(_NUMBERS)
    values = {
        "id": f"{number:012x}",
        "intent": f"command:{number}",
        "team_id": TEAM,
        "channel_id": GENERAL,
        "thread_ts": None,
        "user_id": ADA,
        "command": "/imagine",
        "response_url": None,
        "response_url_uses": 0,
        "request": Order.of(TextToImage(prompt="a red fox", seed=7)).to_json(),
        "state": State.WAITING,
        "turn": 1,
        "asked_at": 1_000_000.0,
    }
    return Job(**{**values, **changes})


def add(database: Database, *rows: Job) -> None:
    with database.write() as connection:
        for row in rows:
            connection.execute(sa.insert(JOBS).values(row.to_row()))

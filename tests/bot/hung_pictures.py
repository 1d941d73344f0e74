"""Pictures as the worker would have written them, for tests of how they are listed and summed up."""

import itertools
from decimal import Decimal
from typing import Any

from bot.orders.order import Order
from bot.store.database import Database
from bot.store.jobs import State
from bot.store.pictures import PictureId, Pictures
from tests.bot import entries, job_rows
from titan_core.tasks import TextToImage

_NUMBERS = itertools.count(1)
NOON = 1_000_000.0


def hang(database: Database, prompt: str, *, count: int = 1, file_id: str | None = None, **changes: Any) -> PictureId:  # noqa: ANN401  # a job's fields
    """The first of `count` pictures that Ada, or `user_id`, was shown in #general, or `place_channel_id`.

    Each is newer than all before it.
    """
    number = next(_NUMBERS)
    channel_id = changes.get("place_channel_id", job_rows.GENERAL)
    drawn: dict[str, Any] = {
        "id": f"faceb00c{number:04x}",
        "intent": f"hung:{number}",
        "channel_id": channel_id,
        "place_channel_id": channel_id,
        "place_ts": f"1.{number}",
        "state": State.DELIVERED,
        "asked_at": NOON + number,
        "drawn_at": NOON + number,
        "request": Order.of(TextToImage(prompt=prompt, seed=7)).to_json(),
        "outcome": {"kind": "drawn", "price_usd": "0.04", "model_title": "Stable Image Core", "parts": []},
    }
    row = job_rows.job(**{**drawn, **changes})
    job_rows.add(database, row)
    usd = str(Decimal("0.04") * count)
    entries.spend(database, row, row.drawn_at or NOON, pictures=count, usd=usd)
    one = {"job_id": row.id, "slack_file_id": file_id, "width": 512, "height": 512, "seed": 7, "model_id": "m"}
    Pictures(database).keep(
        [{**one, "index": index, "file": f"{index}.png", "drawn_at": row.drawn_at} for index in range(count)]
    )
    return PictureId(job_id=row.id, index=0)

"""What `/metrics` says of all processes: asked of the database, at each scrape."""

import time
from collections.abc import Mapping

import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.store.database import Database
from bot.store.jobs import State
from bot.store.queue import Queue, UnderWay
from tests.bot.job_rows import add, job


def read(metrics: Metrics) -> Mapping[tuple[str, ...], float]:
    families = text_string_to_metric_families(metrics.text().decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_jobs_are_counted_by_state_and_the_oldest_that_waits_says_since_when(database: Database) -> None:
    metrics = Metrics()
    metrics.watch(queue=Queue(database).under_way, verdicts=dict)
    before = read(metrics)
    now = time.time()
    add(
        database,
        job(asked_at=now - 500, state=State.DRAWING),
        job(asked_at=now - 300),
        job(asked_at=now),
        job(asked_at=now - 900, state=State.DELIVERED),
    )
    after = read(metrics)

    assert (before["imagine_jobs", "waiting"], before["imagine_queue_oldest_seconds",]) == (0, 0)
    assert (after["imagine_jobs", "waiting"], after["imagine_jobs", "drawing"]) == (2, 1)
    assert ("imagine_jobs", "delivered") not in after
    assert 300 <= after["imagine_queue_oldest_seconds",] < 400


def test_a_process_tells_its_own_while_the_database_is_away() -> None:
    def away() -> UnderWay:
        raise sa.exc.OperationalError("SELECT", {}, ConnectionError())

    metrics = Metrics()
    metrics.watch(queue=away, verdicts=dict)
    metrics.ack("command", 0.01)
    told = read(metrics)

    assert told["imagine_database_up",] == 0
    assert told["imagine_ack_seconds_count", "command"] == 1
    assert not [name for name in told if name[0] in {"imagine_jobs", "imagine_queue_oldest_seconds"}]

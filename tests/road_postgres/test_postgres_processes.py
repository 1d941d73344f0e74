"""One `web` and three `worker` processes on one PostgreSQL: a limit holds to the picture, also where workers die."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store.database import Database
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess, Web, Worker
from tests.road.scenes import alt_texts
from tests.road_postgres.fleet import CHANNELS

PRESSES, LIMIT = 50, 20
WORKERS, CONCURRENCY = 3, 2
CORE_MICROS = 40_000


@pytest.fixture
def processes(
    slack: SlackSandbox, bedrock: BedrockSandbox, database: Database, tmp_path: Path
) -> Iterator[list[BotProcess]]:
    """`web` first, then the workers."""
    bedrock.change(latency=0.3)
    settings = {
        "DATABASE_URL": database.url, "IMAGINE_LIMITS": f"workspace {LIMIT} pictures/month",
        "WORKER_CONCURRENCY": str(CONCURRENCY), "REQUESTS_PER_MINUTE": "10000",
    }  # fmt: skip
    kinds: list[type[BotProcess]] = [Web, *[Worker] * WORKERS]
    processes = [kind(slack, bedrock, tmp_path, **settings) for kind in kinds]
    with ThreadPoolExecutor(len(processes)) as threads:  # all make the tables
        list(threads.map(BotProcess.start, processes))
    yield processes
    for process in processes:
        process.kill()


def shown(slack: SlackSandbox) -> Counter[str]:
    messages = [message for channel in CHANNELS for message in slack.messages(channel)]
    return Counter(text for message in messages for text in alt_texts(message))


def rows(database: Database, query: str) -> list[dict[str, Any]]:
    with database.read() as connection:
        return [dict(row) for row in connection.execute(sa.text(query)).mappings()]


@pytest.mark.slow
def test_fifty_presses_at_once_against_a_limit_of_twenty_are_twenty_pictures_although_workers_are_killed(
    slack: SlackSandbox, bedrock: BedrockSandbox, database: Database, processes: list[BotProcess]
) -> None:
    who = cycle((name, channel) for name in ("ada", "ben", "chloe") for channel in CHANNELS)
    presses = [(*next(who), f"/imagine fox {number} --model core") for number in range(PRESSES)]
    under_way = WORKERS * CONCURRENCY
    bedrock.fault_next("hang", under_way)  # drawn and billed, and never answered
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda press: slack.command(*press), presses))
    assert {answer.status for answer in answers} == {200}
    slack.wait_for(lambda: bedrock.totals["pictures"] == under_way, 30, "all workers to draw")
    for victim in processes[1:]:
        victim.kill()
    for worker in processes[2:]:
        worker.start()

    slack.wait_for(lambda: len(shown(slack)) == LIMIT, 90, f"{LIMIT} pictures")
    unfinished = "SELECT 1 FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')"
    slack.wait_for(lambda: not rows(database, unfinished), 60, "the last workflow to end")
    assert set(shown(slack).values()) == {1}
    assert len(shown(slack)) == LIMIT
    entries = rows(database, "SELECT * FROM imagine_ledger")
    assert len(entries) == LIMIT
    spent, unknown = (sum(entry[name] for entry in entries) for name in ("spent_micros", "unknown_micros"))
    assert spent - unknown == LIMIT * CORE_MICROS, "each picture that is shown, once"
    assert unknown == under_way * CORE_MICROS, "what was under way when its worker died"
    assert spent == round(float(bedrock.totals["charged_usd"]) * 1_000_000), "to the cent what was billed"

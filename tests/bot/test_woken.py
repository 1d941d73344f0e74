"""A worker that was frozen and wakes: what it may have lost meanwhile, and what it takes back."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.delivery.languages import Languages
from bot.delivery.placing import Placing
from bot.delivery.slack_calls import SlackCalls
from bot.jobs.liveness import ServerLocks
from bot.store.database import Database
from bot.store.jobs import Jobs, Place
from bot.store.people import Locales
from bot.store.preferences import Preferences
from sandbox.slack import SlackSandbox
from tests.bot.job_rows import add, job
from tests.postgres import PostgresServer
from tests.titan_core.clocks import Clock


@pytest.fixture
def server(postgres: PostgresServer) -> Iterator[Database]:
    database = Database(postgres.new_database())
    yield database
    database.dispose()


@pytest.fixture
def locks(server: Database, clock: Clock) -> Iterator[ServerLocks]:
    """Of a worker whose clock stands: no look comes too late."""
    locks = ServerLocks(server, "w-me", clock=clock)
    locks.hold()
    yield locks
    locks.release()


def test_a_placeholder_posted_by_one_who_was_taken_for_dead_meanwhile_goes_away_again(
    slack: SlackSandbox, calls: SlackCalls, jobs: Jobs, database: Database
) -> None:
    """It is frozen while Slack makes it wait; when it wakes, another has posted the job's message."""
    languages = Languages(slack=calls, locales=Locales(database), preferences=Preferences(database), default="en")
    other, it = Placing(slack=calls, jobs=jobs, executor_id="w-other", languages=languages), job()
    placed: list[Place | None] = []
    add(database, it)

    def frozen(_seconds: float) -> None:
        if not placed:
            jobs.drop_placing("w-me")
            placed.append(other.ensure(it.id))

    waiting = SlackCalls(api_url=slack.api_url, token_of=lambda _team: slack.bot_token, sleep=frozen)
    slack.fail("chat.postMessage", "429", seconds=1)
    place = replace(other, slack=waiting, executor_id="w-me").ensure(it.id)

    assert placed == [place]
    assert [message["ts"] for message in slack.messages("general")] == [place.ts if place else None]
    assert jobs.get(it.id).place == place


def test_a_claim_that_others_have_dropped_is_ended_by_nobody_else(jobs: Jobs, database: Database) -> None:
    it, theirs = job(), Place(channel_id="C1", ts="2.0")
    add(database, it)
    jobs.claim_placing(it.id, "w-me/1")
    jobs.drop_placing("w-me")
    jobs.claim_placing(it.id, "w-other/2")

    assert not jobs.end_placing(it.id, "w-me/1", None)
    assert not jobs.end_placing(it.id, "w-me/1", Place(channel_id="C1", ts="1.0"))
    assert [jobs.end_placing(it.id, "w-other/2", theirs) for _ in range(2)] == [True, True], "it may be begun again"
    assert jobs.get(it.id).place == theirs


def test_a_lock_that_was_lost_once_is_never_certain_again(locks: ServerLocks, server: Database) -> None:
    assert locks.is_unbroken()
    holder = "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON database = pg_database.oid"
    with server.read() as connection:
        connection.execute(sa.text(f"{holder} WHERE datname = current_database() AND locktype = 'advisory'"))
    deadline = time.monotonic() + 20
    while locks.is_unbroken():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    with server.read() as connection:
        taken = "SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid"
        while not connection.scalar(sa.text(f"{taken} WHERE datname = current_database() AND locktype = 'advisory'")):
            assert time.monotonic() < deadline
            time.sleep(0.02)

    assert not locks.is_unbroken()

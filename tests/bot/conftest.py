"""What the parts of the bot stand on, without the job engine: a database in a folder, Slack on a port."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.delivery.slack_calls import SlackCalls
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.tables import METADATA
from bot.translation.amazon import AmazonTranslate
from sandbox.slack import SlackSandbox
from sandbox.translate import TranslateSandbox
from tests.bot.translating import settings_for
from tests.postgres import PostgresServer
from tests.titan_core.clocks import Clock
from titan_core.retries import RetryPolicy

ON_BOTH = {
    "test_allowance",
    "test_asks",
    "test_bot_call_slots",
    "test_bot_jobs",
    "test_erasure",
    "test_history",
    "test_metrics",
    "test_operations_retry",
    "test_reviews",
    "test_usage",
}


@pytest.fixture(scope="session")
def served_unit_slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.0) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def served_translate() -> Iterator[TranslateSandbox]:
    with TranslateSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def translate(served_translate: TranslateSandbox) -> TranslateSandbox:
    served_translate.reset()
    return served_translate


@pytest.fixture
def amazon(translate: TranslateSandbox) -> Iterator[AmazonTranslate]:
    """Amazon Translate, asked again for a moment only."""
    patience = RetryPolicy(first_seconds=0.01, patience_seconds=0.02)
    service = AmazonTranslate(settings_for(translate.url), patience=patience)
    yield service
    service.close()


@pytest.fixture
def slack(served_unit_slack: SlackSandbox) -> SlackSandbox:
    served_unit_slack.reset()
    return served_unit_slack


@pytest.fixture
def clock() -> Clock:
    """Time that stands at noon of some day until somebody sleeps."""
    clock = Clock()
    clock.now = 1_000_000.0
    return clock


@pytest.fixture
def calls(slack: SlackSandbox, clock: Clock) -> SlackCalls:
    """The bot's way to Slack, which waits on the test's clock."""
    return SlackCalls(api_url=slack.api_url, token_of=lambda _team: slack.bot_token, clock=clock, sleep=clock.sleep)


@pytest.fixture(scope="session")
def served_database(postgres: PostgresServer) -> Iterator[Database]:
    database = Database(postgres.new_database())
    database.create_tables()
    yield database
    database.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Empty; of both kinds for the modules `ON_BOTH`."""
    if getattr(request, "param", "sqlite") == "postgresql":
        database: Database = request.getfixturevalue("served_database")
        with database.write() as connection:
            connection.execute(sa.text(f"TRUNCATE {', '.join(METADATA.tables)}"))
        yield database
        return
    database = Database(f"sqlite:///{tmp_path / 'imagine.sqlite'}")
    database.create_tables()
    yield database
    database.dispose()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.module.__name__.rpartition(".")[2] in ON_BOTH and "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def jobs(database: Database, clock: Clock) -> Jobs:
    return Jobs(database, clock=clock)

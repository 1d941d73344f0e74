"""The road's own fixtures, but for the bot: it stands on PostgreSQL, in this process or as several."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.postgres import PostgresServer
from tests.road.conftest import door, no_account, scene, served_bedrock, served_slack
from tests.road.local_bot import LocalBot
from tests.road_postgres.fleet import Fleet

__all__ = ["door", "no_account", "running_bot", "scene", "served_bedrock", "served_slack"]


@pytest.fixture(scope="package")
def running_bot(
    served_slack: SlackSandbox,
    served_bedrock: BedrockSandbox,
    postgres: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LocalBot]:
    folder = tmp_path_factory.mktemp("bot")
    with LocalBot(served_slack, served_bedrock, folder, DATABASE_URL=postgres.new_database()) as bot:
        yield bot


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(tiers=False, file_delay=0.1) as sandbox:
        yield sandbox


@pytest.fixture
def bedrock() -> Iterator[BedrockSandbox]:
    with BedrockSandbox() as sandbox:
        sandbox.change(painter="plain")
        yield sandbox


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[Database]:
    database = Database(postgres.new_database())
    yield database
    database.dispose()


@pytest.fixture
def fleet(slack: SlackSandbox, bedrock: BedrockSandbox, database: Database, tmp_path: Path) -> Iterator[Fleet]:
    fleet = Fleet(slack, bedrock, database, tmp_path)
    yield fleet
    fleet.end()

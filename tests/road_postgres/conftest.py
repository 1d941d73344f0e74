"""The road's own fixtures, but for the bot: it stands on PostgreSQL."""

from collections.abc import Iterator

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.postgres import PostgresServer
from tests.road.conftest import door, no_account, scene, served_bedrock, served_slack
from tests.road.local_bot import LocalBot

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

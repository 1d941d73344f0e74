"""The road's own fixtures, but for the bot: it keeps its pictures in a bucket."""

from collections.abc import Iterator

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.conftest import door, no_account, scene, served_bedrock, served_slack
from tests.road.local_bot import LocalBot
from tests.s3 import S3Server, s3_server

__all__ = ["door", "no_account", "running_bot", "s3", "scene", "served_bedrock", "served_slack"]


@pytest.fixture(scope="package")
def s3() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture(scope="package")
def running_bot(
    served_slack: SlackSandbox,
    served_bedrock: BedrockSandbox,
    s3: S3Server,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LocalBot]:
    url = f"s3://{s3.new_bucket()}/originals"
    folder = tmp_path_factory.mktemp("bot")
    with LocalBot(served_slack, served_bedrock, folder, ARTIFACTS_URL=url, **s3.settings) as bot:
        yield bot

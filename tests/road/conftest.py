"""Slack, Bedrock and the bot, each made once; every test finds them as they were at the start."""

import os
from collections.abc import Iterator

import pytest
import yaml

from bot import manifest
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.local_bot import LocalBot, wait_until
from tests.road.scenes import Scene


@pytest.fixture(scope="package", autouse=True)
def no_account() -> Iterator[None]:
    """Nothing of the machine's own AWS settings or proxies reaches a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("AWS_", "BWB_", "SLACK_", "IMAGINE_")) or name.lower().endswith("_proxy"):
                patch.delenv(name)
        for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
            patch.setenv(name, os.devnull)
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


@pytest.fixture(scope="package")
def served_slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.05) as sandbox:
        sandbox.install(yaml.safe_load(manifest.PATH.read_text("utf-8")))
        yield sandbox


@pytest.fixture(scope="package")
def served_bedrock() -> Iterator[BedrockSandbox]:
    with BedrockSandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="package")
def running_bot(
    served_slack: SlackSandbox, served_bedrock: BedrockSandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalBot]:
    with LocalBot(served_slack, served_bedrock, tmp_path_factory.mktemp("bot")) as bot:
        yield bot


@pytest.fixture
def scene(served_slack: SlackSandbox, served_bedrock: BedrockSandbox, running_bot: LocalBot) -> Iterator[Scene]:
    """Everybody in place, over HTTP; ends when the bot has nothing left to do."""
    served_slack.reset()
    served_slack.configure(app_url=running_bot.url)
    served_bedrock.reset()
    served_bedrock.change(painter="plain")
    running_bot.forget_verdicts()
    running_bot.forget_rules()
    scene = Scene(slack=served_slack, bedrock=served_bedrock, bot=running_bot)
    scene.meet("ada", "ben", "chloe")
    yield scene
    served_slack.unreachable(0)
    running_bot.settle()
    running_bot.end_reviews()
    running_bot.settle()
    # Calls of a killed worker, too: the sandbox would take them off the next test's count.
    wait_until(lambda: not served_bedrock.totals["in_flight"], 10, "Bedrock to be idle")


@pytest.fixture(params=["http", "socket"])
def door(request: pytest.FixtureRequest, scene: Scene) -> Iterator[str]:
    """Both ways in which Slack reaches the bot."""
    if request.param == "http":
        yield request.param
        return
    scene.slack.configure(app_url=None)
    with scene.bot.socket():
        yield request.param

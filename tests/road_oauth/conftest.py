"""The bot for many workspaces, over HTTP, and workspaces that may add it: each test has its own."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from bot import manifest
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.slack.stage import Stage
from tests.road.conftest import no_account, served_bedrock
from tests.road.local_bot import LocalBot
from tests.road_oauth.browser import PUBLIC_URL, Browser

__all__ = ["no_account", "served_bedrock"]
Team = Callable[..., Stage]
KEY = Fernet.generate_key().decode()
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="package")
def served_slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.05) as sandbox:
        sandbox.install(yaml.safe_load(manifest.render(PUBLIC_URL, oauth=True)))
        sandbox.register(f"{PUBLIC_URL}/", rotates=True)
        yield sandbox


@pytest.fixture(scope="package")
def bot(
    served_slack: SlackSandbox, served_bedrock: BedrockSandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalBot]:
    served_bedrock.change(painter="plain")
    registered = served_slack.slack.grants.registration
    settings = {
        "SLACK_BOT_TOKEN": "",
        "SLACK_APP_TOKEN": "",
        "SLACK_CLIENT_ID": registered.client_id,
        "SLACK_CLIENT_SECRET": registered.client_secret,
        "SLACK_TOKEN_KEYS": KEY,
        "PUBLIC_URL": PUBLIC_URL,
    }
    with LocalBot(served_slack, served_bedrock, tmp_path_factory.mktemp("bot"), **settings) as bot:
        served_slack.configure(app_url=bot.url)
        yield bot


@pytest.fixture
def browser(bot: LocalBot) -> Iterator[Browser]:
    yield Browser(bot=bot.base_url)
    bot.settle()


@pytest.fixture
def team(served_slack: SlackSandbox, bot: LocalBot) -> Team:  # noqa: ARG001  # it is told where the bot is
    """Make a workspace, in which the app isn't installed; ids of people and channels are those of all others."""

    def make(**more: Any) -> Stage:  # noqa: ANN401  # as the sandbox takes them
        number = next(_NUMBERS)
        return served_slack.add_team(f"T0TEAM{number:04}", f"Team {number}", **more)

    return make

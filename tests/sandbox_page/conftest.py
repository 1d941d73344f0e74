from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox.page import Page
from sandbox.slack import SlackSandbox
from tests.sandbox_page.levers import Lamp


@pytest.fixture(scope="session")
def served_workspace() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.0) as sandbox:
        yield sandbox


@pytest.fixture
def slack(served_workspace: SlackSandbox) -> SlackSandbox:
    served_workspace.reset()
    served_workspace.configure(app_url=None)
    return served_workspace


@pytest.fixture
def client(slack: SlackSandbox) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture(scope="session")
def lamp() -> Lamp:
    return Lamp()


@pytest.fixture(scope="session")
def page(served_workspace: SlackSandbox, lamp: Lamp) -> Iterator[Page]:
    """One for all tests: each asks for `slack` too, which begins anew."""
    with Page(served_workspace, lamp) as page:
        yield page

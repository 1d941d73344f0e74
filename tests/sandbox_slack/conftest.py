from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.open_form import Opened
from tests.sandbox_slack.recording_app import RecordingApp


@pytest.fixture(scope="session")
def served_slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.0) as sandbox:
        yield sandbox


@pytest.fixture
def slack(served_slack: SlackSandbox) -> SlackSandbox:
    """One server for all tests, begun anew for each."""
    served_slack.reset()
    served_slack.configure(app_url=None)
    return served_slack


@pytest.fixture
def client(slack: SlackSandbox) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(slack: SlackSandbox) -> Iterator[RecordingApp]:
    with RecordingApp() as app:
        slack.app_url = app.url
        yield app


@pytest.fixture
def opened(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> Opened:
    return Opened(slack, client, app)

"""What Slack takes from an app's manifest."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.recording_app import RecordingApp

MANIFEST: dict[str, Any] = {
    "features": {
        "app_home": {"home_tab_enabled": False},
        "shortcuts": [{"name": "Imagine this", "type": "message", "callback_id": "this", "description": "x"}],
    },
    "oauth_config": {"scopes": {"bot": ["im:history", "app_mentions:read"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
}


@pytest.fixture
def installed(slack: SlackSandbox, app: RecordingApp) -> Iterator[SlackSandbox]:
    assert app.url
    slack.install(MANIFEST)
    yield slack
    slack.install(None)


def test_only_subscribed_events_come(installed: SlackSandbox) -> None:
    assert installed.write("ada", "dm", "a fox").error == "the app doesn't subscribe to message.im"
    assert installed.mention("ada", "general", "a fox").error == ""
    assert installed.open_home("ada", "messages").error == "the app doesn't subscribe to app_home_opened"


def test_only_declared_shortcuts_and_tabs_are_found(installed: SlackSandbox) -> None:
    installed.write("ada", "general", "a fox")
    message = installed.messages("general")[0]
    assert installed.shortcut("ada", "this", message).error == ""
    with pytest.raises(ValueError, match=r"no message shortcut 'that'; it has \['this'\]"):
        installed.shortcut("ada", "that", message)
    with pytest.raises(ValueError, match="no global shortcut 'this'"):
        installed.shortcut("ada", "this")
    with pytest.raises(ValueError, match="no Home tab"):
        installed.open_home("ada")


def test_the_token_has_the_manifests_scopes_through_a_reset(installed: SlackSandbox) -> None:
    installed.reset()
    assert installed.workspace.scopes == {"im:history", "app_mentions:read"}
    installed.install(None)
    assert "commands" in installed.workspace.scopes

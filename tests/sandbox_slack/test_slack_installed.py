"""What Slack takes from an app's manifest."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import GENERAL, actions, button, refusal
from tests.sandbox_slack.recording_app import RecordingApp

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Lunch"},
    "features": {
        "app_home": {"home_tab_enabled": False},
        "bot_user": {"display_name": "Lunch Train"},
        "slash_commands": [
            {"command": "/lunch", "description": "x"},
            {"command": "/ask", "description": "x", "should_escape": True},
        ],
        "shortcuts": [{"name": "Imagine this", "type": "message", "callback_id": "this", "description": "x"}],
    },
    "oauth_config": {"scopes": {"bot": ["im:history", "app_mentions:read", "channels:history", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}, "interactivity": {"is_enabled": True}},
}
Install = Any


@pytest.fixture
def install(slack: SlackSandbox, app: RecordingApp) -> Iterator[Install]:
    """Installs the manifest above with sections replaced: `install(features={…})`."""
    assert app.url
    yield lambda **sections: slack.install(deepcopy(MANIFEST) | sections)
    slack.install(None)


@pytest.fixture
def installed(slack: SlackSandbox, install: Install) -> SlackSandbox:
    install()
    return slack


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        ({"shortcuts": [{"name": "x"}]}, "each of the manifest's shortcuts needs callback_id, type, name"),
        ({"slash_commands": {"command": 1}}, "each of the manifest's slash_commands needs command"),
        ({"bot_user": "me"}, "bot_user must be a mapping, not 'me'"),
    ],
)
def test_what_cannot_be_read_in_a_manifest_is_named(install: Install, features: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        install(features=features)


def test_only_subscribed_events_come(installed: SlackSandbox) -> None:
    assert installed.write("ada", "dm", "a fox").error == "the app doesn't subscribe to message.im"
    assert installed.mention("ada", "general", "a fox").error == ""
    assert installed.write("ada", "general", "a fox").error == "the bot is not mentioned"
    assert installed.open_home("ada", "messages").error == "the app doesn't subscribe to app_home_opened"


def test_who_listens_to_a_channels_messages_gets_all_of_them_and_mentions_twice(
    slack: SlackSandbox, install: Install, app: RecordingApp
) -> None:
    events = {"bot_events": ["app_mention", "message.channels", "message.groups"]}
    install(settings={"event_subscriptions": events})
    slack.invite("secret-project")

    assert slack.write("ada", "general", "hello").error == ""
    assert slack.mention("ada", "general", "hello").error == ""
    assert slack.write("ada", "secret-project", "hello").error == "the bot is not mentioned", "without groups:history"
    assert slack.write("ada", "design", "hello").error == "not_in_channel"

    told = [(event["type"], event.get("channel_type")) for event in (one.json["event"] for one in app.received)]
    assert told == [("message", "channel"), ("message", "channel"), ("app_mention", None)]


def test_reactions_are_told_with_scope_and_subscription(
    slack: SlackSandbox, install: Install, client: WebClient, app: RecordingApp
) -> None:
    install(
        oauth_config={"scopes": {"bot": ["reactions:read", "chat:write"]}},
        settings={"event_subscriptions": {"bot_events": ["reaction_added"]}},
    )
    ts = client.chat_postMessage(channel=GENERAL, text="lunch?")["ts"]
    (message,) = slack.messages("general")

    assert slack.react("ada", message, "thumbsup").error == ""
    event = app.received[0].json["event"]
    assert (event["reaction"], event["user"], event["item"]["ts"]) == ("thumbsup", "U0ADA00001", ts)
    assert slack.react("ada", message, "thumbsup").error == "the app doesn't subscribe to reaction_removed"
    assert slack.workspace.reactions[GENERAL, ts] == {}
    slack.workspace.scopes -= {"reactions:read"}
    assert slack.react("ben", message, "tada").error == "missing_scope reactions:read"
    with pytest.raises(ValueError, match="no emoji's name"):
        slack.react("ada", message, "well done")


def test_only_declared_commands_reach_the_app(installed: SlackSandbox, app: RecordingApp) -> None:
    assert installed.command("ada", "general", "/lunch now").error == ""
    assert installed.command("ada", "general", "/dinner").error == "not_a_valid_command"
    assert [one.form["command"] for one in app.received] == ["/lunch"]
    (told,) = installed.ephemerals("ada")
    assert told["text"].startswith("`/dinner` is not a valid command.")


def test_a_command_that_escapes_gets_people_channels_and_links_as_ids(
    installed: SlackSandbox, app: RecordingApp
) -> None:
    typed = "@ada and @민지 in #general or #secret-project, not a@ada.example: https://example.com/#general @nobody"
    installed.command("ben", "general", f"/ask {typed}")
    installed.command("ben", "general", f"/lunch {typed}")

    escaped, plain = (one.form["text"] for one in app.received)
    assert escaped == (
        "<@U0ADA00001> and <@U0MINJI001> in <#C0GENERAL1|general> or <#C0SECRET01|>, not a@ada.example: "
        "<https://example.com/#general> @nobody"
    )
    assert plain == typed


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


@pytest.mark.parametrize("off", [{"messages_tab_enabled": False}, {"messages_tab_read_only_enabled": True}])
def test_nobody_writes_to_an_app_that_takes_no_messages(
    slack: SlackSandbox, install: Install, off: dict[str, bool]
) -> None:
    install(features={"app_home": off})
    with pytest.raises(ValueError, match="Sending messages to this app has been turned off"):
        slack.write("ada", "dm", "hello")


def test_an_app_without_interactivity_hears_of_no_press(
    slack: SlackSandbox, install: Install, client: WebClient, app: RecordingApp
) -> None:
    install(settings={})
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button())])
    assert "interactivity" in slack.press("ada", slack.messages("general")[0], "again").error
    assert app.received == []


def test_the_bot_has_the_manifests_name_and_is_mentioned_by_it_through_a_reset(
    installed: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    installed.reset()
    assert client.auth_test()["user"] == "lunch_train"
    installed.mention("ada", "general", "hello")
    installed.write("ada", "general", "hello @Lunch Train")
    assert [one.json["event"]["text"] for one in app.received] == ["<@U0IMAGINE1> hello", "hello <@U0IMAGINE1>"]
    assert installed.write("ada", "@lunch_train", "hello").error == "the app doesn't subscribe to message.im"

    installed.install({"display_information": {"name": "Ada"}})
    assert client.auth_test()["user"] == "ada2", "a handle is somebody's alone"
    installed.install(None)
    assert client.auth_test()["user"] == "imagine"


def test_the_token_has_the_manifests_scopes_through_a_reset(installed: SlackSandbox, client: WebClient) -> None:
    installed.reset()
    assert installed.workspace.scopes == set(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert (
        refusal(lambda: client.reactions_add(channel=GENERAL, timestamp="1", name="tada"))["error"] == "missing_scope"
    )
    installed.install(None)
    assert "commands" in installed.workspace.scopes

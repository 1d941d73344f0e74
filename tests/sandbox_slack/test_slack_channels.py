"""Channels that a bot lists, founds and looks after."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from sandbox.slack.methods.registry import ALL_SCOPES
from tests.sandbox_slack.calls import ADA, BEN, DESIGN, GENERAL, SECRET, refusal
from tests.sandbox_slack.recording_app import RecordingApp


@pytest.fixture
def bot(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> WebClient:
    """One with every scope, which hears of everything."""
    assert app.url
    slack.workspace.scopes = ALL_SCOPES
    return client


def names(answer: Any) -> list[str]:  # noqa: ANN401  an SDK's answer
    return [channel["name"] for channel in answer["channels"]]


def test_the_list_has_public_channels_and_of_others_those_that_the_bot_is_in(
    slack: SlackSandbox, bot: WebClient
) -> None:
    assert names(bot.conversations_list()) == ["general", "concept-art", "design", "attic"]
    assert "attic" not in names(bot.conversations_list(exclude_archived=True))
    assert names(bot.conversations_list(types="private_channel")) == []
    slack.invite("secret-project")
    assert names(bot.conversations_list(types="private_channel")) == ["secret-project"]
    first = bot.conversations_list(limit=2)
    second = bot.conversations_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert names(first) + names(second) == ["general", "concept-art", "design", "attic"]
    slack.workspace.scopes = frozenset({"channels:read"})
    assert refusal(lambda: bot.conversations_list(types="private_channel"))["needed"] == "groups:read"


def test_a_channel_is_founded_filled_named_and_closed(slack: SlackSandbox, bot: WebClient) -> None:
    channel = bot.conversations_create(name="incident-7")["channel"]
    bot.conversations_invite(channel=channel["id"], users=f"{ADA},{BEN}")
    bot.conversations_kick(channel=channel["id"], user=BEN)
    assert bot.conversations_setTopic(channel=channel["id"], topic="Mitigating")["channel"]["topic"]["value"]
    bot.conversations_setPurpose(channel=channel["id"], purpose="One outage")

    slack.write("ada", "incident-7", "here")
    found = bot.conversations_info(channel=channel["id"])["channel"]
    assert (found["topic"]["value"], found["purpose"]["value"]) == ("Mitigating", "One outage")
    assert set(bot.conversations_members(channel=channel["id"])["members"]) == {ADA, "U0IMAGINE1"}
    bot.conversations_archive(channel=channel["id"])
    assert refusal(lambda: bot.chat_postMessage(channel=channel["id"], text="x"))["error"] == "is_archived"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Incident", "invalid_name_specials"),
        ("in cident", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("general", "name_taken"),
    ],
)
def test_a_name_that_no_channel_can_have_is_refused(bot: WebClient, name: str, error: str) -> None:
    assert refusal(lambda: bot.conversations_create(name=name))["error"] == error


def test_what_nobody_may_do_to_a_channel_is_refused(slack: SlackSandbox, bot: WebClient) -> None:
    refused = {
        "cant_leave_general": lambda: bot.conversations_leave(channel=GENERAL),
        "cant_archive_general": lambda: bot.conversations_archive(channel=GENERAL),
        "cant_kick_from_general": lambda: bot.conversations_kick(channel=GENERAL, user=ADA),
        "cant_kick_self": lambda: bot.conversations_kick(channel=GENERAL, user="U0IMAGINE1"),
        "already_in_channel": lambda: bot.conversations_invite(channel=GENERAL, users=ADA),
        "user_not_found": lambda: bot.conversations_invite(channel=GENERAL, users="U0NOBODY"),
        "not_in_channel": lambda: bot.conversations_setTopic(channel=DESIGN, topic="x"),
        "channel_not_found": lambda: bot.conversations_setTopic(channel=SECRET, topic="x"),
        "too_long": lambda: bot.conversations_setTopic(channel=GENERAL, topic="x" * 251),
    }
    assert {refusal(call)["error"] for call in refused.values()} == set(refused)
    assert bot.conversations_leave(channel=DESIGN)["not_in_channel"]
    slack.workspace.scopes -= {"groups:write"}
    assert refusal(lambda: bot.conversations_create(name="x", is_private=True))["needed"] == "groups:write"

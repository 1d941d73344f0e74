"""What else a bot asks of Slack: people, reactions, pins, scheduled messages, the workspace itself."""

import time
from dataclasses import replace

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from sandbox.slack.methods.registry import ALL_SCOPES, METHODS
from tests.sandbox_slack.calls import ADA, GENERAL, refusal
from tests.sandbox_slack.recording_app import RecordingApp


@pytest.fixture
def bot(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> WebClient:
    """One with every scope, which hears of everything."""
    assert app.url
    slack.workspace.scopes = ALL_SCOPES
    return client


def test_everybody_has_a_profile_and_with_its_scope_an_address(slack: SlackSandbox, bot: WebClient) -> None:
    found = bot.users_lookupByEmail(email="Ada@sandbox.example")["user"]
    assert (found["id"], found["profile"]["email"]) == (ADA, "ada@sandbox.example")
    assert bot.users_profile_get(user=ADA)["profile"]["real_name"] == "Ada"
    assert bot.users_getPresence(user=ADA)["presence"] == "active"
    assert refusal(lambda: bot.users_lookupByEmail(email="x@example.com"))["error"] == "users_not_found"
    slack.workspace.scopes -= {"users:read.email"}
    assert "email" not in bot.users_info(user=ADA)["user"]["profile"]


def test_reactions_are_given_read_and_taken_away(slack: SlackSandbox, bot: WebClient) -> None:
    ts = bot.chat_postMessage(channel=GENERAL, text="done")["ts"]
    bot.reactions_add(channel=GENERAL, timestamp=ts, name="tada")
    slack.react("ada", slack.messages("general")[0], "tada")
    (shown,) = bot.reactions_get(channel=GENERAL, timestamp=ts)["message"]["reactions"]
    assert shown == {"name": "tada", "users": ["U0IMAGINE1", ADA], "count": 2}
    bot.reactions_remove(channel=GENERAL, timestamp=ts, name="tada")
    refused = [
        refusal(lambda: bot.reactions_remove(channel=GENERAL, timestamp=ts, name="tada")),
        refusal(lambda: bot.reactions_add(channel=GENERAL, timestamp=ts, name="ta da")),
        refusal(lambda: bot.reactions_add(channel=GENERAL, timestamp="1.0", name="tada")),
    ]
    assert [answer["error"] for answer in refused] == ["no_reaction", "invalid_name", "message_not_found"]


def test_pins_are_kept_until_they_or_their_messages_go(bot: WebClient) -> None:
    first, second = (bot.chat_postMessage(channel=GENERAL, text=text)["ts"] for text in ("one", "two"))
    for ts in (first, second):
        bot.pins_add(channel=GENERAL, timestamp=ts)
    assert refusal(lambda: bot.pins_add(channel=GENERAL, timestamp=first))["error"] == "already_pinned"
    assert [item["message"]["text"] for item in bot.pins_list(channel=GENERAL)["items"]] == ["two", "one"]
    bot.chat_delete(channel=GENERAL, ts=second)
    bot.pins_remove(channel=GENERAL, timestamp=first)
    assert bot.pins_list(channel=GENERAL)["items"] == []
    assert refusal(lambda: bot.pins_remove(channel=GENERAL, timestamp=first))["error"] == "no_pin"


def test_a_scheduled_message_waits_is_listed_and_is_said_when_its_time_comes(
    slack: SlackSandbox, bot: WebClient
) -> None:
    at = int(time.time()) + 3600
    soon, kept = (
        bot.chat_scheduleMessage(channel=GENERAL, text=text, post_at=at)["scheduled_message_id"]
        for text in ("soon", "later")
    )
    assert slack.messages("general") == []
    slack.workspace.scheduled[soon] = replace(slack.workspace.scheduled[soon], post_at=1)
    (message,) = slack.messages("general")
    assert (message["text"], float(message["ts"]) > at - 3600) == ("soon", True)
    (waiting,) = bot.chat_scheduledMessages_list(channel=GENERAL)["scheduled_messages"]
    assert (waiting["id"], waiting["post_at"], waiting["text"]) == (kept, at, "later")
    bot.chat_deleteScheduledMessage(channel=GENERAL, scheduled_message_id=kept)
    assert bot.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_what_cannot_be_scheduled_is_refused(bot: WebClient) -> None:
    now = int(time.time())
    refused = [
        refusal(lambda: bot.chat_scheduleMessage(channel=GENERAL, text="x", post_at=now - 1)),
        refusal(lambda: bot.chat_scheduleMessage(channel=GENERAL, text="x", post_at=now + 121 * 86_400)),
        refusal(lambda: bot.chat_scheduleMessage(channel="C0NOWHERE1", text="x", post_at=now + 60)),
        refusal(lambda: bot.chat_deleteScheduledMessage(channel=GENERAL, scheduled_message_id="Q1")),
    ]
    errors = ["time_in_past", "time_too_far", "channel_not_found", "invalid_scheduled_message_id"]
    assert [answer["error"] for answer in refused] == errors


def test_the_workspace_and_the_app_tell_of_themselves(slack: SlackSandbox, bot: WebClient) -> None:
    assert bot.api_test(foo="bar")["args"] == {"foo": "bar"}
    assert refusal(lambda: bot.api_test(error="my_error"))["error"] == "my_error"
    assert bot.team_info()["team"]["domain"] == "sandbox"
    told = bot.auth_test()
    assert bot.bots_info(bot=told["bot_id"])["bot"]["user_id"] == told["user_id"]
    assert refusal(lambda: bot.bots_info(bot="B1"))["error"] == "bot_not_found"
    assert bot.emoji_list()["emoji"] == {}
    bot.chat_meMessage(channel=GENERAL, text="waves")
    assert slack.messages("general")[0]["subtype"] == "me_message"


def test_an_unknown_method_is_refused_and_recorded(slack: SlackSandbox, bot: WebClient) -> None:
    assert refusal(lambda: bot.api_call("usergroups.list"))["error"] == "unknown_method"
    assert slack.calls()[-1].answer["error"] == "unknown_method"


def test_each_method_with_scopes_refuses_a_token_that_has_none(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes = frozenset()
    guarded = [name for name, method in METHODS.items() if method.scopes]
    assert {refusal(lambda name=name: client.api_call(name))["error"] for name in guarded} == {"missing_scope"}  # type: ignore[misc]

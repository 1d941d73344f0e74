import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, ATTIC, BEN, BETWEEN, DESIGN, GENERAL, SECRET, refusal

READING = frozenset({"channels:read", "channels:history"})


def test_the_bot_joins_a_public_channel_and_may_post_from_then_on(slack: SlackSandbox, client: WebClient) -> None:
    client.conversations_join(channel=DESIGN)
    assert client.chat_postMessage(channel=DESIGN, text="hello")["ok"]
    assert [message["text"] for message in slack.messages("design")] == ["hello"], (
        "the notice of joining is Slack's own"
    )
    assert slack.conversation("design")[0]["subtype"] == "channel_join"
    assert client.conversations_join(channel=DESIGN)["warning"] == "already_in_channel"


@pytest.mark.parametrize(
    ("channel", "error"), [(SECRET, "channel_not_found"), (BETWEEN, "channel_not_found"), (ATTIC, "is_archived")]
)
def test_the_bot_cannot_join_everywhere(client: WebClient, channel: str, error: str) -> None:
    assert refusal(lambda: client.conversations_join(channel=channel))["error"] == error


def test_a_private_channel_takes_the_bot_by_invitation(slack: SlackSandbox, client: WebClient) -> None:
    slack.invite("secret-project")
    assert client.chat_postMessage(channel=SECRET, text="hello")["ok"]
    answer = refusal(lambda: client.conversations_join(channel=SECRET))
    assert answer["error"] == "method_not_supported_for_channel_type"
    slack.remove("secret-project")
    assert refusal(lambda: client.chat_postMessage(channel=SECRET, text="x"))["error"] == "channel_not_found"


def test_a_direct_message_is_opened_once(client: WebClient) -> None:
    first = client.conversations_open(users=ADA)["channel"]["id"]
    assert client.conversations_open(users=[ADA])["channel"]["id"] == first
    assert client.conversations_open(channel=first)["already_open"]
    assert first.startswith("D")
    assert len(first) >= 9


def test_opening_needs_known_users_and_one_alone(client: WebClient) -> None:
    assert refusal(lambda: client.conversations_open(users="U0NOBODY01"))["error"] == "user_not_found"
    assert refusal(lambda: client.conversations_open(users=""))["error"] == "users_list_not_supplied"
    assert refusal(lambda: client.conversations_open(users=[ADA, BEN]))["error"] == "missing_scope"


def test_info_tells_what_a_channel_is(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= READING
    assert client.conversations_info(channel=GENERAL)["channel"]["is_member"]
    assert not client.conversations_info(channel=DESIGN)["channel"]["is_member"]
    assert client.conversations_info(channel=ATTIC)["channel"]["is_archived"]
    assert refusal(lambda: client.conversations_info(channel=SECRET))["error"] == "channel_not_found"
    direct = client.conversations_open(users=ADA)["channel"]["id"]
    assert client.conversations_info(channel=direct)["channel"]["user"] == ADA


def test_history_is_newest_first_and_replies_begin_with_the_parent(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= READING
    parent = client.chat_postMessage(channel=GENERAL, text="one")["ts"]
    client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent)
    client.chat_postMessage(channel=GENERAL, text="two")
    assert [message["text"] for message in client.conversations_history(channel=GENERAL)["messages"]] == ["two", "one"]
    thread = client.conversations_replies(channel=GENERAL, ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["one", "reply"]
    assert thread[0]["reply_count"] == 1
    assert refusal(lambda: client.conversations_replies(channel=GENERAL, ts="1.0"))["error"] == "thread_not_found"


def test_a_reaction_is_given_once(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"reactions:write"}
    ts = client.chat_postMessage(channel=GENERAL, text="x")["ts"]
    client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    again = refusal(lambda: client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"
    lost = refusal(lambda: client.reactions_add(channel=GENERAL, timestamp="1.0", name="eyes"))
    assert lost["error"] == "message_not_found"

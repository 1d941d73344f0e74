import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import (
    ADA,
    ATTIC,
    BETWEEN,
    DESIGN,
    GENERAL,
    SECRET,
    actions,
    button,
    refusal,
    section,
    upload,
)


def test_a_posted_message_is_in_the_channel_under_its_ts(slack: SlackSandbox, client: WebClient) -> None:
    posted = client.chat_postMessage(channel=GENERAL, text="hello")
    (message,) = slack.messages("general")
    assert (message["ts"], message["text"], message["bot_id"]) == (posted["ts"], "hello", "B0SANDBOX1")


def test_every_ts_is_new_and_later(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(4)]
    assert stamps == sorted(set(stamps), key=float)


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        (DESIGN, "not_in_channel"),
        (SECRET, "channel_not_found"),
        (BETWEEN, "channel_not_found"),
        (ATTIC, "is_archived"),
        ("C0NOWHERE1", "channel_not_found"),
    ],
)
def test_the_bot_posts_only_where_it_is_a_member(client: WebClient, channel: str, error: str) -> None:
    assert refusal(lambda: client.chat_postMessage(channel=channel, text="hello"))["error"] == error
    assert refusal(lambda: client.chat_postEphemeral(channel=channel, user=ADA, text="hello"))["error"] == error


def test_chat_write_public_opens_public_channels_only(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"chat:write.public"}
    assert client.chat_postMessage(channel=DESIGN, text="hello")["ok"]
    assert refusal(lambda: client.chat_postMessage(channel=SECRET, text="hello"))["error"] == "channel_not_found"


def test_a_user_id_is_the_direct_message_with_them(slack: SlackSandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=ADA, text="psst")
    assert [message["text"] for message in slack.direct_messages("ada")] == ["psst"]


def test_a_message_needs_words_or_blocks(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.postMessage", json={"channel": GENERAL}))["error"] == "no_text"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"text": "x", "attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
        ({"text": "x", "metadata": "[]"}, "invalid_metadata_format"),
    ],
)
def test_content_out_of_slacks_limits_is_refused(client: WebClient, content: dict[str, object], error: str) -> None:
    answer = refusal(lambda: client.api_call("chat.postMessage", json={"channel": GENERAL, **content}))
    assert answer["error"] == error


def test_text_over_40000_characters_is_cut_in_a_post_and_over_4000_refused_in_an_update(
    slack: SlackSandbox, client: WebClient
) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="x" * 40_001)["ts"]
    assert len(slack.messages("general")[0]["text"]) == 40_000
    assert refusal(lambda: client.chat_update(channel=GENERAL, ts=ts, text="x" * 4_001))["error"] == "msg_too_long"


def test_text_without_blocks_removes_the_blocks_and_marks_the_edit(slack: SlackSandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="a", blocks=[section("a")])["ts"]
    client.chat_update(channel=GENERAL, ts=ts, text="b", blocks=[section("b")])
    assert "edited" not in slack.messages("general")[0]
    client.chat_update(channel=GENERAL, ts=ts, text="c")
    (message,) = slack.messages("general")
    assert "blocks" not in message
    assert message["edited"]["user"] == "U0IMAGINE1"


def test_metadata_stays_until_another_is_given(slack: SlackSandbox, client: WebClient) -> None:
    metadata = {"event_type": "picture", "event_payload": {"job": "7"}}
    ts = client.chat_postMessage(channel=GENERAL, text="a", metadata=metadata)["ts"]
    client.chat_update(channel=GENERAL, ts=ts, text="b")
    assert slack.messages("general")[0]["metadata"] == metadata
    broken = {"event_type": "picture"}
    answer = refusal(lambda: client.chat_update(channel=GENERAL, ts=ts, text="b", metadata=broken))
    assert answer["error"] == "invalid_metadata_format"


def test_the_bot_changes_only_its_own_messages(slack: SlackSandbox, client: WebClient) -> None:
    slack.mention("ada", "general", "hello")
    ts = slack.messages("general")[0]["ts"]
    assert refusal(lambda: client.chat_update(channel=GENERAL, ts=ts, text="x"))["error"] == "cant_update_message"
    assert refusal(lambda: client.chat_delete(channel=GENERAL, ts=ts))["error"] == "cant_delete_message"


def test_what_is_gone_or_ephemeral_is_not_found(slack: SlackSandbox, client: WebClient) -> None:
    ts = client.chat_postEphemeral(channel=GENERAL, user=ADA, text="only you")["message_ts"]
    assert slack.ephemerals("ada")[0]["ts"] == ts
    for wrong in (ts, "1700000000.000001"):
        assert refusal(lambda: client.chat_update(channel=GENERAL, ts=wrong, text="x"))["error"] == "message_not_found"  # noqa: B023
        assert refusal(lambda: client.chat_delete(channel=GENERAL, ts=wrong))["error"] == "message_not_found"  # noqa: B023


def test_a_channel_archived_meanwhile_is_inactive_to_updates(slack: SlackSandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="a")["ts"]
    slack.archive("general")
    assert refusal(lambda: client.chat_update(channel=GENERAL, ts=ts, text="b"))["error"] == "is_inactive"


def test_an_ephemeral_reaches_members_only(slack: SlackSandbox, client: WebClient) -> None:
    answer = refusal(lambda: client.chat_postEphemeral(channel=GENERAL, user="U0NOBODY01", text="x"))
    assert answer["error"] == "user_not_in_channel"
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="x")
    assert slack.ephemerals("ben") == []
    assert slack.messages("general") == []


def test_a_thread_hangs_on_its_parent(slack: SlackSandbox, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    reply = client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent)["ts"]
    client.chat_postMessage(channel=GENERAL, text="to the reply", thread_ts=reply)
    assert [message["text"] for message in slack.messages("general")] == ["parent"]
    assert [message["text"] for message in slack.messages("general", parent)] == ["reply", "to the reply"]
    lost = refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", thread_ts="1.000000"))
    assert lost["error"] == "invalid_thread_ts"


def test_a_reply_is_sent_to_the_channel_too_where_the_app_asks_for_it(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"channels:history"}
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    for broadcast in (False, True):
        client.chat_postMessage(channel=GENERAL, text=str(broadcast), thread_ts=parent, reply_broadcast=broadcast)
    in_channel = [message["text"] for message in client.conversations_history(channel=GENERAL)["messages"]]
    assert in_channel == ["True", "parent"]
    replies = slack.messages("general", parent)
    assert [(reply["text"], reply.get("subtype")) for reply in replies] == [
        ("False", None),
        ("True", "thread_broadcast"),
    ]


def test_a_deleted_parent_leaves_a_tombstone_above_its_replies(slack: SlackSandbox, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent)
    client.chat_delete(channel=GENERAL, ts=parent)
    assert slack.messages("general")[0]["subtype"] == "tombstone"
    assert len(slack.messages("general", parent)) == 1
    assert refusal(lambda: client.chat_delete(channel=GENERAL, ts=parent))["error"] == "message_not_found"


def test_blocks_and_buttons_get_ids_of_their_own(slack: SlackSandbox, client: WebClient) -> None:
    unnamed = button()
    del unnamed["action_id"]
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(unnamed)])
    (block,) = slack.messages("general")[0]["blocks"]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_what_is_not_confirmed_of_slack_is_refused(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="a")["ts"]
    file_id = upload(client)
    answer = refusal(lambda: client.chat_update(channel=GENERAL, ts=ts, text="b", file_ids=[file_id]))
    assert answer["error"] == "invalid_arguments"

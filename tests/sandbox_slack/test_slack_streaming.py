"""Answers that grow."""

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, GENERAL, actions, button, refusal


@pytest.fixture
def parent(client: WebClient) -> str:
    return str(client.chat_postMessage(channel=GENERAL, text="a question")["ts"])


def test_an_answer_grows_and_ends_with_its_blocks(slack: SlackSandbox, client: WebClient, parent: str) -> None:
    to = {"recipient_user_id": ADA, "recipient_team_id": slack.workspace.team_id}
    stream = client.chat_stream(channel=GENERAL, thread_ts=parent, buffer_size=1, **to)
    stream.append(markdown_text="**Red** ")
    stream.append(markdown_text="foxes")
    (growing,) = slack.messages("general", parent)
    assert (growing["text"], growing["blocks"][0]["text"]) == ("**Red** foxes", "**Red** foxes")
    refused = refusal(lambda: client.chat_update(channel=GENERAL, ts=growing["ts"], text="x"))
    assert refused["error"] == "streaming_state_conflict"

    stream.stop(markdown_text=".", blocks=[actions(button())])
    (said,) = slack.messages("general", parent)
    assert said["text"] == "**Red** foxes."
    assert [block["type"] for block in said["blocks"]] == ["markdown", "actions"]
    late = refusal(lambda: client.chat_appendStream(channel=GENERAL, ts=said["ts"], markdown_text="x"))
    assert late["error"] == "message_not_in_streaming_state"


def test_what_cannot_be_streamed_is_refused(slack: SlackSandbox, client: WebClient, parent: str) -> None:
    team = slack.workspace.team_id
    refused = [
        refusal(lambda: client.chat_startStream(channel=GENERAL, thread_ts=parent)),
        refusal(lambda: client.chat_startStream(channel=GENERAL, thread_ts=parent, recipient_user_id=ADA)),
        refusal(lambda: client.chat_startStream(channel=GENERAL, thread_ts="1.0", recipient_user_id=ADA)),
        refusal(lambda: client.chat_appendStream(channel=GENERAL, ts="1.0", markdown_text="x")),
    ]
    errors = ["missing_recipient_user_id", "missing_recipient_team_id", "invalid_thread_ts", "message_not_found"]
    assert [answer["error"] for answer in refused] == errors
    begun = client.chat_startStream(channel=GENERAL, thread_ts=parent, recipient_user_id=ADA, recipient_team_id=team)
    ts = begun["ts"]
    assert (
        refusal(lambda: client.api_call("chat.appendStream", json={"channel": GENERAL, "ts": ts}))["error"] == "no_text"
    )
    too_long = refusal(lambda: client.chat_appendStream(channel=GENERAL, ts=ts, markdown_text="x" * 12_001))
    assert too_long["error"] == "msg_too_long"


def test_a_status_needs_a_thread_and_few_short_loading_messages(client: WebClient, parent: str) -> None:
    client.assistant_threads_setStatus(channel_id=GENERAL, thread_ts=parent, status="paints", loading_messages=["…"])
    refused = [
        refusal(lambda: client.assistant_threads_setStatus(channel_id=GENERAL, thread_ts="1.0", status="x")),
        refusal(
            lambda: client.assistant_threads_setStatus(
                channel_id=GENERAL, thread_ts=parent, status="x", loading_messages=["x" * 51]
            )
        ),
    ]
    assert [answer["error"] for answer in refused] == ["invalid_thread_ts", "invalid_arguments"]

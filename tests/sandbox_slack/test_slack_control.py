from base64 import b64encode
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, GENERAL, actions, button, modal, upload
from tests.sandbox_slack.recording_app import RecordingApp
from tests.sandbox_slack.standin_app import flat_picture


def post(slack: SlackSandbox, action: str, /, **body: object) -> Any:  # noqa: ANN401  JSON
    return httpx.post(f"{slack.url}/_sandbox/{action}", json=body).json()


def get(slack: SlackSandbox, name: str, **query: str) -> Any:  # noqa: ANN401  JSON
    return httpx.get(f"{slack.url}/_sandbox/{name}", params=query).json()


def test_people_act_over_http_too(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    command = post(slack, "command", user="ada", channel="general", text="/imagine a red fox")
    assert command["result"]["ack_ms"] > 0
    assert post(slack, "mention", user="ada", channel="general", text="a fox")["ok"]
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button())])
    message = get(slack, "conversation", channel="general")[-1]
    assert post(slack, "press", user="ada", message=message, action_id="again")["ok"]
    kinds = [delivery["kind"] for delivery in get(slack, "deliveries") if not delivery["retry_num"]]
    assert kinds == ["command", "event", "interaction"]
    assert len(app.received) >= len(kinds)


def test_everything_that_happened_can_be_asked_for(slack: SlackSandbox, client: WebClient) -> None:
    file_id = upload(client)
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="only you")
    assert [call["method"] for call in get(slack, "calls")] == [
        "files.getUploadURLExternal",
        "upload",
        "files.completeUploadExternal",
        "chat.postEphemeral",
    ]
    (posted,) = get(slack, "calls", method="chat.postEphemeral")
    assert (posted["status"], posted["answer"]["ok"], posted["arguments"]["text"]) == (200, True, "only you")
    assert posted["duration_ms"] > 0
    assert get(slack, "ephemerals", user="ada")[0]["visible_to"] == ADA
    assert get(slack, "conversation", channel="general")[0]["text"] == "only you"
    picture = httpx.get(f"{slack.url}/_sandbox/files/{file_id}")
    assert (picture.headers["content-type"], picture.content) == ("image/png", flat_picture())
    assert "only you" in httpx.get(f"{slack.url}/_sandbox/transcript").text


def test_settings_and_faults_change_while_it_runs(slack: SlackSandbox, client: WebClient) -> None:
    assert post(slack, "settings", file_delay=None, tiers=False)["ok"]
    assert (slack.workspace.file_delay, slack.slack.rates.is_on) == (None, False)
    assert post(slack, "fail", method="auth.test", how="500", times=1)["ok"]
    assert httpx.post(f"{slack.api_url}auth.test").status_code == 500
    assert post(slack, "unreachable", seconds=0)["ok"]
    assert post(slack, "archive", channel="general")["ok"]
    assert slack.workspace.channel("general").is_archived
    assert post(slack, "invite", channel="secret-project")["ok"]
    assert client.chat_postMessage(channel="C0SECRET01", text="x")["ok"]
    assert post(slack, "reset")["ok"]
    assert get(slack, "conversation", channel="secret-project") == []


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("command", {"user": "ada"}, "missing: channel, text; needed: user, channel, text"),
        ("command", {"user": "zoe", "channel": "general", "text": "/x"}, "no user 'zoe'"),
        ("settings", {"colour": "red"}, "there are file_delay, tiers, app_url"),
        ("fail", {"method": "auth.test", "times": 0}, "once or more"),
    ],
)
def test_a_request_that_makes_no_sense_is_told_why(
    slack: SlackSandbox, name: str, body: dict[str, object], reason: str
) -> None:
    answer = httpx.post(f"{slack.url}/_sandbox/{name}", json=body)
    assert answer.status_code == 400
    assert reason in answer.json()["error"]


@pytest.mark.parametrize("path", ["conversation?channel=lobby", "ephemerals?user=zoe", "transcript?channel=lobby"])
def test_what_is_not_there_is_named(slack: SlackSandbox, path: str) -> None:
    answer = httpx.get(f"{slack.url}/_sandbox/{path}")
    assert (answer.status_code, "there are" in answer.json()["error"]) == (400, True)


def test_an_unknown_file_and_a_body_that_is_no_object(slack: SlackSandbox) -> None:
    assert httpx.get(f"{slack.url}/_sandbox/files/F0X").status_code == 404
    assert httpx.post(f"{slack.url}/_sandbox/command", content=b"[]").status_code == 400
    assert httpx.post(f"{slack.url}/_sandbox/command", content=b"{").status_code == 400


def test_the_whole_conversation_can_be_acted_over_http(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    picture = b64encode(flat_picture()).decode()
    shared = {"user": "ada", "channel": "general", "text": "@imagine a hat"}
    assert post(slack, "upload", **shared, data=[picture], name=["fox.png"])["ok"]
    assert post(slack, "write", user="ben", channel="general", text="nice")["ok"]
    message = get(slack, "conversation", channel="general")[0]
    file_id = message["files"][0]["id"]
    trigger = post(slack, "shortcut", user="ben", callback_id="use", message=message)["result"]["trigger_id"]
    field = {"type": "plain_text_input", "action_id": "prompt"}
    label = {"type": "plain_text", "text": "Prompt"}
    client.views_open(trigger_id=trigger, view=modal({"type": "input", "label": label, "element": field}, submit=label))
    assert post(slack, "fill", user="ben", values={"prompt": "a f"})["ok"]
    assert post(slack, "type_in", user="ben", action_id="prompt", text="a fox")["result"]["error"]
    assert get(slack, "view", user="ben")["callback_id"] == "edit"
    assert "a fox" in httpx.get(f"{slack.url}/_sandbox/view", params={"user": "ben", "as": "text"}).text
    assert post(slack, "close_view", user="ben")["ok"]
    assert get(slack, "view", user="ben") is None
    assert post(slack, "open_home", user="ben")["ok"]
    assert get(slack, "home", user="ben") is None
    assert "no Home tab" in httpx.get(f"{slack.url}/_sandbox/home", params={"user": "ben", "as": "text"}).text
    assert httpx.get(f"{slack.url}/_sandbox/home", params={"user": "zoe", "as": "text"}).status_code == 400
    assert post(slack, "bar_file", file_id=file_id, why="access_denied")["ok"]
    assert post(slack, "delete_file", file_id=file_id)["ok"]
    assert post(slack, "install", manifest=None)["ok"]
    assert len(app.received) == 3


def test_somebody_joins_a_public_channel_and_a_guest_does_not(slack: SlackSandbox) -> None:
    slack.workspace.leave(slack.workspace.channel("design"), slack.workspace.user("ada").id)
    assert "ada is not in design" in post(slack, "write", user="ada", channel="design", text="hi")["error"]
    assert post(slack, "join", user="ada", channel="design")["ok"]
    assert post(slack, "write", user="ada", channel="design", text="hi")["ok"]
    assert "gus can't join design" in post(slack, "join", user="gus", channel="design")["error"]
    assert "ada can't join attic" in post(slack, "join", user="ada", channel="attic")["error"]


def test_a_doing_that_is_anybodys_may_name_who_does_it(slack: SlackSandbox) -> None:
    assert post(slack, "invite", user="ada", channel="design")["ok"]
    assert slack.workspace.has_bot(slack.workspace.channel("design"))

import json
import time

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import (
    ADA,
    DESIGN,
    GENERAL,
    SECRET,
    actions,
    button,
    picture_block,
    refusal,
    send_bytes,
    upload,
)
from tests.sandbox_slack.standin_app import flat_picture


def show(client: WebClient, file_id: str) -> object:
    return client.chat_postMessage(channel=GENERAL, text="a fox", blocks=[picture_block(file_id)])


def test_a_picture_can_be_shown_only_when_slack_has_processed_it(slack: SlackSandbox, client: WebClient) -> None:
    slack.configure(file_delay=0.3)
    file_id = upload(client)
    answer = refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[picture_block(file_id)]))
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    slack.wait_for(lambda: time.time() > slack.workspace.files[file_id].ready_at)
    assert show(client, file_id)


def test_a_file_may_never_become_ready(slack: SlackSandbox, client: WebClient) -> None:
    slack.configure(file_delay=None)
    file_id = upload(client)
    assert slack.workspace.files[file_id].ready_at == float("inf")
    assert refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[picture_block(file_id)]))


@pytest.mark.parametrize("data", [b"RIFF\0\0\0\0WEBPVP8 ", b"%PDF-1.7", b"plain text"], ids=["webp", "pdf", "text"])
def test_a_slack_file_is_png_jpeg_or_gif(client: WebClient, data: bytes) -> None:
    file_id = upload(client, data)
    answer = refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[picture_block(file_id)]))
    assert "invalid slack file" in answer["errors"][0]


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 jpeg", b"GIF89a\x10\0\x10\0"], ids=["jpeg", "gif"])
def test_jpeg_and_gif_are_shown(client: WebClient, data: bytes) -> None:
    assert show(client, upload(client, data))


@pytest.mark.parametrize(
    "reference",
    [{"id": "F0UNKNOWN1"}, {"id": "fox.png"}, {"url": "https://files.slack.com/fox.png"}, {}, {"id": "F1", "url": "x"}],
)
def test_a_slack_file_names_one_file_that_exists(client: WebClient, reference: dict[str, str]) -> None:
    block = {"type": "image", "slack_file": reference, "alt_text": "x"}
    answer = refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[block]))
    assert answer["error"] == "invalid_blocks"


def test_a_slack_file_can_be_named_by_its_url(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"files:read"}
    url = client.files_info(file=upload(client))["file"]["url_private"]
    block = {"type": "image", "slack_file": {"url": url}, "alt_text": "x"}
    assert client.chat_postMessage(channel=GENERAL, text="x", blocks=[block])["ok"]


def test_an_upload_takes_the_announced_bytes_once(slack: SlackSandbox, client: WebClient) -> None:
    data = flat_picture()
    ticket = client.files_getUploadURLExternal(filename="fox.png", length=len(data))
    assert send_bytes(ticket["upload_url"], data[:-1]) == 400
    assert send_bytes(ticket["upload_url"], data) == 200
    assert send_bytes(ticket["upload_url"], data) == 404
    assert send_bytes(f"{slack.url}/upload/v1/UNKNOWN", data) == 404


def test_an_upload_may_come_as_a_form(slack: SlackSandbox, client: WebClient) -> None:
    data = flat_picture()
    ticket = client.files_getUploadURLExternal(filename="fox.png", length=len(data))
    httpx.post(ticket["upload_url"], files={"filename": ("fox.png", data)}).raise_for_status()
    client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": "fox"}])
    assert slack.file(ticket["file_id"]) == data


def test_only_bytes_that_came_can_be_completed_and_only_once(client: WebClient) -> None:
    ticket = client.files_getUploadURLExternal(filename="fox.png", length=10)
    wanted = [{"id": ticket["file_id"], "title": "fox"}]
    assert refusal(lambda: client.files_completeUploadExternal(files=wanted))["error"] == "file_not_found"
    done = upload(client)
    again = refusal(lambda: client.files_completeUploadExternal(files=[{"id": done, "title": "fox"}]))
    assert again["error"] == "file_not_found"


def test_an_upload_needs_a_length_and_a_short_alt_text(client: WebClient) -> None:
    empty = refusal(lambda: client.files_getUploadURLExternal(filename="x.png", length=0))
    assert empty["error"] == "missing_argument"
    wordy = refusal(lambda: client.files_getUploadURLExternal(filename="x.png", length=1, alt_txt="x" * 1001))
    assert wordy["error"] == "alt_txt_too_large"


def test_a_file_is_shared_later_than_the_answer_and_below_what_was_said_meanwhile(
    slack: SlackSandbox, client: WebClient
) -> None:
    slack.configure(file_delay=0.2)
    client.files_upload_v2(channel=GENERAL, filename="fox.png", content=flat_picture(), initial_comment="look")
    client.chat_postMessage(channel=GENERAL, text="meanwhile")
    assert [message["text"] for message in slack.messages("general")] == ["meanwhile"]
    slack.wait_for(lambda: len(slack.messages("general")) == 2)
    shared = slack.messages("general")[1]
    assert shared["text"] == "look"
    assert shared["files"][0]["original_w"] == 64


def test_a_file_can_be_shared_with_blocks_in_a_thread(slack: SlackSandbox, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    blocks = json.dumps([actions(button())])
    client.files_upload_v2(channel=GENERAL, thread_ts=parent, filename="fox.png", content=flat_picture(), blocks=blocks)
    (reply,) = slack.messages("general", parent)
    assert reply["blocks"][0]["type"] == "actions"


@pytest.mark.parametrize(("channel", "error"), [(DESIGN, "not_in_channel"), (SECRET, "channel_not_found")])
def test_sharing_a_file_needs_membership_even_with_chat_write_public(
    slack: SlackSandbox, client: WebClient, channel: str, error: str
) -> None:
    slack.workspace.scopes |= {"chat:write.public"}
    ticket = client.files_getUploadURLExternal(filename="fox.png", length=4)
    send_bytes(ticket["upload_url"], b"1234")
    wanted = [{"id": ticket["file_id"], "title": "fox"}]
    answer = refusal(lambda: client.files_completeUploadExternal(files=wanted, channel_id=channel))
    assert answer["error"] == error
    assert client.files_completeUploadExternal(files=wanted)["ok"], "a refused share leaves the upload to be completed"


@pytest.mark.parametrize("channel", [ADA, "#general", "general"])
def test_channel_id_must_be_a_channels_id(client: WebClient, channel: str) -> None:
    answer = refusal(lambda: client.files_completeUploadExternal(files=[{"id": "F0X"}], channel_id=channel))
    assert answer["error"] == "invalid_arguments"
    assert "^[CGDZ][A-Z0-9]{8,}$" in answer["errors"][0]


def test_channels_takes_users_too(slack: SlackSandbox, client: WebClient) -> None:
    ticket = client.files_getUploadURLExternal(filename="fox.png", length=4)
    send_bytes(ticket["upload_url"], b"1234")
    client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}], channels=[GENERAL, ADA])
    assert len(slack.messages("general")) == len(slack.direct_messages("ada")) == 1


def test_info_tells_type_and_shares_once_processed(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"files:read"}
    slack.configure(file_delay=0.2)
    file_id = upload(client)
    assert client.files_info(file=file_id)["file"]["mimetype"] == ""
    slack.wait_for(lambda: client.files_info(file=file_id)["file"]["mimetype"] == "image/png")
    slack.configure(file_delay=0)
    client.files_upload_v2(channel=GENERAL, filename="fox.png", content=flat_picture())
    shared = slack.messages("general")[0]
    info = client.files_info(file=shared["files"][0]["id"])["file"]
    assert info["shares"]["public"][GENERAL][0]["ts"] == shared["ts"]


def test_a_deleted_file_is_gone(slack: SlackSandbox, client: WebClient) -> None:
    file_id = upload(client)
    client.files_delete(file=file_id)
    assert file_id not in slack.workspace.files
    assert refusal(lambda: client.files_delete(file=file_id))["error"] == "file_deleted"
    assert refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[picture_block(file_id)]))

import time

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import GENERAL, actions, button, picture_block, section, upload
from tests.sandbox_slack.recording_app import RecordingApp


@pytest.fixture
def hook(slack: SlackSandbox, app: RecordingApp) -> WebhookClient:
    """The response_url of a command that ada typed in #general."""
    assert app.url
    return WebhookClient(slack.command("ada", "general", "/imagine x").response_url)


def test_an_answer_is_ephemeral_unless_it_asks_for_the_channel(slack: SlackSandbox, hook: WebhookClient) -> None:
    hook.send(text="only you")
    hook.send(text="everybody", response_type="in_channel")
    assert [message["text"] for message in slack.ephemerals("ada")] == ["only you"]
    assert [message["text"] for message in slack.messages("general")] == ["everybody"]


def test_a_response_url_works_five_times(slack: SlackSandbox, hook: WebhookClient) -> None:
    assert [hook.send(text=str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    assert len(slack.ephemerals("ada")) == 5
    assert slack.calls("response_url")[-1].answer["error"] == "used_url"


def test_a_refused_answer_counts_too(hook: WebhookClient) -> None:
    answers = [hook.send(text="x", blocks=[section("")]) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {404}
    assert "invalid_blocks" in answers[0].body
    assert hook.send(text="x").status_code == 404


def test_a_response_url_works_for_thirty_minutes(slack: SlackSandbox, app: RecordingApp) -> None:
    assert app.url
    began = time.time()
    delivery = slack.command("ada", "general", "/imagine x")
    url = next(url for url in slack.workspace.response_urls.values() if url.id in delivery.response_url)
    assert began <= url.expires_at - 1800 <= time.time()
    slack.expire(delivery.response_url)
    answer = WebhookClient(delivery.response_url).send(text="late")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


@pytest.mark.parametrize("channel", ["design", "secret-project", "ada-ben", "dm"])
def test_it_works_where_the_bot_is_not_a_member(slack: SlackSandbox, app: RecordingApp, channel: str) -> None:
    assert app.url
    hook = WebhookClient(slack.command("ada", channel, "/imagine x").response_url)
    assert hook.send(text="hello", response_type="in_channel").status_code == 200
    assert hook.send(text="psst").status_code == 200
    assert [message["text"] for message in slack.ephemerals("ada")] == ["psst"]


def test_a_command_has_no_original_to_replace_or_delete(slack: SlackSandbox, hook: WebhookClient) -> None:
    hook.send(text="one")
    hook.send(text="two", replace_original=True)
    assert [message["text"] for message in slack.ephemerals("ada")] == ["one", "two"]
    assert hook.send_dict({"delete_original": True}).status_code == 404


def test_a_button_in_an_ephemeral_replaces_and_deletes_it(slack: SlackSandbox, hook: WebhookClient) -> None:
    hook.send(text="3rd in line", blocks=[actions(button("cancel"))])
    (shown,) = slack.ephemerals("ada")
    pressed = WebhookClient(slack.press("ada", shown, "cancel").response_url)
    pressed.send(text="cancelled", replace_original=True)
    (replaced,) = slack.ephemerals("ada")
    assert (replaced["text"], replaced["ts"]) == ("cancelled", shown["ts"])
    pressed.send_dict({"delete_original": True})
    assert slack.ephemerals("ada") == []


def test_a_button_in_a_message_replaces_and_deletes_it(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    assert app.url
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button())])
    hook = WebhookClient(slack.press("ben", slack.messages("general")[0], "again").response_url)
    hook.send(text="for ben")
    hook.send(text="y", replace_original=True)
    assert slack.messages("general")[0]["text"] == "y"
    hook.send_dict({"delete_original": True})
    assert slack.messages("general") == []
    assert slack.ephemerals("ben")[0]["text"] == "for ben"


def test_an_answer_to_a_button_in_a_thread_stays_in_the_thread(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    assert app.url
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    client.chat_postMessage(channel=GENERAL, text="x", thread_ts=parent, blocks=[actions(button())])
    hook = WebhookClient(slack.press("ada", slack.messages("general", parent)[0], "again").response_url)
    hook.send(text="psst")
    assert slack.ephemerals("ada")[0]["thread_ts"] == parent


def test_a_slack_file_is_not_shown_where_the_bot_is_not_a_member(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    assert app.url
    block = picture_block(upload(client))
    private = WebhookClient(slack.command("ada", "secret-project", "/imagine x").response_url)
    assert private.send(text="x", blocks=[block]).status_code == 404
    joined = WebhookClient(slack.command("ada", "general", "/imagine x").response_url)
    assert joined.send(text="x", blocks=[block]).status_code == 200


def test_an_invented_url_is_not_found(slack: SlackSandbox, hook: WebhookClient) -> None:
    assert WebhookClient(hook.url + "X").send(text="x").status_code == 404
    assert WebhookClient(f"{slack.url}/commands/T0SANDBOX1/1/2").send(text="x").status_code == 404
    assert slack.ephemerals("ada") == []


def test_an_answer_needs_words(hook: WebhookClient) -> None:
    answer = hook.send_dict({"response_type": "ephemeral"})
    assert (answer.status_code, "no_text" in answer.body) == (404, True)

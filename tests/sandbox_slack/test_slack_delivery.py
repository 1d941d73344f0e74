import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from slack_sdk.signature import SignatureVerifier

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.recording_app import Answer, Received, RecordingApp

COMMAND = "/imagine a red fox --no dogs & <b>cats</b>"


def is_signed(slack: SlackSandbox, received: Received) -> bool:
    return SignatureVerifier(slack.signing_secret).is_valid_request(received.body, received.headers)


def test_a_command_arrives_signed_with_all_its_fields(slack: SlackSandbox, app: RecordingApp) -> None:
    delivery = slack.command("ada", "general", COMMAND)
    (received,) = app.received
    assert is_signed(slack, received)
    form = received.form
    assert (form["command"], form["text"]) == ("/imagine", "a red fox --no dogs & <b>cats</b>")
    assert (form["user_id"], form["channel_id"], form["channel_name"]) == ("U0ADA00001", "C0GENERAL1", "general")
    assert form["is_enterprise_install"] == "false"
    assert "thread_ts" not in form
    assert (form["trigger_id"], form["response_url"]) == (delivery.trigger_id, delivery.response_url)
    assert (delivery.status, delivery.error, delivery.transport) == (200, "", "http")
    assert 0 < delivery.ack_ms < 3000


@pytest.mark.parametrize(
    ("channel", "name"), [("secret-project", "privategroup"), ("dm", "directmessage"), ("ada-ben", "directmessage")]
)
def test_channel_names_of_private_places_are_masked(
    slack: SlackSandbox, app: RecordingApp, channel: str, name: str
) -> None:
    slack.command("ada", channel, "/imagine x")
    assert app.received[0].form["channel_name"] == name


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Answer(body="drawing", content_type="text/plain"), "drawing"),
        (Answer(body=json.dumps({"text": "drawing"})), "drawing"),
        (Answer(body=json.dumps({"response_type": "ephemeral", "text": "drawing"})), "drawing"),
    ],
)
def test_an_acks_words_are_shown_to_the_asker_alone(
    slack: SlackSandbox, app: RecordingApp, answer: Answer, shown: str
) -> None:
    app.answer = lambda _received: answer
    slack.command("ada", "general", COMMAND)
    assert [message["text"] for message in slack.ephemerals("ada")] == [shown]
    assert slack.messages("general") == []


def test_an_empty_ack_shows_nothing(slack: SlackSandbox, app: RecordingApp) -> None:
    assert app.url
    slack.command("ada", "general", COMMAND)
    assert slack.ephemerals("ada") == slack.messages("general") == []


def test_an_in_channel_ack_shows_the_command_too(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(body=json.dumps({"response_type": "in_channel", "text": "drawing"}))
    slack.command("ada", "general", "/imagine x")
    assert [message["text"] for message in slack.messages("general")] == ["/imagine x", "drawing"]


def test_a_failed_command_is_told_to_the_asker_in_slacks_words(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(status=500, body="oops")
    assert slack.command("ada", "general", COMMAND).error == "dispatch_failed"
    slack.app_url = "http://127.0.0.1:9/slack/events"
    assert slack.command("ada", "general", COMMAND).error == "dispatch_failed"
    said = {message["text"] for message in slack.ephemerals("ada")}
    assert said == {'/imagine failed with the error "dispatch_failed"'}


def test_an_ack_has_three_seconds(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(delay=3.3)
    delivery = slack.command("ada", "general", COMMAND)
    assert (delivery.error, delivery.status) == ("operation_timeout", 0)
    assert 3000 <= delivery.ack_ms < 3300
    assert 'with the error "operation_timeout"' in slack.ephemerals("ada")[0]["text"]


def test_bad_blocks_in_an_ack_are_an_error(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(body=json.dumps({"text": "x", "blocks": [{"type": "section"}]}))
    assert slack.command("ada", "general", COMMAND).error == "invalid_blocks"


def test_the_same_command_can_be_delivered_five_times_at_once(slack: SlackSandbox, app: RecordingApp) -> None:
    parcel = slack.parcel("ada", "general", COMMAND)
    together = threading.Barrier(5)

    def deliver(_number: int) -> int:
        together.wait()
        return slack.deliver(parcel).status

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(deliver, range(5))) == [200] * 5
    assert len({received.form["trigger_id"] for received in app.received}) == 1
    assert len(slack.deliveries()) == 5


def test_a_wrong_signature_and_a_stale_timestamp_can_be_sent(slack: SlackSandbox, app: RecordingApp) -> None:
    parcel = slack.parcel("ada", "general", COMMAND)
    slack.deliver(replace(parcel, signing_secret="another"))
    slack.deliver(replace(parcel, age=301))
    assert [is_signed(slack, received) for received in app.received] == [False, False]


def test_an_event_that_fails_comes_again_with_retry_headers(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(status=200 if len(app.received) == 3 else 500)
    delivery = slack.mention("ada", "general", "a red fox")
    assert delivery.error == "dispatch_failed"
    slack.wait_for(lambda: len(app.received) == 3, what="two retries")
    headers = [received.headers for received in app.received]
    assert [found.get("x-slack-retry-num") for found in headers] == [None, "1", "2"]
    assert headers[1]["x-slack-retry-reason"] == "http_error"
    assert len({received.json["event_id"] for received in app.received}) == 1
    assert all(is_signed(slack, received) for received in app.received)


def test_who_begins_anew_hears_of_no_earlier_event(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(status=500)
    slack.mention("ada", "general", "a red fox")
    slack.wait_for(lambda: len(app.received) == 2, what="the retry at once")
    slack.reset()
    slack.wait_for(lambda: "retry-app_mention" not in {thread.name for thread in threading.enumerate()})
    assert len(app.received) < 4, "not all three retries"


def test_an_app_may_decline_retries(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda _received: Answer(status=500, headers={"x-slack-no-retry": "1"})
    slack.mention("ada", "general", "a red fox")
    app.answer = lambda _received: Answer()
    slack.command("ada", "general", COMMAND)
    assert len(app.received) == 2


def test_an_event_can_be_redelivered(slack: SlackSandbox, app: RecordingApp) -> None:
    delivery = slack.mention("ada", "general", "a red fox")
    again = slack.redeliver(delivery, retry_num=2, reason="http_timeout")
    assert again.retry_num == 2
    assert app.received[0].json == app.received[1].json
    assert app.received[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_a_request_url_proves_itself_by_echoing_the_challenge(slack: SlackSandbox, app: RecordingApp) -> None:
    app.answer = lambda received: Answer(body=json.dumps({"challenge": received.json["challenge"]}))
    assert slack.people.verify_url().error == ""
    app.answer = lambda _received: Answer()
    assert slack.people.verify_url().error == "challenge_failed"


def test_every_delivery_is_on_record(slack: SlackSandbox, app: RecordingApp) -> None:
    assert app.url
    slack.command("ada", "general", COMMAND)
    slack.mention("ben", "general", "a red fox")
    record = [delivery.as_json() for delivery in slack.deliveries()]
    assert [(entry["kind"], entry["name"]) for entry in record] == [("command", "/imagine"), ("event", "app_mention")]
    assert all(entry["ack_ms"] > 0 and entry["status"] == 200 for entry in record)

"""Calls to Slack: what is asked again, what is not, and how long one waits."""

import io

import pytest

from bot.delivery.slack_calls import (
    PATIENCE_SECONDS,
    SlackBusyError,
    SlackCalls,
    SlackRefusedError,
    SlackUnreachableError,
)
from sandbox.slack import SlackSandbox
from tests.bot.job_rows import GENERAL, TEAM
from tests.titan_core.clocks import Clock


def post(calls: SlackCalls) -> dict[str, object]:
    return calls.call(TEAM, "chat.postMessage", channel=GENERAL, text="hello")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", SlackBusyError),
        ("500", SlackUnreachableError),
        ("502", SlackUnreachableError),
        ("drop", SlackUnreachableError),
        ("internal_error", SlackUnreachableError),
        ("service_unavailable", SlackUnreachableError),
        ("is_archived", SlackRefusedError),
        ("invalid_auth", SlackRefusedError),
    ],
)
def test_each_way_to_fail_has_its_error(
    slack: SlackSandbox, calls: SlackCalls, fault: str, error: type[Exception]
) -> None:
    slack.fail("chat.postMessage", fault)

    with pytest.raises(error, match=r"^chat\.postMessage: "):
        post(calls)
    assert len(slack.calls()) == 1, "one call is one call: a lost message may have been posted"


def test_after_a_429_the_next_call_of_that_method_waits_and_others_do_not(
    slack: SlackSandbox, calls: SlackCalls, clock: Clock
) -> None:
    slack.fail("chat.postMessage", "429", seconds=7)
    with pytest.raises(SlackBusyError):
        post(calls)

    calls.call(TEAM, "auth.test")
    assert clock.slept == []
    post(calls)
    assert clock.slept == [7.0]


def test_what_comes_before_an_ack_does_not_wait_longer_than_its_trigger_lives(
    slack: SlackSandbox, calls: SlackCalls, clock: Clock
) -> None:
    slack.fail("views.open", "429", seconds=30)
    for _ in range(3):
        with pytest.raises(SlackBusyError):
            calls.call(TEAM, "views.open", trigger_id="1.2.3", view={})

    assert clock.slept == []
    assert len(slack.calls("views.open")) == 1


def test_patience_outlasts_a_busy_and_a_broken_slack(slack: SlackSandbox, calls: SlackCalls) -> None:
    for fault in ("429", "500", "drop", "429"):
        slack.fail("chat.postMessage", fault)

    assert calls.patiently(lambda: post(calls))["ok"]


def test_a_refusal_is_not_asked_again(slack: SlackSandbox, calls: SlackCalls, clock: Clock) -> None:
    slack.fail("chat.postMessage", "is_archived")

    with pytest.raises(SlackRefusedError):
        calls.patiently(lambda: post(calls))
    assert clock.slept == []


def test_patience_ends_after_a_day(slack: SlackSandbox, calls: SlackCalls, clock: Clock) -> None:
    slack.fail("chat.postMessage", "500", times=100_000)
    began = clock.now

    def attempt() -> None:
        clock.now += 600  # as if each took ten minutes
        post(calls)

    with pytest.raises(SlackUnreachableError):
        calls.patiently(attempt)
    assert PATIENCE_SECONDS <= clock.now - began < PATIENCE_SECONDS + 1000


def test_pauses_grow_and_stay_short(slack: SlackSandbox, calls: SlackCalls, clock: Clock) -> None:
    slack.fail("chat.postMessage", "500", times=10)
    calls.patiently(lambda: post(calls))

    assert clock.slept[0] < 2 < clock.slept[-1] <= 24
    assert len(clock.slept) == 10


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("500", SlackUnreachableError),
        ("429", SlackUnreachableError),
        ("drop", SlackUnreachableError),
        ("403", SlackRefusedError),
    ],
)
def test_an_upload_fails_as_a_call_does(
    slack: SlackSandbox, calls: SlackCalls, fault: str, error: type[Exception]
) -> None:
    ticket = calls.call(TEAM, "files.getUploadURLExternal", form=True, filename="fox.png", length=3)
    slack.fail("upload", fault)

    with pytest.raises(error):
        calls.post_bytes(ticket["upload_url"], io.BytesIO(b"fox"))
    calls.post_bytes(ticket["upload_url"], io.BytesIO(b"fox"))


@pytest.mark.parametrize("fault", ["drop", "500", "404"])
def test_a_response_url_that_fails_says_so(slack: SlackSandbox, calls: SlackCalls, fault: str) -> None:
    delivery = slack.parcel("ada", "general", "/imagine").payload["response_url"]
    slack.fail("response_url", fault)

    assert calls.respond(delivery, {"text": "hello"}) is False
    assert calls.respond(delivery, {"text": "hello"}) is True

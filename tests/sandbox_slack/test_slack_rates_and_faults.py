import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from sandbox.slack import SlackSandbox
from sandbox.slack.faults import Chance, Fault, Faults
from sandbox.slack.rates import RateLimits
from tests.sandbox_slack.calls import CONCEPT, GENERAL, refusal, send_bytes
from tests.sandbox_slack.recording_app import RecordingApp

LOST = (URLError, RemoteDisconnected, ConnectionError)


def too_many(call_result: SlackApiError) -> tuple[int, str, int]:
    response = call_result.response
    return response.status_code, response["error"], int(response.headers["Retry-After"])


def test_tier_3_is_50_calls_a_minute_per_method(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="x")["ts"]
    for n in range(50):
        client.chat_update(channel=GENERAL, ts=ts, text=str(n))
    with pytest.raises(SlackApiError) as caught:
        client.chat_update(channel=GENERAL, ts=ts, text="51")
    status, error, wait = too_many(caught.value)
    assert (status, error) == (429, "ratelimited")
    assert 50 <= wait <= 60
    assert client.chat_delete(channel=GENERAL, ts=ts)["ok"], "another method has a budget of its own"


def test_a_channel_takes_a_short_burst_of_messages_then_one_a_second(client: WebClient) -> None:
    for n in range(5):
        client.chat_postMessage(channel=GENERAL, text=str(n))
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=GENERAL, text="6")
    assert too_many(caught.value)[2] <= 5
    assert client.chat_postMessage(channel=CONCEPT, text="1")["ok"]


def test_tiers_can_be_turned_off(slack: SlackSandbox, client: WebClient) -> None:
    slack.configure(tiers=False)
    for n in range(60):
        client.chat_postMessage(channel=GENERAL, text=str(n))
    assert len(slack.messages("general")) == 60


def test_a_window_slides_and_refused_calls_take_nothing() -> None:
    now = [0.0]
    rates = RateLimits(clock=lambda: now[0])
    rule = ("chat.update", 2, 60.0)
    assert rates.take(rule) == 0
    now[0] = 30.0
    assert rates.take(rule) == 0
    assert rates.take(rule) == 30
    now[0] = 45.5
    assert rates.take(rule) == 15
    now[0] = 60.0
    assert rates.take(rule) == 0
    assert rates.take(rule) == 30


@pytest.mark.parametrize("how", ["internal_error", "fatal_error", "ratelimited"])
def test_a_method_fails_as_often_as_asked(slack: SlackSandbox, client: WebClient, how: str) -> None:
    slack.fail("chat.postMessage", how, times=2)
    for _ in range(2):
        assert refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x"))["error"] == how
    client.chat_postMessage(channel=GENERAL, text="x")
    assert len(slack.messages("general")) == 1


def test_429_carries_retry_after_and_the_sdk_obeys(slack: SlackSandbox, client: WebClient) -> None:
    slack.fail("chat.postMessage", "429", seconds=1)
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    started = time.monotonic()
    client.chat_postMessage(channel=GENERAL, text="x")
    assert time.monotonic() - started >= 1
    assert [call.status for call in slack.calls("chat.postMessage")] == [429, 200]


def test_500_is_retried_by_the_sdk_where_wanted(slack: SlackSandbox, client: WebClient) -> None:
    slack.fail("chat.postMessage", "500")
    client.retry_handlers.append(ServerErrorRetryHandler(max_retry_count=1))
    client.chat_postMessage(channel=GENERAL, text="x")
    assert len(slack.messages("general")) == 1


@pytest.mark.parametrize("how", ["drop", "hang"])
@pytest.mark.parametrize("after", [False, True])
def test_an_answer_can_be_lost_before_or_after_the_effect(
    slack: SlackSandbox, client: WebClient, how: str, *, after: bool
) -> None:
    slack.fail("chat.postMessage", how, after=after, seconds=0.05)
    with pytest.raises(LOST):
        client.chat_postMessage(channel=GENERAL, text="x")
    assert len(slack.messages("general")) == int(after)
    assert slack.calls("chat.postMessage")[0].status == 0


def test_a_hang_lasts_longer_than_an_impatient_client(slack: SlackSandbox) -> None:
    slack.fail("auth.test", "hang", seconds=0.4)
    hasty = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=0.1, retry_handlers=[])  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        hasty.auth_test()


def test_a_hang_does_not_keep_the_sandbox_from_ending() -> None:
    with ThreadPoolExecutor(1) as pool:
        with SlackSandbox() as sandbox:
            sandbox.fail("auth.test", "hang", seconds=60)
            client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
            hanging = pool.submit(client.auth_test)
            sandbox.wait_for(lambda: sandbox.slack.faults.left("auth.test") == 0, what="the call")
        with pytest.raises(LOST):
            hanging.result(timeout=5)


def test_uploads_and_response_urls_fail_too(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    assert app.url
    slack.fail("upload", "503")
    ticket = client.files_getUploadURLExternal(filename="x.png", length=4)
    assert send_bytes(ticket["upload_url"], b"1234") == 503
    assert send_bytes(ticket["upload_url"], b"1234") == 200
    slack.fail("response_url", "500")
    hook = WebhookClient(slack.command("ada", "general", "/imagine x").response_url, retry_handlers=[])
    assert [hook.send(text="x").status_code for _ in range(2)] == [500, 200]


def test_slack_can_be_out_of_reach_for_a_while(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    assert app.url
    hook = WebhookClient(slack.command("ada", "general", "/imagine x").response_url, retry_handlers=[])
    slack.unreachable(30)
    for call in (client.auth_test, lambda: hook.send(text="x"), lambda: send_bytes(f"{slack.url}/upload/v1/X", b"x")):
        with pytest.raises(LOST):
            call()
    slack.unreachable(0)
    assert client.auth_test()["ok"]
    assert hook.send(text="x").status_code == 200


def test_a_share_of_all_calls_fails_in_each_way_the_same_for_the_same_seed() -> None:
    def met(seed: int) -> list[Fault | None]:
        faults = Faults()
        faults.take_chances(Chance(share=0.3, seed=seed))
        return [faults.take("auth.test") for _ in range(1000)]

    ways = Counter((fault.how, fault.after) for fault in met(1) if fault)
    assert 240 <= ways.total() <= 360
    assert set(ways) == {("429", False), ("500", False), ("hang", False), ("hang", True)}
    assert 0.4 <= ways["hang", True] / (ways["hang", False] + ways["hang", True]) <= 0.6
    assert met(1) == met(1) != met(2)


def test_calls_fail_by_chance_until_told_otherwise(slack: SlackSandbox, client: WebClient) -> None:
    slack.fail_by_chance(1, seconds=0)
    for _ in range(5):
        with pytest.raises((SlackApiError, *LOST)):
            client.auth_test()
    slack.fail_by_chance(0)
    assert client.auth_test()["ok"]
    with pytest.raises(ValueError, match="from 0 to 1"):
        slack.fail_by_chance(2)


def test_the_record_says_which_of_an_apps_processes_called(slack: SlackSandbox) -> None:
    client = WebClient(token=slack.bot_token, base_url=f"{slack.url}/by/worker-1/api/")
    assert client.auth_test()["ok"]
    assert [call.caller for call in slack.calls("auth.test")] == ["worker-1"]


def test_a_fault_that_makes_no_sense_is_refused(slack: SlackSandbox) -> None:
    with pytest.raises(ValueError, match="once or more"):
        slack.fail("auth.test", times=0)
    with pytest.raises(TypeError, match="there are times, seconds, after"):
        slack.fail("auth.test", often=3)
    with pytest.raises(TypeError, match="there are file_delay, tiers, app_url"):
        slack.configure(colour="red")

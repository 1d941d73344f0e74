"""The content filter, faults on demand, the record of calls and the control API."""

import json
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError, ResponseStreamingError

from sandbox.bedrock import BedrockSandbox

Invoke = Callable[..., dict[str, Any]]

TITAN = "amazon.titan-image-generator-v2:0"
NOVA = "amazon.nova-canvas-v1:0"
CORE = "stability.stable-image-core-v1:1"


@pytest.fixture(autouse=True)
def plain(bedrock: BedrockSandbox) -> None:
    bedrock.change({TITAN: "active", NOVA: "active"}, painter="plain")


def batch(text: str, n: int = 3) -> dict[str, Any]:
    return {
        "taskType": "TEXT_IMAGE",
        "textToImageParams": {"text": text},
        "imageGenerationConfig": {"width": 512, "height": 512, "numberOfImages": n},
    }


def outcomes(bedrock: BedrockSandbox) -> list[str]:
    return [call["outcome"] for call in bedrock.calls]


class TestContentFilter:
    def test_titan_refuses_a_prompt(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        with pytest.raises(ClientError, match="automatically flagged this prompt because it may conflict our AUP"):
            invoke(TITAN, **batch("a Forbidden fox"))

        assert outcomes(bedrock) == ["ValidationException"]

    def test_titan_refuses_output(self, invoke: Invoke) -> None:
        with pytest.raises(ClientError, match=r"because the generated image\(s\) may conflict"):
            invoke(TITAN, **batch("forbidden-output"))

    def test_titan_withholds_one_of_a_batch(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        answer = invoke(TITAN, **batch("forbidden-one fox"))

        assert len(answer["images"]) == 2
        assert "blocked by our content filters" in answer["error"]
        assert bedrock.totals["charged_usd"] == 0.016

    def test_nova_refuses_a_prompt(self, invoke: Invoke) -> None:
        with pytest.raises(ClientError, match="Please adjust your text prompt to submit a new request"):
            invoke(NOVA, "us-east-1", **batch("forbidden"))

    @pytest.mark.parametrize(
        ("word", "left", "how_many"), [("forbidden-output", 0, "All"), ("forbidden-one", 2, "Some")]
    )
    def test_nova_withholds_inside_a_200(self, invoke: Invoke, word: str, left: int, how_many: str) -> None:
        answer = invoke(NOVA, "us-east-1", **batch(word))

        assert len(answer["images"]) == left
        assert answer["error"] == f"{how_many} of the generated images have been blocked by our content filters."

    @pytest.mark.parametrize(("word", "reason"), [("forbidden", "prompt"), ("forbidden-output", "output image")])
    def test_stability_refuses_inside_a_200(
        self, bedrock: BedrockSandbox, invoke: Invoke, word: str, reason: str
    ) -> None:
        assert invoke(CORE, prompt=f"a {word} fox") == {"finish_reasons": [f"Filter reason: {reason}"]}
        assert outcomes(bedrock) == ["withheld"]
        assert bedrock.totals["charged_usd"] == 0

    def test_one_of_a_batch_of_single_calls_is_withheld_and_stays_so(self, invoke: Invoke) -> None:
        def reasons() -> list[str | None]:
            return [invoke(CORE, prompt="forbidden-one", seed=seed)["finish_reasons"][0] for seed in (7, 8, 9)]

        first = reasons()

        assert sorted(first, key=str) == ["Filter reason: output image", None, None]
        assert reasons() == first

    @pytest.mark.parametrize("prompt", ["an unforbidden fox", "forbidden_fruit", "forbiddenness"])
    def test_other_words_pass(self, invoke: Invoke, prompt: str) -> None:
        assert invoke(CORE, prompt=prompt)["finish_reasons"] == [None]


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "status"),
        [
            ("ThrottlingException", 429),
            ("ModelNotReadyException", 429),
            ("InternalServerException", 500),
            ("ServiceUnavailableException", 503),
            ("ModelTimeoutException", 408),
            ("ModelErrorException", 424),
            ("ServiceQuotaExceededException", 400),
        ],
    )
    def test_the_next_calls_meet_the_fault_and_then_it_is_over(
        self, bedrock: BedrockSandbox, invoke: Invoke, fault: str, status: int
    ) -> None:
        bedrock.fault_next(fault, times=2)

        for _ in range(2):
            with pytest.raises(ClientError) as refused:
                invoke(CORE, prompt="a fox")
            assert refused.value.response["Error"]["Code"] == fault
            assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == status

        assert invoke(CORE, prompt="a fox")["images"]
        assert outcomes(bedrock) == [fault, fault, "ok"]
        assert bedrock.totals["charged_usd"] == 0.04

    def test_a_bad_gateway_has_no_code(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.fault_next("bad_gateway")

        with pytest.raises(ClientError) as refused:
            invoke(CORE, prompt="a fox")
        assert refused.value.response["Error"]["Code"] == "502"

    def test_a_cut_body_was_paid_for(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.fault_next("cut")

        with pytest.raises(ResponseStreamingError):
            invoke(CORE, prompt="a fox")
        assert bedrock.totals["charged_usd"] == 0.04

    def test_a_hanging_call_times_out_and_was_paid_for(
        self, bedrock: BedrockSandbox, make_client: Callable[..., Any]
    ) -> None:
        bedrock.fault_next("hang")

        with pytest.raises(ReadTimeoutError):
            make_client(read_timeout=0.3).invoke_model(modelId=CORE, body=json.dumps({"prompt": "a fox"}))
        assert bedrock.calls[0]["pictures"] == 1

    def test_every_third_call_is_throttled(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.change(throttle_every=3)

        for number in range(1, 7):
            if number % 3 == 0:
                with pytest.raises(ClientError, match="Too many requests, please wait before trying again"):
                    invoke(CORE, prompt="a fox")
            else:
                invoke(CORE, prompt="a fox")

    def test_a_share_of_the_calls_is_throttled_the_same_way_each_time(self, bedrock: BedrockSandbox) -> None:
        def throttled() -> list[int]:
            bedrock.reset()
            bedrock.change(throttle_fraction=0.3)
            calls = [bedrock.state.begin(CORE, "id") for _ in range(200)]
            return [call.number for call in calls if bedrock.state.next_fault(call)]

        first = throttled()

        assert 30 <= len(first) <= 90
        assert throttled() == first

    def test_a_share_of_the_calls_fails_as_servers_do(self, bedrock: BedrockSandbox) -> None:
        bedrock.change(throttle_fraction=0.1, error_fraction=0.2)
        calls = [bedrock.state.begin(CORE, "id") for _ in range(500)]
        met = Counter(bedrock.state.next_fault(call) for call in calls)

        assert set(met) == {None, "ThrottlingException", "InternalServerException", "ServiceUnavailableException"}
        assert 25 <= met["ThrottlingException"] <= 75
        assert 60 <= met["InternalServerException"] + met["ServiceUnavailableException"] <= 120

    def test_pictures_are_padded_to_the_asked_size(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.change(picture_bytes=2_000_000)

        assert len(invoke(CORE, prompt="a fox")["images"][0]) * 3 // 4 >= 2_000_000


class TestTime:
    def test_sixty_four_slow_calls_run_side_by_side(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.change(latency=1.0)
        invoke(CORE, prompt="a fox")
        began = time.monotonic()

        with ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda seed: invoke(CORE, prompt="a fox", seed=seed), range(1, 65)))

        assert len(answers) == 64
        assert time.monotonic() - began < 8
        assert bedrock.totals["max_in_flight"] > 32
        assert bedrock.totals["in_flight"] == 0
        assert all(call["ended_at"] - call["started_at"] >= 0.99 for call in bedrock.calls)

    def test_the_models_usual_time_is_log_normal_around_its_median(self, bedrock: BedrockSandbox) -> None:
        from sandbox.bedrock.catalog import MODELS  # noqa: PLC0415

        bedrock.change(latency="model")
        calls = [bedrock.state.begin(CORE, "id") for _ in range(201)]
        seconds = sorted(bedrock.state.latency_seconds(MODELS[CORE], call) for call in calls)

        assert 3.6 < seconds[100] < 4.4
        assert 1 < seconds[0] < 3
        assert 6 < seconds[-1] < 16

    def test_time_can_lie_between_two_bounds(self, bedrock: BedrockSandbox) -> None:
        from sandbox.bedrock.catalog import MODELS  # noqa: PLC0415

        bedrock.change(latency=(0.5, 1.0))
        calls = [bedrock.state.begin(CORE, "id") for _ in range(201)]
        seconds = sorted(bedrock.state.latency_seconds(MODELS[CORE], call) for call in calls)

        assert 0.5 <= seconds[0] < 0.6
        assert 0.7 < seconds[100] < 0.8
        assert 0.9 < seconds[-1] <= 1.0
        with pytest.raises(ValueError, match="latency: a number from 0"):
            bedrock.change(latency=(0.5, -1))


class TestControlApi:
    def test_calls_tell_what_was_asked_and_charged(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        invoke(CORE, prompt="x" * 3000, seed=7)

        told = httpx.get(f"{bedrock.url}/_sandbox/calls").json()

        call = told["calls"][0]
        assert (call["model_id"], call["region"], call["outcome"], call["status"]) == (CORE, "us-west-2", "ok", 200)
        assert (call["seeds"], call["pictures"], call["charged_usd"]) == ([7], 1, 0.04)
        assert call["body"]["prompt"].endswith("(3000 characters)")
        assert told["totals"] == {"calls": 1, "pictures": 1, "charged_usd": 0.04, "in_flight": 0, "max_in_flight": 1}

    def test_a_call_under_way_at_a_reset_counts_no_more(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.change(latency=0.5)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(invoke, CORE, prompt="a fox")
            deadline = time.monotonic() + 10
            while not bedrock.totals["in_flight"] and time.monotonic() < deadline:
                time.sleep(0.01)
            began = bedrock.totals["in_flight"]
            bedrock.reset()
            assert answer.result()["images"]

        assert began == 1
        assert bedrock.totals == {"calls": 0, "pictures": 0, "charged_usd": 0, "in_flight": 0, "max_in_flight": 0}
        assert bedrock.calls == []

    def test_settings_faults_and_reset_over_http(self, bedrock: BedrockSandbox) -> None:
        wanted = {"latency": 2, "lifecycle": {CORE: "legacy"}}
        assert httpx.post(f"{bedrock.url}/_sandbox/settings", json=wanted).json()["latency"] == 2
        told = httpx.post(f"{bedrock.url}/_sandbox/next", json={"fault": "cut", "times": 2}).json()
        assert (told["lifecycle"][CORE], told["next"]) == ("legacy", ["cut", "cut"])

        httpx.post(f"{bedrock.url}/_sandbox/reset")

        told = httpx.get(f"{bedrock.url}/_sandbox/settings").json()
        assert (told["latency"], told["lifecycle"][CORE], told["next"]) == (0.0, "active", [])

    @pytest.mark.parametrize(
        ("path", "body", "why"),
        [
            ("settings", {"latency": -1}, 'latency: a number from 0 to 3600 seconds, or "model", not -1'),
            ("settings", {"latency": "slow"}, "latency: a number"),
            ("settings", {"throttle_every": 1.5}, "throttle_every: a whole number from 0 or more calls"),
            ("settings", {"painter": "monet"}, 'painter: "sketch" or "plain"'),
            ("settings", {"control_plane": 1}, "control_plane: true or false"),
            ("settings", {"speed": 1}, "speed: no such setting; there are control_plane"),
            ("settings", {"lifecycle": {CORE: "gone"}}, "gone: no lifecycle; there are active"),
            ("settings", {"lifecycle": {"x": "active"}}, "x: the sandbox has no such model"),
            ("settings", {"lifecycle": []}, "lifecycle: an object"),
            ("settings", [], "the body is no JSON object"),
            ("next", {"fault": "boom"}, "boom: no such fault; there are AccessDeniedException"),
            ("next", {"fault": "cut", "times": 0}, "times: a whole number from 1 to 100000, not 0"),
        ],
    )
    def test_what_cannot_be_set_says_what_can(self, bedrock: BedrockSandbox, path: str, body: object, why: str) -> None:
        before = bedrock.state.settings_json()

        answer = httpx.post(f"{bedrock.url}/_sandbox/{path}", json=body)

        assert answer.status_code == 400
        assert why in answer.json()["error"]
        assert bedrock.state.settings_json() == before

"""When the same model is asked again, and when never; the gate around every attempt."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.titan_core.bedrock_wire import THROTTLED, Answer, BedrockWire, refusal, stability
from tests.titan_core.clocks import Clock
from titan_core import (
    BadResponseError,
    Bedrock,
    BedrockSettings,
    ImageClient,
    NotReadyError,
    RetryPolicy,
    TextToImage,
    ThrottledError,
    UnavailableError,
    UnknownResultError,
    UnreachableError,
    find,
)

TITAN, CORE = "amazon.titan-image-generator-v2:0", "stability.stable-image-core-v1:1"
FOX = TextToImage(prompt="a fox", seed=100)
THREE = TextToImage(prompt="a fox", seed=100, number_of_images=3)
Make = Callable[..., ImageClient]
MakeBedrock = Callable[..., Bedrock]


@pytest.mark.parametrize(
    "refused",
    [
        THROTTLED,
        refusal(429, "ModelNotReadyException", "soon"),
        refusal(503, "ServiceUnavailableException", "later"),
        refusal(500, "InternalServerException", "later"),
    ],
)
def test_what_passes_is_tried_again_on_the_same_model_with_growing_waits(
    wire: BedrockWire, make_client: Make, clock: Clock, refused: Answer
) -> None:
    wire.then(refused, refused, refused)

    result = make_client("core", "ultra").generate(FOX)

    assert wire.models == [CORE] * 4
    assert result.model is find("core")
    for wait, step in zip(clock.slept, (1, 2, 4), strict=True):
        assert step / 2 <= wait <= step


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        (THROTTLED, ThrottledError),
        (refusal(429, "ModelNotReadyException", "soon"), NotReadyError),
        (refusal(502, "BadGateway", "later"), UnavailableError),
    ],
)
def test_patience_ends(
    wire: BedrockWire, make_client: Make, clock: Clock, refused: Answer, kind: type[Exception]
) -> None:
    wire.script = lambda _: refused

    with pytest.raises(kind):
        make_client("core", "ultra").generate(FOX)

    assert 30 < sum(clock.slept) <= 60
    assert set(wire.models) == {CORE}


def test_a_request_that_was_never_sent_is_tried_again(clock: Clock) -> None:
    settings = BedrockSettings(endpoint_url="http://127.0.0.1:9", models=(find("core"),), aws={})
    with ImageClient.from_settings(settings) as client:
        assert client.chain == (find("core"),)

    class Flaky:
        calls = 0

        def invoke(self, model_id: str, body: bytes) -> Any:  # noqa: ANN401, ARG002 - never answers
            self.calls += 1
            raise UnreachableError(model_id=model_id)

        def close(self) -> None: ...

    flaky = Flaky()
    retry = RetryPolicy(first_seconds=1, longest_seconds=1, patience_seconds=3)
    client = ImageClient(flaky, [find("core")], clock=clock, sleep=clock.sleep, retry=retry)
    with pytest.raises(UnreachableError):
        client.generate(FOX)

    assert 4 <= flaky.calls <= 7


@pytest.mark.parametrize("unknown", [stability(delay=0.6), stability(keep=20)])
def test_a_result_that_is_unknown_is_never_tried_again(
    wire: BedrockWire, make_bedrock: MakeBedrock, make_client: Make, clock: Clock, unknown: Answer
) -> None:
    wire.then(unknown)
    bedrock = make_bedrock(read_timeout_seconds=0.2)

    with pytest.raises(UnknownResultError):
        make_client("core", "ultra", bedrock=bedrock).generate(FOX)

    assert (len(wire.asked), clock.slept) == (1, [])


def test_an_answer_that_makes_no_sense_ends_it_and_names_the_request(wire: BedrockWire, make_client: Make) -> None:
    wire.then(Answer(body=b"<html>"))

    with pytest.raises(BadResponseError, match="request req-1"):
        make_client("core", "ultra").generate(FOX)

    wire.then(Answer(body=b"[]"))
    with pytest.raises(BadResponseError, match="not a JSON object"):
        make_client("core", "ultra").generate(FOX)


def test_the_gate_is_entered_for_every_attempt_and_not_held_while_waiting(
    wire: BedrockWire, make_client: Make, clock: Clock
) -> None:
    events: list[str] = []

    @contextmanager
    def gate() -> Iterator[None]:
        events.append("in")
        try:
            yield
        finally:
            events.append("out")

    def sleep(seconds: float) -> None:
        events.append("wait")
        clock.sleep(seconds)

    wire.then(THROTTLED)
    make_client("core", gate=gate, sleep=sleep).generate(FOX)

    assert events == ["in", "out", "wait", "in", "out"]


def test_an_error_of_the_gate_comes_out_as_it_is(make_client: Make) -> None:
    @contextmanager
    def gate() -> Iterator[None]:
        raise LookupError("shutting down")
        yield

    with pytest.raises(LookupError, match="shutting down"):
        make_client(gate=gate).generate(THREE)


@pytest.mark.parametrize(
    "values", [{"first_seconds": 0}, {"first_seconds": 9, "longest_seconds": 5}, {"patience_seconds": -1}]
)
def test_a_retry_policy_cannot_be_built_invalid(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="waits are above 0"):
        RetryPolicy(**values)


def test_waits_grow_to_the_longest_and_are_halved_at_most_by_luck() -> None:
    policy = RetryPolicy()

    assert [policy.wait(attempt, 1.0) for attempt in range(7)] == [1, 2, 4, 8, 16, 20, 20]
    assert [policy.wait(attempt, 0.0) for attempt in (0, 5, 10_000)] == [0.5, 10, 10]
    assert list(policy.waits(lambda: 1.0)) == [1, 2, 4, 8, 16, 20]
    assert list(RetryPolicy(patience_seconds=0).waits(lambda: 0.0)) == []

"""Several pictures: at once, in order, some withheld, some there already; many threads on one client."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal

import pytest

from tests.titan_core.bedrock_wire import (
    END_OF_LIFE,
    EXPIRED,
    QUOTA,
    THROTTLED,
    WITHHELD,
    Answer,
    Asked,
    BedrockWire,
    as_asked,
    by_model,
    by_seed,
    stability,
    titan,
)
from tests.titan_core.clocks import Clock
from titan_core import (
    BadCredentialsError,
    BadResponseError,
    Bedrock,
    ContentFilteredError,
    ImageClient,
    NoModelError,
    Picture,
    RetryPolicy,
    TextToImage,
    find,
)
from titan_core.calling import Billed, Request

TITAN, CORE = "amazon.titan-image-generator-v2:0", "stability.stable-image-core-v1:1"
FOX = TextToImage(prompt="a fox", seed=100)
THREE = TextToImage(prompt="a fox", seed=100, number_of_images=3)
Make = Callable[..., ImageClient]
MakeBedrock = Callable[..., Bedrock]


def test_several_pictures_of_stability_are_drawn_at_once_and_come_in_order(
    wire: BedrockWire, make_client: Make
) -> None:
    together = threading.Barrier(3, timeout=5)

    def wait_for_all(asked: Asked) -> Answer:
        return stability(seed=asked.body["seed"])

    @contextmanager
    def gate() -> Iterator[None]:
        together.wait()
        yield

    wire.script = wait_for_all
    reported: list[Picture] = []

    result = make_client("core", gate=gate).generate(THREE, on_picture=reported.append)

    assert [(picture.index, picture.seed) for picture in result.pictures] == [(0, 100), (1, 101), (2, 102)]
    assert sorted(picture.index for picture in reported) == [0, 1, 2]
    assert {id(picture) for picture in reported} == {id(picture) for picture in result.pictures}
    assert result.price_usd == Decimal("0.12")
    assert len(result.request_ids) == 3


def test_pictures_are_reported_in_the_calling_thread(make_client: Make) -> None:
    threads: set[int] = set()

    make_client().generate(THREE, on_picture=lambda _: threads.add(threading.get_ident()))

    assert threads == {threading.get_ident()}


def test_one_picture_of_several_withheld_is_counted(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_seed({101: WITHHELD})

    result = make_client().generate(THREE)

    assert [picture.index for picture in result.pictures] == [0, 2]
    assert (result.withheld, result.price_usd) == (1, Decimal("0.08"))


def test_all_pictures_withheld_is_a_refusal(wire: BedrockWire, make_client: Make) -> None:
    wire.script = lambda _: WITHHELD

    with pytest.raises(ContentFilteredError) as caught:
        make_client("core", "ultra").generate(THREE)

    assert (caught.value.where, set(wire.models)) == ("picture", {CORE})


def test_a_failure_among_several_is_raised_after_the_good_ones_were_reported(
    wire: BedrockWire, make_client: Make
) -> None:
    wire.script = by_seed({101: Answer(body=b"nonsense")})
    reported: list[int] = []

    with pytest.raises(BadResponseError):
        make_client().generate(THREE, on_picture=lambda picture: reported.append(picture.index))
    assert sorted(reported) == [0, 2]

    wire.script = as_asked
    again = make_client().generate(THREE, on_picture=lambda picture: reported.append(picture.index), already=reported)
    assert [(picture.index, picture.seed) for picture in again.pictures] == [(1, 101)]
    assert reported[2:] == [1]
    assert len(wire.asked) == 4
    assert again.price_usd == Decimal("0.04")


def test_a_failure_that_leads_on_is_made_good_by_the_next_model(wire: BedrockWire, make_client: Make) -> None:
    wire.script = lambda asked: END_OF_LIFE if asked.body["seed"] == 101 and asked.model_id == CORE else as_asked(asked)

    result = make_client("core", "sd3.5").generate(THREE)

    assert [picture.model_id for picture in result.pictures] == [CORE, find("sd3.5").model_id, CORE]
    assert result.price_usd == Decimal("0.16")


def test_of_several_failures_the_one_that_forbids_going_on_decides(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_seed({100: QUOTA, 101: EXPIRED, 102: EXPIRED})

    with pytest.raises(BadCredentialsError):
        make_client("core", "ultra").generate(THREE)


def test_once_one_has_failed_for_good_the_others_are_not_tried_again(wire: BedrockWire, make_client: Make) -> None:
    waiting = threading.Event()

    def script(asked: Asked) -> Answer:
        if asked.body["seed"] == 101:
            return THROTTLED
        assert waiting.wait(5)
        return EXPIRED

    def sleep(seconds: float) -> None:
        waiting.set()
        time.sleep(seconds)

    wire.script = script
    retry = RetryPolicy(first_seconds=0.01, longest_seconds=0.01, patience_seconds=10)

    with pytest.raises(BadCredentialsError):
        make_client("core", sleep=sleep, retry=retry).generate(THREE)

    assert len(wire.asked) < 500


def test_titan_draws_several_in_one_call_and_reports_each(wire: BedrockWire, make_client: Make) -> None:
    reported: list[int] = []

    result = make_client("titan-v2").generate(THREE, on_picture=lambda picture: reported.append(picture.index))

    assert reported == [0, 1, 2]
    assert len(wire.asked) == 1
    assert (result.price_usd, len(result.request_ids)) == (Decimal("0.030"), 1)


def test_titan_draws_a_cut_off_batch_again_and_reports_only_what_is_new(wire: BedrockWire, make_client: Make) -> None:
    reported: list[int] = []

    result = make_client("titan-v2").generate(
        THREE, on_picture=lambda picture: reported.append(picture.index), already={0, 2}
    )

    assert reported == [1]
    assert [picture.index for picture in result.pictures] == [1]
    assert wire.asked[0].body["imageGenerationConfig"]["numberOfImages"] == 3
    assert result.price_usd == Decimal("0.030")


def test_titans_partial_batch_counts_what_was_withheld(wire: BedrockWire, make_client: Make) -> None:
    wire.then(titan(2, error="Some of the generated images have been blocked by our content filters."))

    result = make_client("titan-v2").generate(THREE)

    assert (len(result.pictures), result.withheld) == (2, 1)


@pytest.mark.parametrize("name", ["titan-v2", "core"])
def test_nothing_is_asked_when_every_picture_is_there(wire: BedrockWire, make_client: Make, name: str) -> None:
    result = make_client(name).generate(THREE, already=range(3))

    assert (result.pictures, result.price_usd, wire.asked) == ((), Decimal(0), [])


def test_an_error_of_on_picture_comes_out_as_it_is(make_client: Make) -> None:
    def full(_: Picture) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        make_client().generate(THREE, on_picture=full)


def test_64_threads_share_one_client_its_connections_and_its_verdicts(
    wire: BedrockWire, make_bedrock: MakeBedrock, make_client: Make
) -> None:
    wire.script = by_model({TITAN: END_OF_LIFE})
    client = make_client("titan-v2", "core", bedrock=make_bedrock(max_pool_connections=64))
    client.generate(FOX)

    def draw(seed: int) -> int | None:
        return client.generate(TextToImage(prompt="a fox", seed=seed)).pictures[0].seed

    with ThreadPoolExecutor(64) as pool:
        seeds = list(pool.map(draw, range(1, 257)))

    assert seeds == list(range(1, 257))
    assert wire.models.count(TITAN) == 1
    assert wire.connections <= 65


def test_whoever_takes_a_part_gets_what_was_drawn_and_why_the_rest_was_not(
    wire: BedrockWire, make_client: Make
) -> None:
    wire.script = by_seed({101: Answer(body=b"nonsense")})

    result = make_client("core", "sd3.5").generate(THREE, partial=True)

    assert [picture.index for picture in result.pictures] == [0, 2]
    assert isinstance(result.failure, BadResponseError)
    assert (result.model, result.withheld, result.price_usd) == (find("core"), 0, Decimal("0.08"))


def test_a_part_names_the_model_that_drew_it_though_another_was_asked_for_the_rest(
    wire: BedrockWire, make_client: Make
) -> None:
    wire.script = lambda asked: QUOTA if asked.model_id != CORE or asked.body["seed"] == 101 else as_asked(asked)

    result = make_client("core", "ultra").generate(THREE, partial=True)

    assert (result.model, len(result.pictures)) == (find("core"), 2)
    assert isinstance(result.failure, NoModelError)


def test_what_was_there_before_is_a_part_too_and_nothing_is_none(wire: BedrockWire, make_client: Make) -> None:
    wire.script = lambda _: EXPIRED
    client = make_client("core")

    assert isinstance(client.generate(THREE, already={0}, partial=True).failure, BadCredentialsError)
    with pytest.raises(BadCredentialsError):
        client.generate(THREE, partial=True)


def test_what_befell_one_picture_alone_leaves_the_others_their_patience(wire: BedrockWire, make_client: Make) -> None:
    failed, tries = threading.Event(), iter([THROTTLED])

    def script(asked: Asked) -> Answer:
        if asked.body["seed"] == 101:
            failed.set()
            return Answer(body=b"nonsense")
        assert failed.wait(5)
        return next(tries, None) or as_asked(asked)

    wire.script = script

    assert [picture.index for picture in make_client().generate(THREE, partial=True).pictures] == [0, 2]


def test_each_request_is_told_before_it_is_sent_and_what_it_was_billed_for_after_it(
    wire: BedrockWire, make_client: Make, clock: Clock
) -> None:
    told: list[object] = []

    def on_request(request: Request) -> Billed:
        told.append((request.model.alias, request.pictures, len(wire.asked)))
        return told.append

    wire.then(THROTTLED, END_OF_LIFE, Answer(body=b"{"))
    with pytest.raises(BadResponseError):
        make_client("core", "ultra", sleep=clock.sleep).generate(FOX, on_request=on_request)
    make_client("core").generate(FOX, on_request=on_request)
    wire.script = lambda _: WITHHELD
    with pytest.raises(ContentFilteredError):
        make_client("core").generate(FOX, on_request=on_request)

    assert told == [
        *(("core", 1, 0), 0, ("core", 1, 1), 0, ("ultra", 1, 2), None),
        *(("core", 1, 3), 1, ("core", 1, 4), 0),
    ]

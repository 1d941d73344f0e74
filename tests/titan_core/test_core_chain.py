"""Which model draws, what is remembered of the others, and what a result says."""

import random
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import (
    END_OF_LIFE,
    EXPIRED,
    FILTERED,
    LEGACY,
    NO_ACCESS,
    QUOTA,
    WRONG_REGION,
    Answer,
    BedrockWire,
    by_model,
    png,
    refusal,
    stability,
)
from tests.titan_core.clocks import Clock
from titan_core import (
    BadCredentialsError,
    BadRequestError,
    Bedrock,
    ContentFilteredError,
    EndOfLifeError,
    ImageClient,
    Loss,
    NoAccessError,
    NoModelError,
    Size,
    TextToImage,
    UnsupportedError,
    WrongRegionError,
    find,
)

TITAN, CORE = "amazon.titan-image-generator-v2:0", "stability.stable-image-core-v1:1"
FOX = TextToImage(prompt="a fox", seed=100)
Make = Callable[..., ImageClient]
MakeBedrock = Callable[..., Bedrock]


def test_the_first_model_that_can_draws(wire: BedrockWire, make_client: Make) -> None:
    result = make_client("titan-v2", "core").generate(FOX)

    assert wire.models == [TITAN]
    assert result.model is find("titan-v2")
    assert (result.passed_over, result.losses, result.withheld) == ((), (), 0)
    assert (result.price_usd, result.request_ids) == (Decimal("0.010"), ("req-1",))
    (picture,) = result.pictures
    assert (picture.seed, picture.model_id, picture.index, picture.format) == (100, TITAN, 0, "png")


def test_a_picture_carries_its_parameters(make_client: Make) -> None:
    (picture,) = make_client().generate(FOX).pictures

    with Image.open(BytesIO(picture.data)) as image:
        image.load()
        assert image.info["prompt"] == "a fox"
        assert image.info["seed"] == "100"
        assert image.info["model"] == CORE


def test_end_of_life_moves_on_and_is_remembered_for_an_hour(wire: BedrockWire, make_client: Make, clock: Clock) -> None:
    wire.script = by_model({TITAN: END_OF_LIFE})
    client = make_client("titan-v2", "core")

    first, second = client.generate(FOX), client.generate(FOX)

    assert first.model is second.model is find("core")
    assert wire.models == [TITAN, CORE, CORE]
    for result in (first, second):
        (passed,) = result.passed_over
        assert (passed.model_id, type(passed.error)) == (TITAN, EndOfLifeError)
        assert passed.error.__traceback__ is None

    clock.now += 3599
    client.generate(FOX)
    assert wire.models[3:] == [CORE]
    clock.now += 1
    client.generate(FOX)
    assert wire.models[4:] == [TITAN, CORE]


@pytest.mark.parametrize(("refused", "seconds"), [(LEGACY, 3600), (WRONG_REGION, 3600), (NO_ACCESS, 300)])
def test_a_verdict_is_kept_as_long_as_it_is_likely_to_hold(
    wire: BedrockWire, make_client: Make, clock: Clock, refused: Answer, seconds: int
) -> None:
    wire.script = by_model({TITAN: refused})
    client = make_client("titan-v2", "core")

    assert client.generate(FOX).model is find("core")

    clock.now += seconds - 1
    assert [known.model_id for known in client.chain_verdicts] == [TITAN]
    clock.now += 1
    assert client.chain_verdicts == ()


def test_when_every_model_has_a_verdict_all_are_asked_again(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_model({TITAN: END_OF_LIFE, CORE: NO_ACCESS})
    client = make_client("titan-v2", "core")
    for _ in range(2):
        with pytest.raises(NoModelError) as caught:
            client.generate(FOX)
        assert isinstance(caught.value.cause, NoAccessError)
        assert [passed.model_id for passed in caught.value.passed_over] == [TITAN, CORE]
    assert wire.models == [TITAN, CORE] * 2

    wire.script = by_model({TITAN: END_OF_LIFE})
    assert client.generate(FOX).model is find("core")


@pytest.mark.parametrize(
    "refused",
    [
        QUOTA,
        refusal(424, "ModelErrorException", "broken"),
    ],
)
def test_a_quota_or_a_failed_model_moves_on_and_is_not_remembered(
    wire: BedrockWire, make_client: Make, refused: Answer
) -> None:
    wire.then(refused)
    client = make_client("titan-v2", "core")

    assert client.generate(FOX).model is find("core")
    assert client.generate(FOX).model is find("titan-v2")


def test_a_task_that_a_model_cannot_do_passes_it_over_unasked(wire: BedrockWire, make_client: Make) -> None:
    task = TextToImage(prompt="x" * 536)

    (passed,) = make_client("titan-v2", "core").generate(task).passed_over

    assert wire.models == [CORE]
    assert isinstance(passed.error, UnsupportedError)
    assert (passed.error.field, passed.error.limit, passed.error.value) == ("prompt", 512, 536)


def test_a_prompt_too_long_for_all_names_the_model_that_takes_most(wire: BedrockWire, make_client: Make) -> None:
    with pytest.raises(NoModelError) as caught:
        make_client("titan-v2", "nova-canvas").generate(TextToImage(prompt="x" * 2000))

    assert isinstance(caught.value.cause, UnsupportedError)
    assert (caught.value.cause.limit, caught.value.cause.value) == (1024, 2000)
    assert not wire.asked


@pytest.mark.parametrize(
    ("refused", "cause"),
    [
        (END_OF_LIFE, UnsupportedError),
        (LEGACY, UnsupportedError),
        (NO_ACCESS, NoAccessError),
        (WRONG_REGION, WrongRegionError),
    ],
)
def test_the_cause_is_what_is_most_worth_acting_on(
    wire: BedrockWire, make_client: Make, refused: Answer, cause: type[Exception]
) -> None:
    wire.script = by_model({CORE: refused})

    with pytest.raises(NoModelError) as caught:
        make_client("titan-v2", "core").generate(TextToImage(prompt="x" * 536))

    assert type(caught.value.cause) is cause


def test_a_refusal_of_content_ends_it(wire: BedrockWire, make_client: Make) -> None:
    wire.then(refusal(400, "ValidationException", FILTERED))

    with pytest.raises(ContentFilteredError) as caught:
        make_client("titan-v2", "core").generate(FOX)

    assert (caught.value.model_id, caught.value.where, caught.value.request_id) == (TITAN, "prompt", "req-1")
    assert wire.models == [TITAN]


def test_a_bad_request_ends_it(wire: BedrockWire, make_client: Make) -> None:
    text = "Malformed input request: #/textToImageParams/text: expected maxLength: 512, actual: 536, please reformat"
    wire.then(refusal(400, "ValidationException", text))

    with pytest.raises(BadRequestError) as caught:
        make_client("titan-v2", "core").generate(FOX)

    assert (caught.value.field, caught.value.limit, caught.value.value) == ("prompt", 512, 536)
    assert len(wire.asked) == 1


def test_bad_credentials_end_it_and_are_never_remembered(wire: BedrockWire, make_client: Make) -> None:
    wire.then(EXPIRED)
    client = make_client("titan-v2", "core")

    with pytest.raises(BadCredentialsError):
        client.generate(FOX)

    assert client.chain_verdicts == ()
    assert client.generate(FOX).model is find("titan-v2")


def test_a_seed_is_picked_that_every_model_of_the_chain_takes(wire: BedrockWire, make_client: Make) -> None:
    client = make_client("nova-canvas", "core", rng=random.Random(1))

    seeds = {client.pick_seed() for _ in range(1000)}
    result = client.generate(TextToImage(prompt="a fox"))

    assert min(seeds) >= 1
    assert max(seeds) <= 858_993_459
    assert len(seeds) > 990
    assert result.pictures[0].seed == wire.asked[0].body["imageGenerationConfig"]["seed"]
    assert result.losses == ()


def test_a_seed_out_of_range_is_folded_and_said(make_client: Make) -> None:
    result = make_client("titan-v2").generate(TextToImage(prompt="a fox", seed=3_000_000_000))

    assert result.losses == (Loss(field="seed", asked="3000000000", got="852516353"),)
    assert result.pictures[0].seed == 852_516_353


def test_a_size_that_came_out_as_asked_is_no_loss(wire: BedrockWire, make_client: Make) -> None:
    wire.then(stability(picture=png(96, 64)), stability(picture=png(97, 64)))
    client, task = make_client(), TextToImage(prompt="a fox", seed=1, size=Size(96, 64))

    assert client.generate(task).losses == ()
    assert client.generate(task).losses == (Loss(field="size", asked="96x64", got="3:2"),)


def test_a_chain_needs_a_model(make_bedrock: MakeBedrock) -> None:
    with pytest.raises(ValueError, match="at least one"):
        ImageClient(make_bedrock(), [])

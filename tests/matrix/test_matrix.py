"""Every task on every model, over HTTP: drawn and paid for as estimated, or refused with a reason before any call."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from PIL import Image

from sandbox.bedrock import BedrockSandbox
from tests.matrix.wishes import HEIGHT, LOSSES, ROADS, WIDTH, WISHES
from titan_core import MODELS, ImageClient, Model, NoModelError, Picture, UnsupportedError, find

ClientOf = Callable[[Model], ImageClient]

CELLS = [(wish, model) for wish in WISHES for model in MODELS]
DRAWN = [(wish, model) for wish, model in CELLS if model.alias in ROADS[wish]]
REFUSED = [(wish, model) for wish, model in CELLS if model.alias not in ROADS[wish]]
IN_PLACE = (
    "paint in a mask",
    "paint over words",
    "empty a mask",
    "empty words",
    "replace",
    "recolour",
    "erase",
    "cut out",
)


def named(value: object) -> str:
    return value.alias if isinstance(value, Model) else str(value)


def size_of(picture: Picture) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture.data)).size


@pytest.fixture(autouse=True)
def plain(bedrock: BedrockSandbox) -> None:
    bedrock.change(painter="plain")


def test_the_sandbox_and_the_catalog_know_the_same_models(bedrock: BedrockSandbox) -> None:
    known = bedrock.state.settings_json()["lifecycle"]

    assert {model.foundation_model_id for model in MODELS} == set(known)


def test_every_model_draws_something() -> None:
    assert {model.alias for _, model in DRAWN} == {model.alias for model in MODELS}


@pytest.mark.parametrize(("wish", "model"), DRAWN, ids=named)
def test_every_body_is_valid_every_picture_comes_and_costs_what_was_estimated(
    bedrock: BedrockSandbox, client_of: ClientOf, wish: str, model: Model
) -> None:
    task, client = WISHES[wish], client_of(model)
    estimate = client.estimate(task)
    assert bedrock.totals["calls"] == 0

    result = client.generate(task)

    assert {call["outcome"] for call in bedrock.calls} == {"ok"}
    assert [picture.index for picture in result.pictures] == list(range(task.number_of_images))
    assert {picture.seed for picture in result.pictures} - {None} <= {
        seed for call in bedrock.calls for seed in call["seeds"]
    }
    assert estimate.usd == result.price_usd == Decimal(str(bedrock.totals["charged_usd"]))
    assert (result.model, result.withheld) == (model, 0)
    assert LOSSES.get((wish, model.alias), set()) <= {loss.field for loss in result.losses}
    if wish in IN_PLACE:
        assert {size_of(picture) for picture in result.pictures} == {(WIDTH, HEIGHT)}


@pytest.mark.parametrize(("wish", "model"), REFUSED, ids=named)
def test_what_a_model_cannot_do_is_refused_before_any_call_and_says_why(
    bedrock: BedrockSandbox, client_of: ClientOf, wish: str, model: Model
) -> None:
    with pytest.raises(NoModelError) as refused:
        client_of(model).generate(WISHES[wish])

    (passed,) = refused.value.passed_over
    assert isinstance(passed.error, UnsupportedError)
    assert passed.error.field
    live = {alias for alias in ROADS[wish] if find(alias, MODELS).retired_on is None} - {"titan-v1"}
    assert live <= set(refused.value.could)
    assert bedrock.totals["calls"] == 0

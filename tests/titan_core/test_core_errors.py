"""Errors are data: stable codes, params, one sentence, and they travel."""

import copy
import pickle
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

import pytest

from titan_core import errors
from titan_core.errors import (
    BadCredentialsError,
    BadRequestError,
    BedrockError,
    ContentFilteredError,
    EndOfLifeError,
    InputPictureError,
    InvalidTaskError,
    NoAccessError,
    NoModelError,
    PassedOver,
    SettingsError,
    ThrottledError,
    TitanCoreError,
    UnsupportedError,
    WrongRegionError,
)

KINDS = [kind for name in errors.__all__ if issubclass(kind := getattr(errors, name), TitanCoreError)]
SAMPLES: dict[str, Any] = {
    "where": "picture",
    "reason": "expired",
    "problems": ("one", "two"),
    "field": "prompt",
    "value": 536,
    "limit": 512,
    "name": "titan-v3",
    "passed_over": (),
    "path": "fox.png",
    "problem": "taken",
    "cause": EndOfLifeError(model_id="m"),
}


def sample(kind: type[TitanCoreError]) -> TitanCoreError:
    required = [field.name for field in fields(kind) if field.default is MISSING]
    values = {name: SAMPLES[name] for name in required}
    if kind in {InvalidTaskError, InputPictureError}:
        values["reason"] = "empty"
    if issubclass(kind, BedrockError):
        values |= {"model_id": "amazon.titan", "request_id": "r-1", "detail": "said so"}
    return kind(**values)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickle_and_copy(kind: type[TitanCoreError]) -> None:
    error = sample(kind)

    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 - our own
        assert type(again) is kind
        assert str(again) == str(error)
        assert set(again.params) == set(error.params) == set(get_type_hints(kind)) - {"code"}


def test_a_copy_of_an_error_holds_no_frames() -> None:
    def fail() -> None:
        raise ThrottledError(model_id="m")

    with pytest.raises(ThrottledError) as caught:
        fail()

    assert caught.value.__traceback__ is not None
    assert copy.copy(caught.value).__traceback__ is None


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_stands_in_the_tree_that_the_docstring_draws(kind: type[TitanCoreError]) -> None:
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, BedrockError)])
def test_a_call_that_failed_says_what_aws_said_and_the_request(kind: type[BedrockError]) -> None:
    text = str(sample(kind))

    assert text.endswith(" Details: said so (request r-1)")
    assert sample(kind).sentence in text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TitanCoreError(), "titan core error."),
        (BadRequestError(model_id="m"), "m refuses the request."),
        (BadRequestError(model_id="m", field="images"), "m refuses `images`."),
        (
            UnsupportedError(model_id="m", field="prompt", limit=512, value=536),
            "m takes prompt up to 512; this has 536.",
        ),
        (WrongRegionError(model_id="m"), "m is not offered in this region."),
        (
            WrongRegionError(model_id="m", region="eu-west-1", regions=("us-west-2",)),
            "m is not offered in eu-west-1. It is known in us-west-2: set BWB_REGION_NAME.",
        ),
        (NoAccessError(reason="iam"), "This AWS account may not use Amazon Bedrock. Allow `bedrock:InvokeModel`"),
        (BadCredentialsError(reason="clock"), "AWS doesn't accept the signature: this machine's clock is wrong."),
        (ContentFilteredError(model_id="m", where="input"), "The content filter of m stopped the input picture."),
        (SettingsError(problems=("one", "two")), "one\ntwo"),
        (
            NoModelError(
                passed_over=(PassedOver(model_id="m", error=EndOfLifeError(model_id="m")),),
                cause=EndOfLifeError(model_id="m"),
            ),
            "No model of the chain can draw this. m has reached its end of life. Choose another model.",
        ),
        (
            InvalidTaskError(field="size", value="1x1", reason="malformed", allowed=("1024x768",)),
            "size is '1x1'; write it like 1024x768.",
        ),
    ],
)
def test_an_error_reads_as_a_sentence(error: TitanCoreError, expected: str) -> None:
    assert str(error).startswith(expected)

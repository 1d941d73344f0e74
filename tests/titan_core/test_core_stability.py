"""The contract of Stability's generators: bodies written by hand from the documents, refusals inside a 200."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.titan_core.bedrock_wire import in_base64, png
from titan_core import (
    AspectRatio,
    BadResponseError,
    ContentFilteredError,
    Loss,
    Model,
    ModelFailedError,
    Quality,
    Size,
    TextToImage,
    find,
)
from titan_core.families import stability
from titan_core.families.family import Unsupported

CORE, ULTRA, SD35 = find("core"), find("ultra"), find("sd3.5")
SHAPES = {"1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"}
CALL = stability.calls(TextToImage(prompt="a fox"), CORE, 7)[0]


@pytest.mark.parametrize("model", [CORE, ULTRA, SD35], ids=lambda model: model.alias)
def test_the_body_has_what_all_three_generators_take_and_nothing_more(model: Model) -> None:
    task = TextToImage(prompt="a calico cat", negative_prompt="people", cfg_scale=8.0, quality=Quality.PREMIUM)

    assert stability.encode(task, model, 42) == {
        "prompt": "a calico cat",
        "negative_prompt": "people",
        "aspect_ratio": "1:1",
        "seed": 42,
        "output_format": "png",
    }


def test_a_plain_task_sends_no_negative_prompt() -> None:
    assert stability.encode(TextToImage(prompt="a fox", aspect_ratio=AspectRatio(42, 18)), CORE, 1) == {
        "prompt": "a fox",
        "aspect_ratio": "21:9",
        "seed": 1,
        "output_format": "png",
    }


def test_several_pictures_are_as_many_calls_with_seeds_one_apart() -> None:
    calls = stability.calls(TextToImage(prompt="a fox", number_of_images=3), CORE, 4_294_967_293)

    assert [(call.indices, call.seed, call.body["seed"]) for call in calls] == [
        ((0,), 4_294_967_293, 4_294_967_293),
        ((1,), 4_294_967_294, 4_294_967_294),
        ((2,), 1, 1),
    ]


@given(
    st.builds(
        TextToImage,
        prompt=st.text(min_size=1, max_size=2000).filter(str.strip),
        negative_prompt=st.text(max_size=2000),
        aspect_ratio=st.none() | st.builds(AspectRatio, st.integers(1, 10_000), st.integers(1, 10_000)),
        seed=st.integers(0, 4_294_967_294),
        number_of_images=st.integers(1, 5),
        cfg_scale=st.none() | st.floats(1.1, 10.0),
        quality=st.sampled_from(Quality),
    )
)
def test_any_task_becomes_valid_bodies_whose_answers_keep_seed_and_place(task: TextToImage) -> None:
    assert stability.supports(task, CORE) is None

    calls = stability.calls(task, CORE, task.seed or 0)

    assert len({call.seed for call in calls}) == len(calls) == task.number_of_images
    for index, call in enumerate(calls):
        body = json.loads(json.dumps(call.body))
        assert set(body) - {"negative_prompt"} == {"prompt", "aspect_ratio", "seed", "output_format"}
        assert body["aspect_ratio"] in SHAPES
        assert 1 <= body["seed"] <= 4_294_967_294
        reply = {"seeds": [body["seed"]], "finish_reasons": [None], "images": [in_base64(png(6, 4))]}
        (picture,) = stability.decode(reply, call, CORE).pictures
        assert (picture.seed, picture.index, picture.width, picture.height) == (call.seed, index, 6, 4)


def test_a_limit_of_the_model_is_given_with_the_numbers() -> None:

    task = TextToImage(prompt="x" * 101)

    expected = Unsupported(field="prompt", limit=100, value=101)
    assert stability.supports(task, replace(CORE, prompt_characters=100)) == expected


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ({}, []),
        ({"aspect_ratio": AspectRatio(16, 9)}, []),
        ({"aspect_ratio": AspectRatio(4, 3)}, [Loss(field="aspect_ratio", asked="4:3", got="5:4")]),
        ({"size": Size(1024, 768)}, [Loss(field="size", asked="1024x768", got="5:4")]),
        ({"cfg_scale": 8.0}, [Loss(field="cfg_scale", asked="8.0", got="")]),
        ({"quality": Quality.PREMIUM}, [Loss(field="quality", asked="premium", got="")]),
        ({"seed": 0}, [Loss(field="seed", asked="0", got="4294967294")]),
    ],
)
def test_what_is_lost_is_said(task: dict[str, Any], expected: list[Loss]) -> None:
    assert list(stability.losses(TextToImage(**{"prompt": "a fox", **task}), CORE)) == expected


@pytest.mark.parametrize(
    ("reason", "where"),
    [
        ("Filter reason: prompt", "prompt"),
        ("Filter reason: output image", "picture"),
        ("Filter reason: input image", "input"),
    ],
)
def test_a_refusal_says_what_was_refused_even_when_nothing_else_is_there(reason: str, where: str) -> None:
    with pytest.raises(ContentFilteredError) as caught:
        stability.decode({"finish_reasons": [reason]}, CALL, CORE)

    assert caught.value.where == where


def test_an_inference_error_is_the_models_failure() -> None:
    with pytest.raises(ModelFailedError, match="Inference error"):
        stability.decode({"finish_reasons": ["Inference error"], "images": [], "seeds": []}, CALL, CORE)


def test_an_answer_without_seeds_was_drawn_with_the_seed_sent() -> None:
    (picture,) = stability.decode({"images": [in_base64(png())]}, CALL, CORE).pictures

    assert picture.seed == 7


@pytest.mark.parametrize("reply", [{}, {"images": []}, {"images": 3}, {"finish_reasons": {}}, {"images": ["?"]}])
def test_an_answer_that_makes_no_sense_is_said_to_be_one(reply: dict[str, Any]) -> None:
    with pytest.raises(BadResponseError):
        stability.decode(reply, CALL, CORE)

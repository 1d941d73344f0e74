"""The Titan contract: bodies written by hand from the documents, answers whole, partial, refused and broken."""

import json
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
    Quality,
    Size,
    TextToImage,
    find,
)
from titan_core.families import family_of, titan
from titan_core.families.family import Call, Unsupported
from titan_core.sizes import SizeTable

TITAN, NOVA = find("titan-v2"), find("nova-canvas")


def a_call(pictures: int = 1) -> Call:
    return titan.calls(TextToImage(prompt="a fox", number_of_images=pictures), TITAN, 7)[0]


def test_the_body_of_a_plain_task() -> None:
    body = titan.encode(TextToImage(prompt="a red fox"), TITAN, 42)

    assert body == {
        "taskType": "TEXT_IMAGE",
        "textToImageParams": {"text": "a red fox"},
        "imageGenerationConfig": {
            "numberOfImages": 1,
            "quality": "standard",
            "width": 1024,
            "height": 1024,
            "seed": 42,
        },
    }


def test_the_body_of_a_task_that_says_everything() -> None:
    task = TextToImage(
        prompt='a doctor, sign reading "The Doctor is in"',
        negative_prompt="stethoscope",
        size=Size(512, 512),
        seed=5,
        number_of_images=3,
        cfg_scale=8.0,
        quality=Quality.PREMIUM,
    )

    (call,) = titan.calls(task, TITAN, 5)

    assert call.indices == (0, 1, 2)
    assert call.body == {
        "taskType": "TEXT_IMAGE",
        "textToImageParams": {
            "text": 'a doctor, sign reading "The Doctor is in"',
            "negativeText": "stethoscope",
        },
        "imageGenerationConfig": {
            "numberOfImages": 3,
            "quality": "premium",
            "width": 512,
            "height": 512,
            "seed": 5,
            "cfgScale": 8.0,
        },
    }


def test_nova_canvas_has_the_same_body_with_its_own_sizes() -> None:
    body = titan.encode(TextToImage(prompt="a fox", aspect_ratio=AspectRatio(2, 1)), NOVA, 9)

    assert body["imageGenerationConfig"] == {
        "numberOfImages": 1,
        "quality": "standard",
        "width": 1440,
        "height": 720,
        "seed": 9,
    }


tasks = st.builds(
    TextToImage,
    prompt=st.text(min_size=1, max_size=1200).filter(str.strip),
    negative_prompt=st.text(max_size=1200),
    aspect_ratio=st.none() | st.builds(AspectRatio, st.integers(1, 100), st.integers(1, 100)),
    seed=st.integers(0, 4_294_967_294),
    number_of_images=st.integers(1, 5),
    cfg_scale=st.none() | st.floats(1.1, 10.0),
    quality=st.sampled_from(Quality),
)


@given(tasks, st.sampled_from([TITAN, NOVA, find("titan-v1")]))
def test_any_task_becomes_a_valid_body_or_is_refused_with_a_reason(task: TextToImage, model: Model) -> None:
    reason = family_of(model).supports(task, model)
    longest = max(len(task.prompt), len(task.negative_prompt))
    if reason is not None:
        assert longest > model.prompt_characters == reason.limit
        return

    (call,) = family_of(model).calls(task, model, task.seed or 0)
    body = json.loads(json.dumps(call.body))
    config = body["imageGenerationConfig"]

    assert set(body) == {"taskType", "textToImageParams", "imageGenerationConfig"}
    assert set(body["textToImageParams"]) == {"text"} | ({"negativeText"} if task.negative_prompt else set())
    assert longest <= model.prompt_characters
    assert config["numberOfImages"] == task.number_of_images == len(call.indices)
    assert 0 <= config["seed"] <= model.seeds[1]
    assert config.get("cfgScale") == task.cfg_scale
    if isinstance(model.sizing, SizeTable):
        assert Size(config["width"], config["height"]) in {size for _, size in model.sizing.rows}


@given(tasks)
def test_decoding_keeps_seed_count_and_size(task: TextToImage) -> None:
    (call,) = titan.calls(task, TITAN, task.seed or 0)

    drawn = titan.decode({"images": [in_base64(png(9, 5))] * task.number_of_images}, call, TITAN)

    assert [picture.index for picture in drawn.pictures] == list(range(task.number_of_images))
    assert {(p.seed, p.width, p.height, p.format) for p in drawn.pictures} == {(call.seed, 9, 5, "png")}
    assert drawn.withheld == 0


@pytest.mark.parametrize(
    ("model", "task", "expected"),
    [
        (TITAN, {"prompt": "x" * 513}, Unsupported(field="prompt", limit=512, value=513)),
        (TITAN, {"negative_prompt": "x" * 600}, Unsupported(field="negative_prompt", limit=512, value=600)),
        (TITAN, {"prompt": "x" * 512}, None),
        (NOVA, {"prompt": "x" * 1025}, Unsupported(field="prompt", limit=1024, value=1025)),
    ],
)
def test_a_text_that_is_too_long_is_unsupported_with_the_numbers(
    model: Model, task: dict[str, Any], expected: Unsupported | None
) -> None:
    assert titan.supports(TextToImage(**{"prompt": "a fox", **task}), model) == expected


@pytest.mark.parametrize(
    ("model", "task", "expected"),
    [
        (TITAN, {"size": Size(1000, 1000)}, [Loss(field="size", asked="1000x1000", got="1024x1024")]),
        (TITAN, {"size": Size(1173, 640)}, []),
        (TITAN, {"aspect_ratio": AspectRatio(16, 9)}, []),
        (TITAN, {"aspect_ratio": AspectRatio(9, 16)}, [Loss(field="aspect_ratio", asked="9:16", got="6:11")]),
        (TITAN, {"seed": 2_147_483_647}, [Loss(field="seed", asked="2147483647", got="0")]),
        (NOVA, {"seed": 858_993_460}, [Loss(field="seed", asked="858993460", got="0")]),
        (NOVA, {"aspect_ratio": AspectRatio(8, 1)}, [Loss(field="aspect_ratio", asked="8:1", got="4:1")]),
        (TITAN, {"cfg_scale": 9.0, "quality": Quality.PREMIUM, "seed": 1}, []),
    ],
)
def test_what_is_lost_is_said(model: Model, task: dict[str, Any], expected: list[Loss]) -> None:
    assert list(titan.losses(TextToImage(**{"prompt": "a fox", **task}), model)) == expected


def test_a_partial_batch_keeps_what_came_and_counts_what_was_withheld() -> None:
    reply = {"images": [in_base64(png())] * 2, "error": "Some of the generated images have been blocked."}

    drawn = titan.decode(reply, a_call(5), TITAN)

    assert [picture.index for picture in drawn.pictures] == [0, 1]
    assert drawn.withheld == 3


@pytest.mark.parametrize("reply", [{"images": []}, {"images": None}, {}])
def test_a_batch_refused_as_a_whole_is_a_refusal(reply: dict[str, Any]) -> None:
    error = "All of the generated images have been blocked by our content filters."

    with pytest.raises(ContentFilteredError) as caught:
        titan.decode({**reply, "error": error}, a_call(), TITAN)

    assert (caught.value.where, caught.value.detail, caught.value.model_id) == ("picture", error, TITAN.model_id)


@pytest.mark.parametrize(
    ("reply", "detail"),
    [
        ({}, "no pictures, and no reason"),
        ({"images": [], "error": "out of paint"}, "out of paint"),
        ({"images": "x"}, "`images` is not a list"),
        ({"images": [1]}, "a picture is not a string"),
        ({"images": ["a"]}, "a picture is not base64"),
        ({"images": ["é"]}, "a picture is not base64"),
        ({"images": [in_base64(b"GIF89a, or so it says")]}, "no readable picture"),
        ({"images": [in_base64(png()[:20])]}, "no readable picture"),
    ],
)
def test_an_answer_that_makes_no_sense_is_said_to_be_one(reply: dict[str, Any], detail: str) -> None:
    with pytest.raises(BadResponseError) as caught:
        titan.decode(reply, a_call(), TITAN)

    assert detail in caught.value.detail


def test_too_few_pictures_without_a_reason_make_no_sense() -> None:
    with pytest.raises(BadResponseError, match="1 of 2 pictures came"):
        titan.decode({"images": [in_base64(png())], "error": None}, a_call(2), TITAN)


def test_more_pictures_than_asked_for_are_left() -> None:
    drawn = titan.decode({"images": [in_base64(png())] * 3}, a_call(2), TITAN)

    assert len(drawn.pictures) == 2


def test_a_row_that_pairs_this_contract_with_shapes_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="needs a table or a grid of sizes"):
        titan.encode(TextToImage(prompt="a fox"), find("core"), 1)

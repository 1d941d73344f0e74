"""How each task reaches the nearest model: with pictures that fit, and if need be by way of another model."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.titan_core.bedrock_wire import in_base64, png
from tests.titan_core.roads import model, refusal_of, road_of
from tests.titan_core.sample_tasks import PHOTO, SPOT, any_task, photo
from titan_core import (
    MODELS,
    BackgroundRemoval,
    ImageVariation,
    Inpainting,
    InputPicture,
    Loss,
    Mask,
    Model,
    ModelFailedError,
    Outpainting,
    OutpaintingMode,
    Picture,
    Task,
    UnsupportedError,
    Upscale,
)
from titan_core.catalog import price_of
from titan_core.families import family_of
from titan_core.roads import find_road
from titan_core.translations import is_within_reach


def test_a_kept_rectangle_is_a_picture_with_margins() -> None:
    page = Image.new("L", (320, 320), "white")
    page.paste("black", (100, 40, 300, 320))
    task = Outpainting(image=PHOTO, mask_image=Mask.of(page, edit_colour="white"), prompt="x")

    road = road_of(task, "outpaint")

    sent = road.task
    assert isinstance(sent, Outpainting)
    assert sent.margins == {"left": 100, "right": 20, "up": 40}
    assert (sent.image.width, sent.image.height, sent.mask_image) == (200, 280, None)
    assert road.losses == ()


@pytest.mark.parametrize("mask", [SPOT, Mask.of(Image.new("L", (320, 320), "white"), edit_colour="white")])
def test_what_is_no_rectangle_is_no_matter_of_margins(mask: Mask) -> None:
    assert refusal_of(Outpainting(image=PHOTO, mask_image=mask, prompt="x"), "outpaint").field == "mask_image"


def test_margins_are_a_larger_canvas_to_titan() -> None:
    sent = road_of(Outpainting(image=PHOTO, left=30, up=20, prompt="x"), "titan-v2").task

    assert isinstance(sent, Outpainting)
    assert (sent.image.width, sent.image.height, sent.margins) == (350, 340, {})
    assert sent.mask_image is not None
    assert sent.mask_image.bounding_box_of_kept() == (30, 20, 350, 340)


def test_a_subject_in_words_is_kept_by_way_of_a_cutout() -> None:
    task = Outpainting(image=PHOTO, mask_prompt="the dog", prompt="a beach", number_of_images=3)
    road = road_of(task, "inpaint")

    assert road.detour is not None
    assert road.detour.model is model("remove-background")
    assert road.usd(price_of) == Decimal("0.07") * 4
    assert road.losses == (
        Loss(field="mask_prompt", asked="the dog", got="whatever stands in front"),
        Loss(field="mode", asked="DEFAULT", got="a border that reaches 5 px into what is kept"),
    )

    cutout = Image.new("RGBA", (320, 320), (0, 0, 0, 0))
    cutout.paste("red", (10, 10, 50, 60))
    onward = road.detour.onward(drawn(cutout))

    assert isinstance(onward, Inpainting)
    assert onward.prompt == "a beach"
    assert onward.mask_image is not None
    assert onward.mask_image.bounding_box_of_kept() == (10, 10, 50, 60)


@pytest.mark.parametrize("cutout", [Image.new("RGBA", (320, 320)), Image.new("RGB", (320, 320))])
def test_a_cutout_of_nothing_or_of_everything_is_a_failure_of_its_model(cutout: Image.Image) -> None:
    road = road_of(Outpainting(image=PHOTO, mask_prompt="the dog", prompt="a beach"), "inpaint")
    assert road.detour is not None

    with pytest.raises(ModelFailedError, match="nothing in front"):
        road.detour.onward(drawn(cutout))


def words_that_titan_cannot_take(image: InputPicture) -> Task:
    """mask_prompt over its 512 characters: a mask has to be made, by way of a cutout."""
    return Outpainting(image=image, mask_prompt="dog " * 200, prompt="a beach", mode=OutpaintingMode.PRECISE)


def test_a_picture_that_only_the_cutout_cannot_take_is_refused_before_any_call() -> None:
    assert road_of(words_that_titan_cannot_take(PHOTO), "titan-v2").detour is not None

    refusal = refusal_of(words_that_titan_cannot_take(photo(900, 100)), "titan-v2", fit=True)

    assert (refusal.field, refusal.limit, refusal.value) == ("mask_prompt", 512, 800)


def test_only_the_cutout_gets_another_picture_where_only_it_needs_one() -> None:
    task = words_that_titan_cannot_take(photo(100, 50))
    assert refusal_of(task, "titan-v2").field == "mask_prompt"

    road = road_of(task, "titan-v2", fit=True)

    assert road.detour is not None
    assert isinstance(road.detour.task, BackgroundRemoval)
    assert (road.detour.task.image.width, road.detour.task.image.height) == (128, 64)
    assert [lost.field for lost in road.losses] == ["mask_prompt"]
    cutout = Image.new("RGBA", (128, 64))
    cutout.paste("red", (0, 0, 64, 64))
    onward = road.detour.onward(drawn(cutout))
    assert isinstance(onward, Inpainting)
    assert onward.mask_image is not None
    assert onward.mask_image.bounding_box_of_kept() == (0, 0, 50, 50)


def drawn(image: Image.Image) -> Picture:
    file = BytesIO()
    image.save(file, "PNG")
    return Picture.read(file.getvalue(), seed=None, model_id="m", index=0)


def test_pictures_are_made_to_fit_where_that_is_allowed_and_the_change_is_said() -> None:
    task = Upscale(image=photo(2048, 1024))

    assert refusal_of(task, "fast-upscale").reason == "long_side"
    road = road_of(task, "fast-upscale", fit=True)

    assert isinstance(road.task, Upscale)
    assert road.task.image.width * road.task.image.height <= 1_048_576
    (lost,) = road.losses
    assert (lost.field, lost.asked, lost.got) == ("image", "2048x1024 png", str(road.task.image))


def test_a_mask_follows_its_picture() -> None:
    page = Image.new("L", (2816, 1408), "black")
    page.paste("white", (0, 0, 1408, 1408))
    task = Inpainting(image=photo(2816, 1408), mask_image=Mask.of(page, edit_colour="white"), prompt="x")

    sent = road_of(task, "titan-v2", fit=True).task

    assert isinstance(sent, Inpainting)
    assert sent.mask_image is not None
    assert (sent.image.width, sent.image.height) == (sent.mask_image.width, sent.mask_image.height) == (1408, 704)
    assert sent.mask_image.bounding_box_of_kept() == (704, 0, 1408, 704)


def test_margins_follow_their_picture() -> None:
    sent = road_of(Outpainting(image=photo(4096, 4096), left=1000, up=1), "outpaint", fit=True).task

    assert isinstance(sent, Outpainting)
    assert sent.image.width == 3072
    assert sent.margins == {"left": 750, "up": 1}


def test_several_pictures_are_fitted_each() -> None:
    task = ImageVariation(images=(photo(2816, 1408), photo(90, 64, form="WEBP"), PHOTO))

    road = road_of(task, "titan-v2", fit=True)

    assert isinstance(road.task, ImageVariation)
    assert [str(image) for image in road.task.images] == ["1408x704 png", "90x64 png", "320x320 png"]
    assert [(lost.field, lost.asked) for lost in road.losses] == [("images", "2816x1408 png"), ("images", "90x64 webp")]


def test_a_shape_that_cannot_be_taken_is_not_changed() -> None:
    assert refusal_of(BackgroundRemoval(image=photo(900, 64)), "remove-background", fit=True).reason == "ratio"


@given(any_task, st.sampled_from(MODELS), st.booleans())
def test_any_task_becomes_valid_calls_or_is_refused_with_a_reason(task: Task, asked: Model, fit: bool) -> None:  # noqa: FBT001 - drawn
    road = find_road(task, asked, fit=fit)
    if isinstance(road, UnsupportedError):
        assert road.field
        assert str(road).startswith(asked.model_id)
        assert str(road).endswith(".")
        return

    assert is_within_reach(type(task), asked)
    assert type(road.task) in asked.tasks
    assert road.usd(price_of) > 0
    assert all(loss.field and loss.asked and loss.asked != loss.got for loss in road.losses)
    calls = family_of(asked).calls(road.task, asked, 3_000_000_000)
    assert sorted(index for call in calls for index in call.indices) == list(range(task.number_of_images))
    for call in calls:
        drawn_by = family_of(asked).decode(reply_to(call.body), call, asked).pictures
        assert [picture.index for picture in drawn_by] == list(call.indices)
        assert {picture.seed for picture in drawn_by} == {call.seed}
        assert {(picture.width, picture.height) for picture in drawn_by} == {(6, 4)}


def reply_to(body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """What a host of either contract answers when all is well."""
    count = body.get("imageGenerationConfig", {}).get("numberOfImages", 1)
    images = [in_base64(png(6, 4))] * count
    if "taskType" in body:
        return {"images": images, "error": None}
    return {"images": images, "seeds": [body.get("seed", 0)], "finish_reasons": [None]}

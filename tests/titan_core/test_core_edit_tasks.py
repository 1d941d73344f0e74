"""Tasks that start from a picture can't be built out of range either."""

from typing import Any

import pytest
from hypothesis import given

from tests.titan_core.sample_tasks import PHOTO, SPOT, any_task, photo, spot
from titan_core import (
    TASKS,
    AspectRatio,
    BackgroundRemoval,
    ColorGuidedGeneration,
    ControlMode,
    Erase,
    ImageVariation,
    Inpainting,
    InvalidTaskError,
    Outpainting,
    SearchAndRecolor,
    SearchAndReplace,
    Size,
    SketchControl,
    StructureControl,
    StyleGuide,
    StyleTransfer,
    Task,
    TextToImage,
    Upscale,
    UpscaleMode,
)
from titan_core.tasks import limits_of, with_seed

WORDS = {"image": PHOTO, "prompt": "a fox"}


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            TextToImage,
            {"prompt": "x", "control_strength": 0.5},
            "control_strength is 0.5, but there is no condition_image",
        ),
        (
            TextToImage,
            {"prompt": "x", "control_mode": ControlMode.CANNY_EDGE},
            "control_mode is CANNY_EDGE, but there is no condition_image",
        ),
        (
            TextToImage,
            {"prompt": "x", "condition_image": PHOTO, "control_strength": 1.5},
            "control_strength is 1.5; allowed is 0.0 to 1.0.",
        ),
        (ImageVariation, {"images": ()}, "images is 0; allowed is 1 to 5."),
        (ImageVariation, {"images": (PHOTO,) * 6}, "images is 6; allowed is 1 to 5."),
        (
            ImageVariation,
            {"images": (PHOTO,), "similarity_strength": 0.1},
            "similarity_strength is 0.1; allowed is 0.2 to",
        ),
        (
            ImageVariation,
            {"images": (PHOTO,), "size": Size(64, 64), "aspect_ratio": AspectRatio(1, 1)},
            "size can't stand together with aspect_ratio",
        ),
        (ColorGuidedGeneration, {"prompt": "x", "colors": ()}, "colors is 0; allowed is 1 to 10."),
        (ColorGuidedGeneration, {"prompt": "x", "colors": ("#fff",) * 11}, "colors is 11; allowed is 1 to 10."),
        (ColorGuidedGeneration, {"prompt": "x", "colors": ("red",)}, "colors is 'red'; write it like #a1b2c3."),
        (Inpainting, {"image": PHOTO}, "None is given of mask_image, mask_prompt: give one of them."),
        (
            Inpainting,
            {"image": PHOTO, "mask_image": SPOT, "mask_prompt": "door"},
            "mask_image can't stand together with mask_prompt",
        ),
        (
            Inpainting,
            {"image": PHOTO, "mask_image": spot(64, 32)},
            "mask_image is 64x32; it must be 320x320, the size of the picture.",
        ),
        (Inpainting, {"image": PHOTO, "mask_prompt": "door", "grow_mask": 21}, "grow_mask is 21; allowed is 0 to 20."),
        (Outpainting, {"image": PHOTO}, "None is given of mask_image, mask_prompt, margins"),
        (Outpainting, {"image": PHOTO, "left": 2001}, "left is 2001; allowed is 0 to 2000."),
        (Outpainting, {"image": PHOTO, "up": -1}, "up is -1; allowed is 0 to 2000."),
        (Outpainting, {"image": PHOTO, "left": 1, "creativity": 0.0}, "creativity is 0.0; allowed is 0.1 to 1.0."),
        (Outpainting, {"image": PHOTO, "left": 1, "mask_prompt": "x"}, "mask_prompt can't stand together with margins"),
        (SearchAndReplace, {**WORDS, "search_prompt": " "}, "search_prompt is empty"),
        (
            SearchAndRecolor,
            {**WORDS, "select_prompt": "x" * 10_001},
            "select_prompt has 10,001 characters; at most 10,000",
        ),
        (Erase, {"image": photo(64, 64), "mask_image": SPOT}, "mask_image is 320x320; it must be 64x64"),
        (Upscale, {"image": PHOTO, "creativity": 0.6}, "creativity is 0.6; allowed is 0.1 to 0.5."),
        (Upscale, {"image": PHOTO, "mode": UpscaleMode.CREATIVE}, "prompt is empty"),
        (SketchControl, {**WORDS, "control_strength": -0.1}, "control_strength is -0.1; allowed is 0.0 to 1.0."),
        (StructureControl, {"image": PHOTO, "prompt": ""}, "prompt is empty"),
        (StyleGuide, {**WORDS, "fidelity": 2.0}, "fidelity is 2.0; allowed is 0.0 to 1.0."),
        (
            StyleTransfer,
            {"image": PHOTO, "style_image": PHOTO, "change_strength": 0.0},
            "change_strength is 0.0; allowed",
        ),
        (StyleTransfer, {"image": PHOTO, "style_image": PHOTO, "seed": 2**32}, "seed is 4294967296; allowed is 0 to"),
    ],
)
def test_a_task_out_of_range_names_field_value_and_limits(
    kind: type[Task], values: dict[str, Any], expected: str
) -> None:
    with pytest.raises(InvalidTaskError) as caught:
        kind(**values)

    assert str(caught.value).startswith(expected)
    assert str(caught.value).endswith(".")


@given(any_task)
def test_a_task_has_a_seed_and_a_number_of_pictures_whatever_it_is(task: Task) -> None:
    assert 1 <= task.number_of_images <= 5
    seeded = with_seed(task, 42)

    expected = None if isinstance(task, BackgroundRemoval) else 42 if task.seed is None else task.seed
    assert seeded.seed == expected


def test_the_limits_of_a_field_can_be_read() -> None:
    assert str(limits_of(Outpainting)["left"]) == "Range(lowest=0, highest=2000)"
    assert all(limits_of(kind) or kind is BackgroundRemoval for kind in TASKS)


def test_a_variation_has_the_shape_of_its_first_picture() -> None:
    assert ImageVariation(images=(photo(64, 32), PHOTO)).shape == AspectRatio(2, 1)
    assert ImageVariation(images=(photo(64, 32),), aspect_ratio=AspectRatio(3, 4)).shape == AspectRatio(3, 4)
    assert ImageVariation(images=(photo(3, 20_000),)).shape.value == pytest.approx(1 / 10_000)

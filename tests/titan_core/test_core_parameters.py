"""A picture says what it was drawn from, and can be drawn again from what it says."""

from collections.abc import Mapping

import pytest

from tests.titan_core.sample_pictures import encoded, plain
from titan_core import (
    AspectRatio,
    InputPicture,
    InputPictureError,
    InvalidTaskError,
    Mask,
    Picture,
    Quality,
    Size,
    TextToImage,
    task_from,
)
from titan_core.formats import FORMATS, Format
from titan_core.tasks import (
    BackgroundRemoval,
    ColorGuidedGeneration,
    ImageVariation,
    Inpainting,
    Outpainting,
    OutpaintingMode,
    StylePreset,
    Task,
    Upscale,
)

SOURCE = InputPicture.of(plain(60, 40))
MASK = Mask.of(plain(60, 40, "black"), edit_colour="white")


def told(task: Task, form: Format = "png") -> Mapping[str, str]:
    """What a picture of the task says of itself."""
    data = encoded(plain(), form.upper())
    return Picture.read(data, seed=7, model_id="m", index=1).with_parameters(task).parameters


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "task",
    [
        TextToImage(prompt='고양이, sign "CALICO"', negative_prompt="dogs, people", size=Size(512, 640), seed=7),
        TextToImage(prompt="a fox", aspect_ratio=AspectRatio(21, 9), cfg_scale=6.5, quality=Quality.PREMIUM, seed=7),
        ColorGuidedGeneration(prompt="a fox", colors=("#ff0000", "#00ff00"), seed=7),
    ],
)
def test_a_picture_can_be_drawn_again_from_its_file(task: Task, form: Format) -> None:
    assert task_from(told(task, form)) == task


def test_one_of_several_is_drawn_again_alone_with_its_own_seed() -> None:
    again = task_from(told(TextToImage(prompt="a fox", number_of_images=4, seed=6)))

    assert again == TextToImage(prompt="a fox", number_of_images=1, seed=7)


@pytest.mark.parametrize(
    ("task", "pictures"),
    [
        (Outpainting(image=SOURCE, left=100, mode=OutpaintingMode.PRECISE, prompt="sea", seed=7), {"image": SOURCE}),
        (Inpainting(image=SOURCE, mask_image=MASK, grow_mask=3, seed=7), {"image": SOURCE, "mask_image": MASK}),
        (ImageVariation(images=(SOURCE,), similarity_strength=0.4, seed=7), {"images": (SOURCE,)}),
        (Upscale(image=SOURCE, style_preset=StylePreset.ANIME, seed=7), {"image": SOURCE}),
        (BackgroundRemoval(image=SOURCE), {"image": SOURCE}),
    ],
)
def test_what_was_drawn_from_pictures_needs_them_again(task: Task, pictures: dict[str, object]) -> None:
    parameters = told(task)

    assert task_from(parameters, **pictures) == task
    with pytest.raises(InputPictureError, match=r"is needed: this was drawn from 60x40 .*Give that file again"):
        task_from(parameters)


def test_an_input_picture_is_named_so_that_it_can_be_found_again() -> None:
    parameters = told(Inpainting(image=SOURCE, mask_image=MASK))

    assert parameters["image"].startswith("60x40 png, sha256 ")
    assert parameters["mask_image"].startswith("60x40 mask, white is edited, sha256 ")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "task is ''; write it like TextToImage or"),
        ({"task": "Sculpture"}, "task is 'Sculpture'"),
        ({"task": "TextToImage", "prompt": "x", "seed": "many"}, "seed is 'many'"),
        ({"task": "TextToImage", "prompt": "x", "quality": "best"}, "quality is 'best'"),
        ({"task": "TextToImage", "prompt": "x", "size": "big"}, "size is 'big'"),
        ({"task": "TextToImage", "prompt": ""}, "prompt is empty"),
    ],
)
def test_parameters_that_are_no_task_are_refused(parameters: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidTaskError) as caught:
        task_from(parameters)

    assert said in str(caught.value)

"""Stability's services and image-to-image: colours of masks, formats, seeds, what is lost and what can't be done."""

import base64
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import in_base64, png
from tests.titan_core.sample_tasks import CUTOUT, OTHER, PHOTO, SPOT, photo
from titan_core import (
    SERVICES,
    AspectRatio,
    BackgroundRemoval,
    Erase,
    ImageVariation,
    Inpainting,
    InputPicture,
    Loss,
    Outpainting,
    Quality,
    SearchAndReplace,
    SketchControl,
    StyleGuide,
    Task,
    TextToImage,
    Upscale,
    UpscaleMode,
    find,
)
from titan_core.families import stability, stability_service
from titan_core.families.family import Unsupported

IMAGE = in_base64(PHOTO.data)


def service(alias: str) -> Any:  # noqa: ANN401 - a Model
    return find(alias, SERVICES)


def test_every_service_is_called_through_its_profile_and_named_without_it_to_the_control_plane() -> None:
    assert len(SERVICES) == 13
    for model in SERVICES:
        assert model.is_profile
        assert model.model_id == f"us.{model.foundation_model_id}"
        assert set(model.regions) == {"us-east-1", "us-east-2", "us-west-2"}


@pytest.mark.parametrize(
    "task", [Inpainting(image=PHOTO, mask_image=SPOT, prompt="x"), Erase(image=PHOTO, mask_image=SPOT)]
)
def test_white_is_edited(task: Task) -> None:
    model = service("inpaint" if isinstance(task, Inpainting) else "erase")
    mask = stability_service.encode(task, model, 1)["mask"]

    with Image.open(BytesIO(base64.b64decode(str(mask)))) as image:
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
        assert image.convert("RGB").getpixel((319, 319)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("picture", "mode", "expected"),
    [
        (photo(508, 508), UpscaleMode.FAST, "png"),
        (photo(512, 512), UpscaleMode.FAST, "jpeg"),
        (photo(1024, 1024), UpscaleMode.FAST, "jpeg"),
        (InputPicture.of(Image.new("RGBA", (600, 600))), UpscaleMode.FAST, "webp"),
        (photo(64, 64), UpscaleMode.CREATIVE, "jpeg"),
        (CUTOUT, UpscaleMode.CONSERVATIVE, "webp"),
    ],
)
def test_an_upscale_asks_for_a_png_only_where_the_answer_cannot_pass_its_limit(
    picture: InputPicture, mode: UpscaleMode, expected: str
) -> None:
    task = Upscale(image=picture, mode=mode, prompt="x")
    model = service(f"{mode}-upscale")

    assert stability_service.encode(task, model, None)["output_format"] == expected


@pytest.mark.parametrize(
    ("alias", "task", "expected"),
    [
        ("search-replace", SearchAndReplace(image=photo(2048, 2000), search_prompt="x", prompt="y"), "png"),
        ("search-replace", SearchAndReplace(image=photo(2048, 2048), search_prompt="x", prompt="y"), "jpeg"),
        ("outpaint", Outpainting(image=photo(1024, 1024), left=1000), "png"),
        ("outpaint", Outpainting(image=photo(1024, 1024), left=2000, up=500, down=500), "jpeg"),
        ("remove-background", BackgroundRemoval(image=photo(2048, 2048)), "webp"),
        ("style-guide", StyleGuide(image=photo(3000, 3000), prompt="x"), "png"),
    ],
)
def test_an_edit_of_a_large_picture_asks_for_no_png_that_its_answer_could_not_hold(
    alias: str, task: Task, expected: str
) -> None:
    assert stability_service.encode(task, service(alias), None)["output_format"] == expected


def test_several_pictures_are_as_many_calls_with_seeds_one_apart() -> None:
    calls = stability_service.calls(SketchControl(image=PHOTO, prompt="x", number_of_images=3), service("sketch"), 0)

    assert [(call.indices, call.seed) for call in calls] == [((0,), 4_294_967_294), ((1,), 1), ((2,), 2)]


@pytest.mark.parametrize(
    ("alias", "task", "expected"),
    [
        (
            "fast-upscale",
            Upscale(image=PHOTO, prompt="x", creativity=0.2, seed=3),
            [Loss(field="prompt", asked="x", got=""), Loss(field="creativity", asked="0.2", got="")],
        ),
        (
            "outpaint",
            Outpainting(image=PHOTO, left=1, negative_prompt="dogs"),
            [Loss(field="negative_prompt", asked="dogs", got="")],
        ),
        (
            "inpaint",
            Inpainting(image=PHOTO, mask_image=SPOT, prompt="x", cfg_scale=8.0, quality=Quality.PREMIUM),
            [Loss(field="cfg_scale", asked="8.0", got=""), Loss(field="quality", asked="premium", got="")],
        ),
        (
            "style-guide",
            StyleGuide(image=PHOTO, prompt="x", aspect_ratio=AspectRatio(4, 3)),
            [Loss(field="aspect_ratio", asked="4:3", got="5:4")],
        ),
        ("sketch", SketchControl(image=PHOTO, prompt="x", seed=0), [Loss(field="seed", asked="0", got="4294967294")]),
    ],
)
def test_what_is_lost_is_said(alias: str, task: Task, expected: list[Loss]) -> None:
    assert list(stability_service.losses(task, service(alias))) == expected


@pytest.mark.parametrize(
    ("alias", "task", "expected"),
    [
        (
            "erase",
            TextToImage(prompt="x"),
            Unsupported(field="task", limit="Erase", value="TextToImage", reason="absent"),
        ),
        (
            "fast-upscale",
            Upscale(image=PHOTO, mode=UpscaleMode.CREATIVE, prompt="x"),
            Unsupported(field="task", limit="fast upscale", value="creative upscale", reason="absent"),
        ),
        (
            "inpaint",
            Inpainting(image=PHOTO, mask_prompt="door", prompt="x"),
            Unsupported(field="mask_prompt", limit="", value="door", reason="absent"),
        ),
        (
            "inpaint",
            Inpainting(image=PHOTO, mask_image=SPOT),
            Unsupported(field="prompt", limit="", value="", reason="empty"),
        ),
        (
            "outpaint",
            Outpainting(image=PHOTO, mask_image=SPOT),
            Unsupported(field="mask_image", limit="", value=str(SPOT), reason="absent"),
        ),
    ],
)
def test_what_a_service_cannot_do_is_said(alias: str, task: Task, expected: Unsupported) -> None:
    assert stability_service.supports(task, service(alias)) == expected


def test_stable_diffusion_varies_one_picture_with_the_opposite_of_similarity() -> None:
    model = find("sd3.5")
    task = ImageVariation(images=(PHOTO,), prompt="a cat", negative_prompt="dogs", similarity_strength=0.6)

    assert stability.supports(task, model) is None
    assert stability.encode(task, model, 9) == {
        "prompt": "a cat",
        "negative_prompt": "dogs",
        "mode": "image-to-image",
        "image": IMAGE,
        "strength": 0.4,
        "seed": 9,
        "output_format": "png",
    }
    assert stability.losses(task, model) == (Loss(field="similarity_strength", asked="0.6", got="strength 0.4"),)
    assert stability.encode(ImageVariation(images=(PHOTO,), prompt="x"), model, 9)["strength"] == 0.3


@pytest.mark.parametrize(
    ("alias", "task", "field"),
    [
        ("sd3.5", ImageVariation(images=(PHOTO, OTHER), prompt="x"), "images"),
        ("sd3.5", ImageVariation(images=(PHOTO,)), "prompt"),
        ("core", ImageVariation(images=(PHOTO,), prompt="x"), "task"),
        ("core", TextToImage(prompt="x", condition_image=PHOTO), "condition_image"),
    ],
)
def test_what_a_generator_cannot_do_is_said(alias: str, task: Task, field: str) -> None:
    reason = stability.supports(task, find(alias))

    assert reason is not None
    assert reason.field == field


def test_the_seed_of_an_upscale_without_one_is_not_made_up() -> None:
    (call,) = stability_service.calls(Upscale(image=PHOTO, seed=5), service("fast-upscale"), 5)
    reply = {"seeds": [0], "finish_reasons": [None], "images": [in_base64(png())]}

    (picture,) = stability_service.decode(reply, call, service("fast-upscale")).pictures

    assert picture.seed is None

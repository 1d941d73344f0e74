"""Titan's other tasks: bodies written by hand from the documents, masks in Titan's colours."""

import base64
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import in_base64, png
from tests.titan_core.sample_tasks import OTHER, PHOTO, SPOT
from titan_core import (
    AspectRatio,
    BackgroundRemoval,
    CanvasStyle,
    ColorGuidedGeneration,
    ControlMode,
    ImageVariation,
    Inpainting,
    Loss,
    Model,
    Outpainting,
    OutpaintingMode,
    Quality,
    Size,
    StylePreset,
    Task,
    TextToImage,
    Upscale,
    find,
)
from titan_core.families import titan
from titan_core.families.family import Unsupported

V1, V2, NOVA = find("titan-v1"), find("titan-v2"), find("nova-canvas")
IMAGE = in_base64(PHOTO.data)
CONFIG = {"numberOfImages": 2, "quality": "premium", "cfgScale": 7.5, "seed": 9}
GIVEN: dict[str, Any] = {"number_of_images": 2, "quality": Quality.PREMIUM, "cfg_scale": 7.5}


def colour_at(mask: object, place: tuple[int, int]) -> object:
    """The pixel of a mask in base64."""
    with Image.open(BytesIO(base64.b64decode(str(mask)))) as image:
        return image.convert("RGB").getpixel(place)


INSIDE, OUTSIDE, BLACK, WHITE = (0, 0), (319, 319), (0, 0, 0), (255, 255, 255)


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (
            TextToImage(
                prompt="a fox",
                negative_prompt="dogs",
                condition_image=PHOTO,
                control_mode=ControlMode.SEGMENTATION,
                control_strength=0.4,
                size=Size(512, 512),
                **GIVEN,
            ),
            {
                "taskType": "TEXT_IMAGE",
                "textToImageParams": {
                    "text": "a fox",
                    "negativeText": "dogs",
                    "conditionImage": IMAGE,
                    "controlMode": "SEGMENTATION",
                    "controlStrength": 0.4,
                },
                "imageGenerationConfig": {**CONFIG, "width": 512, "height": 512},
            },
        ),
        (
            Inpainting(image=PHOTO, mask_prompt="the door", prompt="a window", negative_prompt="glass", **GIVEN),
            {
                "taskType": "INPAINTING",
                "inPaintingParams": {
                    "image": IMAGE,
                    "maskPrompt": "the door",
                    "text": "a window",
                    "negativeText": "glass",
                },
                "imageGenerationConfig": CONFIG,
            },
        ),
        (
            Outpainting(image=PHOTO, mask_prompt="the dog", prompt="a beach", mode=OutpaintingMode.PRECISE, **GIVEN),
            {
                "taskType": "OUTPAINTING",
                "outPaintingParams": {
                    "image": IMAGE,
                    "maskPrompt": "the dog",
                    "text": "a beach",
                    "outPaintingMode": "PRECISE",
                },
                "imageGenerationConfig": CONFIG,
            },
        ),
        (
            ImageVariation(
                images=(PHOTO, OTHER), prompt="in oil", similarity_strength=0.2, aspect_ratio=AspectRatio(3, 2), **GIVEN
            ),
            {
                "taskType": "IMAGE_VARIATION",
                "imageVariationParams": {
                    "images": [IMAGE, in_base64(OTHER.data)],
                    "text": "in oil",
                    "similarityStrength": 0.2,
                },
                "imageGenerationConfig": {**CONFIG, "width": 1152, "height": 768},
            },
        ),
        (
            ColorGuidedGeneration(prompt="a fox", colors=("#FF8800", "#002244"), reference_image=PHOTO, **GIVEN),
            {
                "taskType": "COLOR_GUIDED_GENERATION",
                "colorGuidedGenerationParams": {
                    "text": "a fox",
                    "colors": ["#FF8800", "#002244"],
                    "referenceImage": IMAGE,
                },
                "imageGenerationConfig": {**CONFIG, "width": 1024, "height": 1024},
            },
        ),
        (
            BackgroundRemoval(image=PHOTO),
            {"taskType": "BACKGROUND_REMOVAL", "backgroundRemovalParams": {"image": IMAGE}},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_task_has_the_body_of_the_documents(task: Task, expected: dict[str, object]) -> None:
    assert titan.supports(task, V2) is None
    assert titan.losses(task, V2) == ()
    assert titan.encode(task, V2, 9) == expected


@pytest.mark.parametrize("mask", [SPOT, SPOT.inverted().inverted()])
def test_inpainting_edits_black(mask: Any) -> None:  # noqa: ANN401 - a mask
    body = titan.encode(Inpainting(image=PHOTO, mask_image=mask, prompt="a cat"), V2, 1)

    params = body["inPaintingParams"]
    assert isinstance(params, dict)
    assert set(params) == {"image", "text", "maskImage"}
    assert colour_at(params["maskImage"], INSIDE) == BLACK
    assert colour_at(params["maskImage"], OUTSIDE) == WHITE


def test_outpainting_keeps_black_so_what_is_edited_is_white() -> None:
    body = titan.encode(Outpainting(image=PHOTO, mask_image=SPOT, prompt="a beach"), V2, 1)

    params = body["outPaintingParams"]
    assert isinstance(params, dict)
    assert params["outPaintingMode"] == "DEFAULT"
    assert colour_at(params["maskImage"], INSIDE) == WHITE
    assert colour_at(params["maskImage"], OUTSIDE) == BLACK


def test_a_removal_sends_no_text() -> None:
    body = titan.encode(Inpainting(image=PHOTO, mask_prompt="the car"), V2, 1)

    assert body["inPaintingParams"] == {"image": IMAGE, "maskPrompt": "the car"}


def test_a_style_is_sent_to_the_model_that_has_styles() -> None:
    task = TextToImage(prompt="a fox", style=CanvasStyle.ANIMATED_FAMILY_FILM)

    assert titan.encode(task, NOVA, 1)["textToImageParams"] == {"text": "a fox", "style": "3D_ANIMATED_FAMILY_FILM"}
    assert titan.losses(task, NOVA) == ()
    assert titan.encode(task, V2, 1)["textToImageParams"] == {"text": "a fox"}
    assert titan.losses(task, V2) == (Loss(field="style", asked="3D_ANIMATED_FAMILY_FILM", got=""),)


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (
            Inpainting(image=PHOTO, mask_image=SPOT, prompt="x", grow_mask=3, style_preset=StylePreset.ANIME),
            [Loss(field="grow_mask", asked="3", got=""), Loss(field="style_preset", asked="anime", got="")],
        ),
        (
            Outpainting(image=PHOTO, mask_image=SPOT, prompt="x", creativity=0.5),
            [Loss(field="creativity", asked="0.5", got="")],
        ),
        (ImageVariation(images=(PHOTO,), size=Size(99, 99)), [Loss(field="size", asked="99x99", got="512x512")]),
        (ImageVariation(images=(PHOTO,), seed=2**31), [Loss(field="seed", asked="2147483648", got="1")]),
        (Inpainting(image=PHOTO, mask_image=SPOT), []),
    ],
)
def test_what_the_contract_has_no_place_for_is_lost_and_said(task: Task, expected: list[Loss]) -> None:
    assert list(titan.losses(task, V2)) == expected


V1_DOES = "TextToImage, Inpainting, Outpainting, ImageVariation"


@pytest.mark.parametrize(
    ("model", "task", "expected"),
    [
        (
            V1,
            BackgroundRemoval(image=PHOTO),
            Unsupported(field="task", limit=V1_DOES, value="BackgroundRemoval", reason="absent"),
        ),
        (
            V1,
            TextToImage(prompt="x", condition_image=PHOTO),
            Unsupported(field="condition_image", limit="", value="320x320 png", reason="absent"),
        ),
        (
            V1,
            Upscale(image=PHOTO),
            Unsupported(field="task", limit=V1_DOES, value="Upscale", reason="absent"),
        ),
        (
            V2,
            Outpainting(image=PHOTO, mask_image=SPOT),
            Unsupported(field="prompt", limit="", value="", reason="empty"),
        ),
        (
            V2,
            Outpainting(image=PHOTO, prompt="x", left=1),
            Unsupported(field="left", limit="", value="1", reason="absent"),
        ),
        (
            V2,
            Inpainting(image=PHOTO, mask_prompt="x" * 513),
            Unsupported(field="mask_prompt", limit=512, value=513),
        ),
        (NOVA, Inpainting(image=PHOTO, mask_prompt="x" * 513), None),
        (V1, Inpainting(image=PHOTO, mask_prompt="x"), None),
    ],
)
def test_what_a_model_cannot_do_is_said(model: Model, task: Task, expected: Unsupported | None) -> None:
    assert titan.supports(task, model) == expected


def test_a_cutout_was_drawn_with_no_seed() -> None:
    (call,) = titan.calls(BackgroundRemoval(image=PHOTO), V2, 7)

    (picture,) = titan.decode({"images": [in_base64(png())], "error": None}, call, V2).pictures
    assert (call.seed, picture.seed) == (None, None)

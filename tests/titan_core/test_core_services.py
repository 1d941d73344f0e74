"""Stability's thirteen services and image-to-image: bodies written by hand from the documents, white is edited."""

from typing import Any

import pytest

from tests.titan_core.bedrock_wire import in_base64
from tests.titan_core.sample_tasks import OTHER, PHOTO, SPOT
from titan_core import (
    SERVICES,
    AspectRatio,
    BackgroundRemoval,
    Erase,
    Inpainting,
    Outpainting,
    SearchAndRecolor,
    SearchAndReplace,
    SketchControl,
    StructureControl,
    StyleGuide,
    StylePreset,
    StyleTransfer,
    Task,
    Upscale,
    UpscaleMode,
    find,
)
from titan_core.families import stability_service

IMAGE = in_base64(PHOTO.data)
COMMON = {"seed": 9, "output_format": "png"}
WORDS: dict[str, Any] = {
    "image": PHOTO,
    "prompt": "a cat",
    "negative_prompt": "dogs",
    "style_preset": StylePreset.LOW_POLY,
}
SENT = {"image": IMAGE, "prompt": "a cat", "negative_prompt": "dogs", "style_preset": "low-poly", **COMMON}
MASK = in_base64(SPOT.white_inside())


def service(alias: str) -> Any:  # noqa: ANN401 - a Model
    return find(alias, SERVICES)


@pytest.mark.parametrize(
    ("alias", "task", "expected"),
    [
        ("fast-upscale", Upscale(image=PHOTO), {"image": IMAGE, "output_format": "png"}),
        (
            "conservative-upscale",
            Upscale(
                image=PHOTO, mode=UpscaleMode.CONSERVATIVE, prompt="a cat", negative_prompt="dogs", creativity=0.35
            ),
            {
                "image": IMAGE,
                "prompt": "a cat",
                "negative_prompt": "dogs",
                "creativity": 0.35,
                "seed": 9,
                "output_format": "jpeg",
            },
        ),
        (
            "creative-upscale",
            Upscale(mode=UpscaleMode.CREATIVE, creativity=0.3, **WORDS),
            {**SENT, "creativity": 0.3, "output_format": "jpeg"},
        ),
        ("inpaint", Inpainting(mask_image=SPOT, **WORDS), {**SENT, "mask": MASK, "grow_mask": 0}),
        (
            "outpaint",
            Outpainting(
                image=PHOTO, prompt="a cat", left=10, down=2000, creativity=0.5, style_preset=StylePreset.LOW_POLY
            ),
            {
                "image": IMAGE,
                "prompt": "a cat",
                "style_preset": "low-poly",
                "left": 10,
                "right": 0,
                "up": 0,
                "down": 2000,
                "creativity": 0.5,
                **COMMON,
            },
        ),
        (
            "erase",
            Erase(image=PHOTO, mask_image=SPOT, grow_mask=4),
            {"image": IMAGE, "mask": MASK, "grow_mask": 4, **COMMON},
        ),
        (
            "search-replace",
            SearchAndReplace(search_prompt="the dog", grow_mask=3, **WORDS),
            {**SENT, "search_prompt": "the dog", "grow_mask": 3},
        ),
        ("search-recolor", SearchAndRecolor(select_prompt="the car", **WORDS), {**SENT, "select_prompt": "the car"}),
        ("remove-background", BackgroundRemoval(image=PHOTO), {"image": IMAGE, "output_format": "png"}),
        ("sketch", SketchControl(control_strength=0.7, **WORDS), {**SENT, "control_strength": 0.7}),
        ("structure", StructureControl(**WORDS), SENT),
        (
            "style-guide",
            StyleGuide(fidelity=0.0, aspect_ratio=AspectRatio(16, 9), **WORDS),
            {**SENT, "fidelity": 0.0, "aspect_ratio": "16:9"},
        ),
        (
            "style-transfer",
            StyleTransfer(
                image=PHOTO,
                style_image=OTHER,
                prompt="a cat",
                negative_prompt="dogs",
                composition_fidelity=0.9,
                style_strength=1.0,
                change_strength=0.1,
            ),
            {
                "init_image": IMAGE,
                "style_image": in_base64(OTHER.data),
                "prompt": "a cat",
                "negative_prompt": "dogs",
                "composition_fidelity": 0.9,
                "style_strength": 1.0,
                "change_strength": 0.1,
                **COMMON,
            },
        ),
    ],
)
def test_each_service_has_the_body_of_the_documents(alias: str, task: Task, expected: dict[str, object]) -> None:
    model = service(alias)

    (call,) = stability_service.calls(task, model, 9)

    assert stability_service.supports(task, model) is None
    assert stability_service.losses(task, model) == ()
    assert call.body == expected

"""Titan's and Nova's tasks: what their contracts take, and how they refuse the rest."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from sandbox.bedrock import BedrockSandbox
from tests.sandbox_bedrock.scenery import NOVA, TITAN, TITAN_V1, encoded, malformed, mask, refusal, scene

Invoke = Callable[..., dict[str, Any]]

PICTURE = encoded(scene())
MASK = encoded(mask((256, 256), (50, 50, 100, 100), inside=0))
RULES = "must hold only pure black (0, 0, 0) and pure white (255, 255, 255)"


@pytest.fixture(autouse=True)
def alive(bedrock: BedrockSandbox) -> None:
    bedrock.change({TITAN_V1: "active", TITAN: "active", NOVA: "active"}, painter="plain")


def damaged(kind: str) -> str:
    data = io.BytesIO()
    scene().save(data, kind)
    return base64.b64encode(data.getvalue()[: len(data.getvalue()) // 2]).decode("ascii")


def gif() -> str:
    return encoded(scene().quantize(8), "GIF")


def titan(task: str, key: str, params: dict[str, object], **config: object) -> dict[str, Any]:
    return {"taskType": task, key: params, **({"imageGenerationConfig": config} if config else {})}


def inpainting(**params: object) -> dict[str, Any]:
    return titan("INPAINTING", "inPaintingParams", params)


class TestTitansTasks:
    @pytest.mark.parametrize(
        ("body", "violation"),
        [
            (inpainting(maskImage=MASK), "#/inPaintingParams: required key [image] not found"),
            (inpainting(image=PICTURE), "#/inPaintingParams: exactly one of maskPrompt and maskImage must be given"),
            (
                inpainting(image=PICTURE, maskImage=MASK, maskPrompt="a cat"),
                "#/inPaintingParams: exactly one of maskPrompt and maskImage must be given",
            ),
            (
                inpainting(image=PICTURE, maskPrompt="x" * 513),
                "#/inPaintingParams/maskPrompt: expected maxLength: 512, actual: 513",
            ),
            (
                inpainting(image=PICTURE, maskImage=MASK, outPaintingMode="PRECISE"),
                "#/inPaintingParams: extraneous key [outPaintingMode] is not permitted",
            ),
            (
                titan("OUTPAINTING", "outPaintingParams", {"image": PICTURE, "maskImage": MASK}),
                "#/outPaintingParams: required key [text] not found",
            ),
            (
                titan(
                    "OUTPAINTING",
                    "outPaintingParams",
                    {"image": PICTURE, "maskImage": MASK, "text": "x", "outPaintingMode": "EXACT"},
                ),
                "#/outPaintingParams/outPaintingMode: EXACT is not a valid enum value",
            ),
            (
                titan("IMAGE_VARIATION", "imageVariationParams", {"images": []}),
                "#/imageVariationParams/images: expected minimum item count: 1, found: 0",
            ),
            (
                titan("IMAGE_VARIATION", "imageVariationParams", {"images": [PICTURE] * 6}),
                "#/imageVariationParams/images: expected maximum item count: 5, found: 6",
            ),
            (
                titan("IMAGE_VARIATION", "imageVariationParams", {"images": [PICTURE], "similarityStrength": 0.1}),
                "#/imageVariationParams/similarityStrength: 0.1 is not greater or equal to 0.2",
            ),
            (
                titan("COLOR_GUIDED_GENERATION", "colorGuidedGenerationParams", {"text": "x", "colors": ["red"]}),
                "#/colorGuidedGenerationParams/colors/0: string [red] does not match pattern ^#[0-9a-fA-F]{6}$",
            ),
            (
                titan(
                    "COLOR_GUIDED_GENERATION", "colorGuidedGenerationParams", {"text": "x", "colors": ["#000000"] * 11}
                ),
                "#/colorGuidedGenerationParams/colors: expected maximum item count: 10, found: 11",
            ),
            (
                titan("BACKGROUND_REMOVAL", "backgroundRemovalParams", {"image": PICTURE}, seed=1),
                "#: extraneous key [imageGenerationConfig] is not permitted",
            ),
            (
                titan("TEXT_IMAGE", "textToImageParams", {"text": "x", "controlStrength": 0.5}),
                "#/textToImageParams: property [conditionImage] is required",
            ),
            (
                titan(
                    "TEXT_IMAGE", "textToImageParams", {"text": "x", "controlMode": "CANNY", "conditionImage": PICTURE}
                ),
                "#/textToImageParams/controlMode: CANNY is not a valid enum value",
            ),
        ],
    )
    @pytest.mark.parametrize("model_id", [TITAN, NOVA])
    def test_a_body_that_breaks_the_contract_is_refused(
        self, invoke: Invoke, model_id: str, body: dict[str, Any], violation: str
    ) -> None:
        if model_id == NOVA:
            violation = violation.replace("512, actual: 513", "1024, actual: 1025")
            body = {key: _longer(value) for key, value in body.items()}
        region = "us-east-1" if model_id == NOVA else "us-west-2"

        assert refusal(invoke, model_id, body, region) == malformed(violation)

    @pytest.mark.parametrize("task", ["COLOR_GUIDED_GENERATION", "BACKGROUND_REMOVAL"])
    def test_the_first_titan_lacks_two_tasks(self, invoke: Invoke, task: str) -> None:
        body = {"taskType": task, "backgroundRemovalParams": {"image": PICTURE}}

        assert refusal(invoke, TITAN_V1, body) == malformed(f"#/taskType: {task} is not a valid enum value")

    def test_the_first_titan_takes_no_condition_image(self, invoke: Invoke) -> None:
        body = titan("TEXT_IMAGE", "textToImageParams", {"text": "x", "conditionImage": PICTURE})

        assert "extraneous key [conditionImage]" in refusal(invoke, TITAN_V1, body)

    @pytest.mark.parametrize(
        ("image", "violation"),
        [
            (f"data:image/png;base64,{PICTURE}", "is not base64 (without a `data:` prefix)"),
            (base64.b64encode(b"no picture").decode(), "is no picture in one of the formats png, jpeg"),
            (encoded(scene(), "WEBP"), "is no picture in one of the formats png, jpeg"),
            (gif(), "is no picture in one of the formats png, jpeg"),
            (damaged("PNG"), "the picture is damaged or cut off"),
            (damaged("JPEG"), "the picture is damaged or cut off"),
            (encoded(scene(1409, 64)), "each side must be at most 1408 pixels, not 1409 x 64 pixels"),
        ],
    )
    def test_a_picture_that_cannot_be_used_is_refused(self, invoke: Invoke, image: str, violation: str) -> None:
        refused = refusal(invoke, TITAN, inpainting(image=image, maskPrompt="a cat"))

        assert refused == malformed(f"#/inPaintingParams/image: {violation}")

    @pytest.mark.parametrize(
        ("masked", "violation"),
        [
            (
                mask((255, 256), (0, 0, 9, 9), inside=0),
                "must have the size of the image, 256 x 256 pixels, not 255 x 256",
            ),
            (Image.new("L", (256, 256), 254), RULES),
            (Image.new("RGB", (256, 256), (255, 0, 0)), RULES),
        ],
    )
    @pytest.mark.parametrize("model_id", [TITAN, NOVA])
    def test_a_mask_is_as_large_as_its_image_and_pure(
        self, invoke: Invoke, model_id: str, masked: Image.Image, violation: str
    ) -> None:
        body = inpainting(image=PICTURE, maskImage=encoded(masked))
        region = "us-east-1" if model_id == NOVA else "us-west-2"

        assert f"#/inPaintingParams/maskImage: the mask {violation}" in refusal(invoke, model_id, body, region)

    def test_a_jpeg_mask_with_grey_edges_is_refused(self, invoke: Invoke) -> None:
        grey = encoded(mask((256, 256), (50, 50, 101, 101), inside=0), "JPEG")

        assert RULES in refusal(invoke, TITAN, inpainting(image=PICTURE, maskImage=grey))


def _longer(value: object) -> Any:  # noqa: ANN401 - JSON
    """Texts that are too long for Titan, too long for Nova."""
    if isinstance(value, dict):
        return {key: "x" * 1025 if part == "x" * 513 else part for key, part in value.items()}
    return value

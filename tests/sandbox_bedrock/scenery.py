"""Pictures to hand in, pictures to look at, and the words of refusals."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from PIL import Image, ImageChops, ImageDraw

TITAN_V1 = "amazon.titan-image-generator-v1"
TITAN = "amazon.titan-image-generator-v2:0"
NOVA = "amazon.nova-canvas-v1:0"
CORE = "stability.stable-image-core-v1:1"
SD35 = "stability.sd3-5-large-v1:0"

Box = tuple[int, int, int, int]


def service(key: str) -> str:
    return f"us.stability.{key}-v1:0"


def scene(width: int = 256, height: int = 256) -> Image.Image:
    """A red square on blue and green that run into each other: no two regions look alike."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", (Image.new("L", (width, height), 40), across, down))
    box = (width * 3 // 8, height * 3 // 8, width * 5 // 8, height * 5 // 8)
    ImageDraw.Draw(picture).rectangle(box, fill=(220, 30, 30))
    return picture


def mask(size: tuple[int, int], box: Box, *, inside: int) -> Image.Image:
    """`inside` (0 or 255) in the box, the opposite around it; the box's right and bottom edge are outside."""
    picture = Image.new("RGB", size, (255 - inside,) * 3)
    picture.paste((inside,) * 3, box)
    return picture


def encoded(picture: Image.Image, kind: str = "PNG") -> str:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def opened(picture: str) -> Image.Image:
    image = Image.open(io.BytesIO(base64.b64decode(picture, validate=True)))
    image.load()
    return image


def first(answer: dict[str, Any]) -> Image.Image:
    return opened(answer["images"][0])


def changed(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where two pictures differ in any channel, black where they are the same, in the mode `L`."""
    bands = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return most.point([0] + [255] * 255)


def is_only(place: Image.Image, box: Box) -> bool:
    """The white part of `place` is this box, to the pixel."""
    return place.tobytes() == mask(place.size, box, inside=255).convert("L").tobytes()


def refusal(invoke: Callable[..., object], model_id: str, body: dict[str, Any], region_name: str = "us-west-2") -> str:
    """The words of the `ValidationException` that the body meets."""
    with pytest.raises(ClientError) as refused:
        invoke(model_id, region_name, **body)
    answer: Any = refused.value.response
    assert (answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]) == ("ValidationException", 400)
    return str(answer["Error"]["Message"])


def malformed(violation: str) -> str:
    return f"Malformed input request: {violation}, please reformat your input and try again."

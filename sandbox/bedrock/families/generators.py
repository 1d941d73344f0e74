"""What the bodies of Stability's three generators ask for."""

import math

from sandbox.bedrock.families.family import Asked, Body, Size
from sandbox.bedrock.inputs import PictureRules, read_picture
from sandbox.bedrock.painter.edits import Varied

# AWS does not document pixels per ratio: about one megapixel, each side 640 to 1536 and a multiple of 64.
SIZE_OF_RATIO = {
    "16:9": (1344, 768),
    "1:1": (1024, 1024),
    "21:9": (1536, 640),
    "2:3": (832, 1216),
    "3:2": (1216, 832),
    "4:5": (896, 1088),
    "5:4": (1088, 896),
    "9:16": (768, 1344),
    "9:21": (640, 1536),
}
_RULES = PictureRules(min_side=64)
_STEP = 64
_MEGAPIXEL = 1024 * 1024


def text_to_image(body: Body) -> Asked:
    """Core, Ultra, and Stable Diffusion 3.5 in its usual mode."""
    return Asked(
        prompt=body["prompt"],
        negative_prompt=body.get("negative_prompt", ""),
        size=SIZE_OF_RATIO[body.get("aspect_ratio", "1:1")],
    )


def text_or_image_to_image(body: Body) -> Asked:
    """Stable Diffusion 3.5: `strength` 0 keeps the picture that is handed in, 1 ignores it."""
    if body.get("mode") != "image-to-image":
        return text_to_image(body)
    picture = read_picture(body["image"], "#/image", _RULES)
    size = _about_a_megapixel(picture.size)
    return Asked(
        prompt=body["prompt"],
        negative_prompt=body.get("negative_prompt", ""),
        size=size,
        edit=Varied(pictures=(picture,), likeness=1 - body["strength"], size=size),
        inputs=(picture,),
    )


def _about_a_megapixel(size: Size) -> Size:
    scale = math.sqrt(_MEGAPIXEL / (size[0] * size[1])) / _STEP
    return max(1, round(size[0] * scale)) * _STEP, max(1, round(size[1] * scale)) * _STEP

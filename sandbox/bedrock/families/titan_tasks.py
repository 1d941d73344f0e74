"""Titan's tasks, which are Nova Canvas's too: what the parameters of each ask for.

In a mask image black is the inside: INPAINTING draws the inside anew, OUTPAINTING the outside.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from PIL import Image, ImageChops

from sandbox.bedrock.families.family import Asked, Body, Size
from sandbox.bedrock.inputs import PictureRules, read_picture, read_strict_mask
from sandbox.bedrock.painter.edits import Colored, Cutout, Filled, Guided, Varied, grown, named_place

_SEAM = 4  # pixels by which outPaintingMode DEFAULT may change what is kept, so that no edge shows
_CLOSEST = 0.9  # similarityStrength 1.0 is still a variation, not a copy
_READ = Callable[[Mapping[str, Any], Size, PictureRules], Asked]


def read_task(body: Body, size: Size, rules: PictureRules) -> Asked:
    """What the body asks for; `size` is the one in its configuration. `BedrockError` for pictures that break rules."""
    key, read = _READERS[body["taskType"]]
    return read(body[key], size, rules)


def _text_image(params: Mapping[str, Any], size: Size, rules: PictureRules) -> Asked:
    style = params.get("style", "").replace("_", " ").lower()
    prompt = f"{params['text']}, {style}" if style else params["text"]
    asked = Asked(prompt=prompt, negative_prompt=params.get("negativeText", ""), size=size)
    if "conditionImage" not in params:
        return asked
    condition = read_picture(params["conditionImage"], "#/textToImageParams/conditionImage", rules)
    guided = Guided(
        picture=condition,
        keeps="lines" if params.get("controlMode", "CANNY_EDGE") == "CANNY_EDGE" else "areas",
        strength=params.get("controlStrength", 0.7),
        size=size,
    )
    return Asked(prompt=prompt, negative_prompt=asked.negative_prompt, size=size, edit=guided, inputs=(condition,))


def _inpainting(params: Mapping[str, Any], size: Size, rules: PictureRules) -> Asked:
    del size  # the result is as large as the image
    picture, inside = _read_masked(params, "#/inPaintingParams", rules)
    return _filled(params, picture, inside, ImageChops.invert(inside))


def _outpainting(params: Mapping[str, Any], size: Size, rules: PictureRules) -> Asked:
    del size  # the result is as large as the image
    picture, inside = _read_masked(params, "#/outPaintingParams", rules)
    outside = ImageChops.invert(inside)
    place = outside if params.get("outPaintingMode", "DEFAULT") == "PRECISE" else grown(outside, _SEAM)
    return _filled(params, picture, place, outside)


def _read_masked(params: Mapping[str, Any], pointer: str, rules: PictureRules) -> tuple[Image.Image, Image.Image]:
    """The image, and its mask's inside in white."""
    picture = read_picture(params["image"], f"{pointer}/image", rules)
    if "maskImage" in params:
        mask = read_strict_mask(params["maskImage"], f"{pointer}/maskImage", rules, picture.size)
        return picture, ImageChops.invert(mask)
    return picture, named_place(params["maskPrompt"], picture.size)


def _filled(params: Mapping[str, Any], picture: Image.Image, place: Image.Image, mask: Image.Image) -> Asked:
    """`mask` is the one to give back: black inside."""
    return Asked(
        prompt=params.get("text", ""),
        negative_prompt=params.get("negativeText", ""),
        size=picture.size,
        edit=Filled(picture=picture, place=place),
        inputs=(picture,),
        targets=params.get("maskPrompt", ""),
        mask=mask if params.get("returnMask") else None,
    )


def _image_variation(params: Mapping[str, Any], size: Size, rules: PictureRules) -> Asked:
    pictures = tuple(
        read_picture(image, f"#/imageVariationParams/images/{index}", rules)
        for index, image in enumerate(params["images"])
    )
    likeness = _CLOSEST * params.get("similarityStrength", 0.7)
    return Asked(
        prompt=params.get("text", ""),
        negative_prompt=params.get("negativeText", ""),
        size=size,
        edit=Varied(pictures=pictures, likeness=likeness, size=size),
        inputs=pictures,
    )


def _color_guided(params: Mapping[str, Any], size: Size, rules: PictureRules) -> Asked:
    reference = None
    if "referenceImage" in params:
        pointer = "#/colorGuidedGenerationParams/referenceImage"
        reference = read_picture(params["referenceImage"], pointer, rules)
    return Asked(
        prompt=params["text"],
        negative_prompt=params.get("negativeText", ""),
        size=size,
        edit=Colored(colors=tuple(params["colors"]), picture=reference, size=size),
        inputs=(reference,) if reference else (),
    )


def _background_removal(params: Mapping[str, Any], size: Size, rules: PictureRules) -> Asked:
    del size  # the result is as large as the image
    picture = read_picture(params["image"], "#/backgroundRemovalParams/image", rules)
    return Asked(prompt="", size=picture.size, edit=Cutout(picture=picture), inputs=(picture,))


_READERS: Mapping[str, tuple[str, _READ]] = MappingProxyType(
    {
        "TEXT_IMAGE": ("textToImageParams", _text_image),
        "INPAINTING": ("inPaintingParams", _inpainting),
        "OUTPAINTING": ("outPaintingParams", _outpainting),
        "IMAGE_VARIATION": ("imageVariationParams", _image_variation),
        "COLOR_GUIDED_GENERATION": ("colorGuidedGenerationParams", _color_guided),
        "BACKGROUND_REMOVAL": ("backgroundRemovalParams", _background_removal),
    }
)

"""What the bodies of Stability's thirteen image services ask for. In their masks white is what is edited."""

import math

from PIL import Image

from sandbox.bedrock.errors import malformed
from sandbox.bedrock.families.family import Asked, Body, Size
from sandbox.bedrock.families.generators import SIZE_OF_RATIO
from sandbox.bedrock.inputs import PictureRules, read_picture
from sandbox.bedrock.orders import Edit
from sandbox.bedrock.painter.edits import (
    Cutout,
    Extended,
    Filled,
    Guided,
    Recolored,
    StyledLike,
    Upscaled,
    grown,
    named_place,
    sharp,
    transparent_place,
)

_USUAL = PictureRules(min_side=64, max_pixels=9_437_184, max_ratio=2.5)
_CREATIVE = PictureRules(min_side=64, min_pixels=4_096, max_pixels=1_048_576, max_ratio=2.5)
_FAST = PictureRules(min_side=32, max_side=1536, min_pixels=1_024, max_pixels=1_048_576)
_MASK = PictureRules(max_pixels=9_437_184)
_CREATIVE_SIDE, _CONSERVATIVE_SIDE = 3150, 3112  # of a square result
_STEP = 8  # measured sides are multiples of it
_GROW = 5


def fast_upscale(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _FAST)
    size = (picture.width * 4, picture.height * 4)
    return _asked(body, picture, Upscaled(picture=picture, size=size), size)


def conservative_upscale(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    size = _of_area(picture.size, _CONSERVATIVE_SIDE)
    creativity = body.get("creativity", 0.35)
    return _asked(body, picture, Upscaled(picture=picture, size=size, creativity=creativity / 2), size)


def creative_upscale(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _CREATIVE)
    size = _of_area(picture.size, _CREATIVE_SIDE)
    return _asked(body, picture, Upscaled(picture=picture, size=size, creativity=body.get("creativity", 0.3)), size)


def inpaint(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    return _asked(body, picture, Filled(picture=picture, place=_masked_place(body, picture)))


def erase_object(body: Body) -> Asked:
    """No prompt: the place closes over."""
    return inpaint(body)


def outpaint(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    margins = {name: body.get(name, 0) for name in ("left", "right", "up", "down")}
    edit = Extended(picture=picture, creativity=body.get("creativity", 0.5), **margins)
    size = (picture.width + edit.left + edit.right, picture.height + edit.up + edit.down)
    return _asked(body, picture, edit, size)


def search_and_replace(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    return _asked(body, picture, Filled(picture=picture, place=_named_place(body, picture, body["search_prompt"])))


def search_and_recolor(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    return _asked(body, picture, Recolored(picture=picture, place=_named_place(body, picture, body["select_prompt"])))


def remove_background(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    return _asked(body, picture, Cutout(picture=picture))


def control_sketch(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    strength = body.get("control_strength", 0.7)
    return _asked(body, picture, Guided(picture=picture, keeps="lines", strength=strength, size=picture.size))


def control_structure(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    strength = body.get("control_strength", 0.7)
    return _asked(body, picture, Guided(picture=picture, keeps="light", strength=strength, size=picture.size))


def style_guide(body: Body) -> Asked:
    picture = read_picture(body["image"], "#/image", _USUAL)
    size = SIZE_OF_RATIO[body.get("aspect_ratio", "1:1")]
    edit = StyledLike(style=picture, content=None, share=body.get("fidelity", 0.5), size=size)
    return _asked(body, picture, edit, size)


def style_transfer(body: Body) -> Asked:
    picture = read_picture(body["init_image"], "#/init_image", _USUAL)
    style = read_picture(body["style_image"], "#/style_image", _USUAL)
    share = body.get("style_strength", 1.0) * body.get("change_strength", 0.9)
    edit = StyledLike(style=style, content=picture, share=share, size=picture.size)
    return _asked(body, picture, edit, more=(style,))


def _asked(
    body: Body, picture: Image.Image, edit: Edit, size: Size | None = None, more: tuple[Image.Image, ...] = ()
) -> Asked:
    """An edit of one picture, as large as that unless a size is given; `more` were handed in beside it."""
    return Asked(
        prompt=body.get("prompt", ""),
        negative_prompt=body.get("negative_prompt", ""),
        size=size or picture.size,
        edit=edit,
        inputs=(picture, *more),
        targets=body.get("search_prompt", "") or body.get("select_prompt", ""),
    )


def _masked_place(body: Body, picture: Image.Image) -> Image.Image:
    """White in the mask, which is fitted to the picture; without a mask, where the picture is transparent."""
    if "mask" in body:
        mask = read_picture(body["mask"], "#/mask", _MASK)
        place: Image.Image | None = sharp(mask.convert("L").resize(picture.size, Image.Resampling.BILINEAR))
    else:
        place = transparent_place(picture)
    if place is None:
        raise malformed("#: needs a mask, or an image with transparent pixels")
    return grown(place, body.get("grow_mask", _GROW))


def _named_place(body: Body, picture: Image.Image, words: str) -> Image.Image:
    return grown(named_place(words, picture.size), body.get("grow_mask", _GROW))


def _of_area(size: Size, side: int) -> Size:
    """The size in the same shape with as many pixels as a square of this side; never smaller than it was."""
    scale = max(1.0, side / math.sqrt(size[0] * size[1]))
    return round(size[0] * scale / _STEP) * _STEP, round(size[1] * scale / _STEP) * _STEP

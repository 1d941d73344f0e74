"""Where an edit acts: pictures in the mode `L`, white where the edit is to change something."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sandbox.bedrock.painter.scene import read_scene

_Pair = tuple[float, float]
_SUBJECT: tuple[_Pair, _Pair] = ((0.26, 0.30), (0.5, 0.64))
_WHITE = [255 if level >= 128 else 0 for level in range(256)]  # noqa: PLR2004 - the middle of a byte


def sharp(place: Image.Image) -> Image.Image:
    """Black and white only: what is lighter than the middle grey becomes white."""
    return place.convert("L").point(_WHITE)


def grown(place: Image.Image, pixels: int) -> Image.Image:
    """The white parts, larger by so many pixels on every side."""
    return place.filter(ImageFilter.MaxFilter(pixels * 2 + 1)) if pixels else place


def transparent_place(picture: Image.Image) -> Image.Image | None:
    """White where the picture is more transparent than not; None if it is so nowhere."""
    if picture.mode != "RGBA":
        return None
    place = ImageChops.invert(sharp(picture.getchannel("A")))
    return place if place.getbbox() else None


def named_place(words: str, size: tuple[int, int]) -> Image.Image:
    """Where the painter takes a thing to be that words name. It can't see: the words alone pick an oval.

    A subject that it can draw is taken to be where its own sketches have one. The oval never touches the edge, and is
    at most six tenths of a side long, so that an edit leaves most of the picture.
    """
    place = Image.new("L", size)
    reach, middle = _SUBJECT if read_scene(words, "").subjects else _somewhere(words)
    corners = [(middle[axis] + side * reach[axis]) * size[axis] for side in (-1, 1) for axis in (0, 1)]
    ImageDraw.Draw(place).ellipse((corners[0], corners[1], corners[2], corners[3]), fill=255)
    return place


def _somewhere(words: str) -> tuple[_Pair, _Pair]:
    """Half axes and middle of an oval, as shares of the picture's sides."""
    rng = random.Random(words.casefold().strip())  # noqa: S311 - a place that can be found again
    across, down = rng.uniform(0.16, 0.30), rng.uniform(0.16, 0.30)
    return (across, down), (rng.uniform(across + 0.05, 0.95 - across), rng.uniform(down + 0.05, 0.95 - down))

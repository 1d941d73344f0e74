"""Where an edit acts: pictures in the mode `L`, white where the edit is to change something."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

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

    The oval covers a sixth to a third of each side and never touches the edge, so an edit leaves most of the picture.
    """
    rng = random.Random(words.casefold().strip())  # noqa: S311 - a place that can be found again
    place = Image.new("L", size)
    reach = [side * rng.uniform(0.16, 0.30) for side in size]
    middle = [rng.uniform(half + side * 0.05, side * 0.95 - half) for side, half in zip(size, reach, strict=True)]
    box = (middle[0] - reach[0], middle[1] - reach[1], middle[0] + reach[0], middle[1] + reach[1])
    ImageDraw.Draw(place).ellipse(box, fill=255)
    return place

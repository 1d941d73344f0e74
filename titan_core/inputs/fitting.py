"""How a picture is made to fit: scaled no more than needed, then encoded, then encoded more tightly."""

import math
from collections.abc import Iterator, Sequence
from typing import Protocol

from PIL import Image

from titan_core.formats import Format
from titan_core.inputs import reading
from titan_core.inputs.picture import InputPicture

Encoding = tuple[Format, int]
_FINE, _TIGHT = 95, 85  # JPEG and WebP quality
_SHRINK = 0.8  # of each side, when nothing else makes a file small enough
_SHRINKS = 8

opaque = reading.flattened


class Bounds(Protocol):
    """Sides in px, pixels in all."""

    @property
    def min_side(self) -> int: ...
    @property
    def max_side(self) -> int: ...
    @property
    def min_pixels(self) -> int: ...
    @property
    def max_pixels(self) -> int: ...
    @property
    def max_ratio(self) -> float: ...


def scale_to_fit(width: int, height: int, bounds: Bounds) -> float:
    """By how much to scale a picture up or down, 1 if it fits. Where limits contradict each other, the upper win."""
    short, long = sorted((width, height))
    up = max(1.0, bounds.min_side / short, math.sqrt(bounds.min_pixels / (short * long)))
    down = min(bounds.max_side / long, math.sqrt(bounds.max_pixels / (short * long)))
    return min(up, down)


def encodings(picture: InputPicture, formats: Sequence[Format], *, keep_alpha: bool) -> tuple[Encoding, ...]:
    """The encodings to try, the most faithful first. Alpha that is kept rules JPEG out, so there may be none."""
    faithful: list[Encoding] = [(picture.format, _FINE), ("png", _FINE)]
    tight: list[Encoding] = [("jpeg", _FINE), ("webp", _FINE), ("jpeg", _TIGHT), ("webp", _TIGHT)]
    wanted = [*faithful, *tight] if picture.format != "jpeg" else [faithful[0], *tight, faithful[1]]
    possible = [(form, quality) for form, quality in wanted if form in formats and not (keep_alpha and form == "jpeg")]
    return tuple(dict.fromkeys(possible))


def candidates(
    image: Image.Image, scale: float, encodings: Sequence[Encoding], bounds: Bounds
) -> Iterator[InputPicture]:
    """One after the other, each smaller in bytes than the one before, as a rule."""
    for smaller in range(_SHRINKS):
        size = _scaled(image, scale * _SHRINK**smaller, bounds)
        if smaller and (min(size) < bounds.min_side or size[0] * size[1] < bounds.min_pixels):
            return
        resized = _resized(image, size)
        for form, quality in encodings:
            yield InputPicture.of(resized, form, quality)


def _scaled(image: Image.Image, scale: float, bounds: Bounds) -> tuple[int, int]:
    """Rounded up when growing and down when shrinking, so that rounding breaks no limit, that on shape included."""
    if scale == 1:
        return image.size
    rounded = [max(1, (math.ceil if scale > 1 else math.floor)(round(side * scale, 6))) for side in image.size]
    widest = math.floor(min(rounded) * bounds.max_ratio)
    return min(rounded[0], widest), min(rounded[1], widest)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == image.size:
        return image
    if image.mode in {"1", "P", "PA"}:  # a palette's numbers can't be averaged
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.resize(size, Image.Resampling.LANCZOS)

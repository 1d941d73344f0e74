"""Pictures that a request hands in: base64 to pixels, held to what a model documents.

AWS documents these limits and not the words for them: the words are ours, in the frame of every malformed request.
"""

import base64
import binascii
import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from sandbox.bedrock.errors import malformed

_FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
_PURE = frozenset({0, 255})


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureRules:
    """`formats` are of `png`, `jpeg`, `webp`; sides and pixel counts are inclusive; `max_ratio` is long to short."""

    formats: tuple[str, ...] = ("jpeg", "png", "webp")
    min_side: int = 1
    max_side: int | None = None
    min_pixels: int = 1
    max_pixels: int | None = None
    max_ratio: float | None = None

    def problem(self, width: int, height: int) -> str:
        """What is wrong with a picture of this size, with the numbers; `""` if nothing is."""
        short, long, pixels = min(width, height), max(width, height), width * height
        size = f"{width} x {height} pixels"
        if short < self.min_side:
            return f"each side must be at least {self.min_side} pixels, not {size}"
        if self.max_side is not None and long > self.max_side:
            return f"each side must be at most {self.max_side} pixels, not {size}"
        if pixels < self.min_pixels:
            return f"must have at least {self.min_pixels} pixels, not {pixels} ({size})"
        if self.max_pixels is not None and pixels > self.max_pixels:
            return f"must have at most {self.max_pixels} pixels, not {pixels} ({size})"
        if self.max_ratio is not None and long > self.max_ratio * short:
            return f"the ratio of its sides must be at most {self.max_ratio:g}:1, not {size}"
        return ""


def read_picture(value: str, pointer: str, rules: PictureRules) -> Image.Image:
    """The picture in the base64 `value`, in the mode `RGB`, or `RGBA` if it has transparency.

    Raises a `ValidationException` at `pointer` (`#/image`) if it is no whole picture or breaks `rules`; the size is
    looked at before any pixel is decoded.
    """
    try:
        with Image.open(io.BytesIO(_decoded(value, pointer)), formats=[_FORMATS[name] for name in rules.formats]) as it:
            problem = rules.problem(*it.size)
            if problem:
                raise malformed(f"{pointer}: {problem}")
            return it.convert("RGBA" if it.has_transparency_data else "RGB")
    except UnidentifiedImageError as error:
        raise malformed(f"{pointer}: is no picture in one of the formats {', '.join(rules.formats)}") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise malformed(f"{pointer}: the picture is damaged or cut off") from error


def read_strict_mask(value: str, pointer: str, rules: PictureRules, size: tuple[int, int]) -> Image.Image:
    """A mask as Titan and Nova want it: as large as its picture, pure black and pure white; in the mode `L`."""
    mask = read_picture(value, pointer, rules).convert("RGB")
    if mask.size != size:
        raise malformed(
            f"{pointer}: the mask must have the size of the image, {size[0]} x {size[1]} pixels, not "
            f"{mask.width} x {mask.height}"
        )
    bands = mask.split()
    pure = all(used in _PURE for band in bands for used, count in enumerate(band.histogram()) if count)
    if not pure or any(band.tobytes() != bands[0].tobytes() for band in bands[1:]):
        raise malformed(f"{pointer}: the mask must hold only pure black (0, 0, 0) and pure white (255, 255, 255)")
    return bands[0]


def _decoded(value: str, pointer: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise malformed(f"{pointer}: is not base64 (without a `data:` prefix)") from error

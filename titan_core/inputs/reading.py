"""Bytes to pixels and back, by Pillow; whatever Pillow says of a bad file becomes InputPictureError here."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from titan_core.errors import InputPictureError
from titan_core.formats import BY_PILLOW_NAME, Format

MAX_PIXELS = 50_000_000  # decoded it takes 200 MB at worst; the largest picture any model takes has 9.4 million

_PLAIN_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}  # what any decoder shows alike; CMYK and 16 bits are not
_ORIENTATION = 0x0112  # EXIF's tag
_UPRIGHT = 1
_OPAQUE = 255
_PNG_END = b"IEND\xae\x42\x60\x82"  # Pillow does without it, others may not
_DIGITS = re.compile(r"\d+")
_KNOWN_BY = (  # (place, first bytes, what it is): the files that people send most, to name them
    (0, b"GIF8", "a GIF"),
    (0, b"BM", "a BMP"),
    (0, b"II*\0", "a TIFF"),
    (0, b"MM\0*", "a TIFF"),
    (0, b"%PDF", "a PDF"),
    (4, b"ftypheic", "a HEIC photo"),
    (4, b"ftypheix", "a HEIC photo"),
    (4, b"ftypmif1", "a HEIC photo"),
    (4, b"ftypavif", "an AVIF"),
    (4, b"ftyp", "a video"),
)


def from_disk(path: Path | str, field: str) -> bytes:
    """Raises InputPictureError if there is no such file, or it can't be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        told = f"{path}: {error.strerror or error}"
        raise InputPictureError(field=field, reason="unreadable", limit="a picture file", value=told) from error


def decode(data: bytes, field: str) -> Image.Image:
    """All pixels of a PNG, JPEG or WebP. Raises InputPictureError: empty, no picture, too many pixels, damaged."""
    if not data:
        raise InputPictureError(field=field, reason="empty", limit="a PNG, JPEG or WebP", value=0)
    image = _opened(data, field)
    if image.width * image.height > MAX_PIXELS:
        raise _too_many(field, image.width * image.height)
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise _damaged(field, _told(error)) from error
    if image.format == "PNG" and _PNG_END not in data:
        raise _damaged(field, "its end is missing")
    return image


def _opened(data: bytes, field: str) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(field, int(_DIGITS.findall(str(error))[0])) from error
    except UnidentifiedImageError as error:
        raise _unknown(data, field) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise _damaged(field, _told(error)) from error


def _damaged(field: str, told: str) -> InputPictureError:
    return InputPictureError(field=field, reason="damaged", limit="a whole", value=told)


def _too_many(field: str, pixels: int) -> InputPictureError:
    return InputPictureError(field=field, reason="many_pixels", limit=MAX_PIXELS, value=pixels)


def _unknown(data: bytes, field: str) -> InputPictureError:
    kind = _kind(data)
    if kind is None:
        return _damaged(field, "its header can't be read")
    return InputPictureError(field=field, reason="not_a_picture", limit="PNG, JPEG and WebP", value=kind)


def _kind(data: bytes) -> str | None:
    """What it looks like; None if it begins like a picture of ours all the same."""
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")) or (data.startswith(b"RIFF") and b"WEBP".startswith(data[8:12])):
        return None
    known = (name for place, first, name in _KNOWN_BY if data.startswith(first, place))
    return next(known, "no picture")


def _told(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def format_of(image: Image.Image) -> Format:
    return BY_PILLOW_NAME[str(image.format)]


def straightened(image: Image.Image) -> Image.Image | None:
    """The picture upright, alone and in a plain mode; None if it is so already and its bytes can stay."""
    turned = image.getexif().get(_ORIENTATION, _UPRIGHT) in range(_UPRIGHT + 1, 9)
    moving = getattr(image, "n_frames", 1) > 1
    if not turned and not moving and image.mode in _PLAIN_MODES:
        return None
    upright = ImageOps.exif_transpose(image)
    return upright if upright.mode in _PLAIN_MODES else _plain(upright)


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits: Pillow would clip where it should scale
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def is_transparent(image: Image.Image) -> bool:
    """Whether any pixel lets the ground through: an alpha channel that is opaque all over is none."""
    if not image.has_transparency_data:
        return False
    lowest, _ = alpha_of(image).getextrema()
    return isinstance(lowest, int | float) and lowest < _OPAQUE


def alpha_of(image: Image.Image) -> Image.Image:
    return image.convert("RGBA").getchannel("A")


def flattened(image: Image.Image) -> Image.Image:
    """On white, without alpha."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def encode(image: Image.Image, form: Format, quality: int = 95) -> bytes:
    """quality: 1 to 100, of JPEG and WebP. A JPEG has no alpha, so what is transparent becomes white."""
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
    if form == "jpeg":
        image = image if image.mode in {"L", "RGB"} else flattened(image)
        options |= {"quality": quality, "subsampling": 0}
    elif form == "webp":
        options |= {"quality": quality}
    file = BytesIO()
    image.save(file, form, **{name: value for name, value in options.items() if value is not None})
    return file.getvalue()

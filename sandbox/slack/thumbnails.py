"""The smaller pictures that Slack makes of a shared one.

Documented are the names (`thumb_64` … `thumb_1024`), and that the first three are squares (file object). Which sizes
there are of a small picture, and that a JPEG's are JPEG and all others PNG, is what people see, not a promise.
"""

from io import BytesIO

from PIL import Image, ImageOps

SQUARES = (64, 80, 160)
_FRAMES = (360, 480, 720, 800, 960, 1024)


def sizes(width: int, height: int) -> dict[int, tuple[int, int]]:
    """Width and height of each thumbnail of a picture; 360 always, more only up to the picture's own size."""
    longest = max(width, height)
    frames = [size for size in _FRAMES if size == _FRAMES[0] or size <= longest]
    squares = {size: (size, size) for size in SQUARES}
    return squares | {size: _within(width, height, min(size / longest, 1.0)) for size in frames}


def render(data: bytes, size: int) -> bytes:
    """The thumbnail of this size, JPEG of a JPEG and else PNG. Raises KeyError for a size that there is none of."""
    with Image.open(BytesIO(data)) as picture:
        kind = "JPEG" if picture.format == "JPEG" else "PNG"
        width, height = sizes(*picture.size)[size]
        whole = picture if picture.mode in {"RGB", "RGBA", "L"} else picture.convert("RGBA")
        small = ImageOps.fit(whole, (width, height)) if size in SQUARES else whole.resize((width, height))
    written = BytesIO()
    small.save(written, kind)
    return written.getvalue()


def _within(width: int, height: int, scale: float) -> tuple[int, int]:
    return max(1, round(width * scale)), max(1, round(height * scale))

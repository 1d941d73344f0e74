"""A picture that is handed in: whole, upright, known."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from PIL import Image

from titan_core.errors import InputPictureError
from titan_core.formats import FORMATS, Format
from titan_core.inputs import reading
from titan_core.inputs.reading import MAX_PIXELS

__all__ = ["MAX_PIXELS", "InputPicture"]


@dataclass(frozen=True, kw_only=True, slots=True)
class InputPicture:
    """Made by `read` or `open`, which look at every pixel.

    width, height: px, at most 50 million together. has_alpha: some pixel is not opaque. fingerprint: the first 16
    digits of the bytes' SHA-256, to know a picture again by.
    """

    data: bytes = field(repr=False)
    format: Format
    width: int
    height: int
    has_alpha: bool
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fingerprint", hashlib.sha256(self.data).hexdigest()[:16])
        if self.format not in FORMATS:
            raise InputPictureError(field="image", reason="format", limit="PNG, JPEG or WebP", value=self.format)
        if not self.data:
            raise InputPictureError(field="image", reason="empty", limit="a PNG, JPEG or WebP", value=0)
        if min(self.width, self.height) < 1:
            raise InputPictureError(field="image", reason="short_side", limit=1, value=min(self.width, self.height))

    @classmethod
    def read(cls, data: bytes, *, field: str = "image") -> Self:
        """Read a PNG, JPEG or WebP whole.

        The bytes stay as they are unless the picture lies on its side by its EXIF, moves, or has a mode that
        decoders differ on (CMYK, 16 bits): then it is encoded anew, a moving one by its first frame. Raises
        InputPictureError naming `field`: no picture of these three kinds, cut off, or over 50 million pixels.
        """
        image = reading.decode(data, field)
        form = reading.format_of(image)
        upright = reading.straightened(image)
        if upright is not None:
            return cls.of(upright, form)
        return cls._known(image, data, form)

    @classmethod
    def open(cls, path: Path | str, *, field: str = "image") -> Self:
        """Read a file. Raises InputPictureError, also when there is no such file."""
        return cls.read(reading.from_disk(path, field), field=field)

    @classmethod
    def of(cls, image: Image.Image, form: Format = "png", quality: int = 95) -> Self:
        """Pixels of Pillow's, encoded. quality: 1 to 100, of JPEG and WebP."""
        return cls._known(image, reading.encode(image, form, quality), form)

    @classmethod
    def _known(cls, image: Image.Image, data: bytes, form: Format) -> Self:
        transparent = form != "jpeg" and reading.is_transparent(image)
        return cls(data=data, format=form, width=image.width, height=image.height, has_alpha=transparent)

    def cropped(self, left: int, top: int, right: int, bottom: int) -> Self:
        """A part of it, in px from the upper left corner, right and bottom exclusive.

        Raises InputPictureError if that is no part of it.
        """
        if not (0 <= left < right <= self.width and 0 <= top < bottom <= self.height):
            box, whole = f"{left},{top} to {right},{bottom}", f"{self.width}x{self.height}"
            raise InputPictureError(field="image", reason="outside", limit=whole, value=box)
        return self.of(self.pixels().crop((left, top, right, bottom)), self.format)

    def extended(self, *, left: int = 0, right: int = 0, up: int = 0, down: int = 0) -> Self:
        """On a larger canvas, grey where there is nothing yet. Margins in px, 0 or more."""
        canvas = Image.new("RGBA", (left + self.width + right, up + self.height + down), "grey")
        canvas.paste(self.pixels().convert("RGBA"), (left, up))
        return self.of(canvas if self.has_alpha else canvas.convert("RGB"), self.format)

    def pixels(self) -> Image.Image:
        """Decoded anew on each call."""
        return reading.decode(self.data, "image")

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.format}"

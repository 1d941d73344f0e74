"""Which part of a picture is meant, with the contracts' opposite colours kept apart.

Titan's and Nova's inpainting edits what is black, Stability's inpaint and erase edit what is white; Titan's outpainting
keeps what is black. A mask therefore says which of its colours means "edit", and gives its bytes only by name.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

from PIL import Image, ImageChops, ImageStat

from titan_core.errors import InputPictureError
from titan_core.inputs import InputPicture, reading

EditColour = Literal["black", "white"]
_OTHER: dict[EditColour, EditColour] = {"black": "white", "white": "black"}
_BLACK, _WHITE = 0, 255
_THRESHOLD = 128  # a JPEG's edges are grey; half way is the border
_SHAPE_TOLERANCE = 0.02  # a mask was scaled with its picture, and rounded


@dataclass(frozen=True, kw_only=True, slots=True)
class Mask:
    """A region of a picture, in pure black and white.

    data: a PNG of nothing but (0, 0, 0) and (255, 255, 255). edit_colour: which of them is to be edited; the other is
    kept.

    >>> page = Image.new("L", (4, 2), "white")
    >>> page.putpixel((3, 1), 0)
    >>> Mask.of(page, edit_colour="white").bounding_box_of_kept()
    (3, 1, 4, 2)
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    edit_colour: EditColour

    def __post_init__(self) -> None:
        if self.edit_colour not in _OTHER:
            raise ValueError(f"edit_colour is black or white, not {self.edit_colour!r}")

    @classmethod
    def read(cls, data: bytes, *, edit_colour: EditColour, field: str = "mask_image") -> Self:
        """Read a PNG, JPEG or WebP; greys become black or white, whichever is nearer, what is transparent is kept.

        Raises InputPictureError as InputPicture.read does.
        """
        picture = InputPicture.read(data, field=field)
        return cls.of(picture.pixels(), edit_colour=edit_colour)

    @classmethod
    def open(cls, path: Path | str, *, edit_colour: EditColour, field: str = "mask_image") -> Self:
        """Read a file. Raises InputPictureError, also when there is no such file."""
        picture = InputPicture.open(path, field=field)
        return cls.of(picture.pixels(), edit_colour=edit_colour)

    @classmethod
    def of(cls, image: Image.Image, *, edit_colour: EditColour) -> Self:
        """A mask from Pillow's pixels, thresholded."""
        kept = Image.new("L", image.size, "white" if edit_colour == "black" else "black")
        kept.paste(image.convert("L"), mask=reading.alpha_of(image) if image.has_transparency_data else None)
        pure = kept.point(lambda grey: _WHITE if grey >= _THRESHOLD else _BLACK)
        return cls(data=_png(pure), width=image.width, height=image.height, edit_colour=edit_colour)

    @classmethod
    def of_transparency(cls, picture: InputPicture) -> Self:
        """Edit what is transparent in a picture, a cutout's background for one. White means edit."""
        alpha = reading.alpha_of(picture.pixels())
        return cls.of(ImageChops.invert(alpha), edit_colour="white")

    @classmethod
    def of_margins(cls, picture: InputPicture, *, left: int = 0, right: int = 0, up: int = 0, down: int = 0) -> Self:
        """Edit the margins that `picture.extended` gives it, keep the picture. White means edit."""
        page = Image.new("L", (left + picture.width + right, up + picture.height + down), "white")
        page.paste(_BLACK, (left, up, left + picture.width, up + picture.height))
        return cls.of(page, edit_colour="white")

    def black_inside(self) -> bytes:
        """A PNG in which black is edited: maskImage of Titan's INPAINTING."""
        return self._coloured("black")

    def white_inside(self) -> bytes:
        """A PNG in which white is edited: `mask` of Stability's services, and maskImage of Titan's OUTPAINTING."""
        return self._coloured("white")

    def _coloured(self, edit_colour: EditColour) -> bytes:
        return self.data if self.edit_colour == edit_colour else _png(ImageChops.invert(self._grey()))

    def inverted(self) -> "Mask":
        """Edit what was kept and keep what was edited. The pixels stay; what they mean changes."""
        return type(self)(data=self.data, width=self.width, height=self.height, edit_colour=_OTHER[self.edit_colour])

    def fit_to(self, width: int, height: int, *, field: str = "mask_image") -> "Mask":
        """The mask in the picture's size, in px. Raises InputPictureError if it has another shape than the picture."""
        if (width, height) == (self.width, self.height):
            return self
        if abs(self.width * height / (self.height * width) - 1) > _SHAPE_TOLERANCE:
            raise InputPictureError(
                field=field, reason="shape", limit=f"{width}x{height}", value=f"{self.width}x{self.height}"
            )
        resized = self._grey().resize((width, height), Image.Resampling.NEAREST)
        return type(self)(data=_png(resized), width=width, height=height, edit_colour=self.edit_colour)

    def bounding_box_of_kept(self) -> tuple[int, int, int, int] | None:
        """(left, top, right, bottom) in px, right and bottom exclusive; None if nothing is kept."""
        return self._kept_in_white().getbbox()

    @property
    def edited_share(self) -> float:
        """How much of the picture is to be edited, 0.0 to 1.0."""
        return 1 - ImageStat.Stat(self._kept_in_white()).mean[0] / _WHITE

    def _kept_in_white(self) -> Image.Image:
        grey = self._grey()
        return grey if self.edit_colour == "black" else ImageChops.invert(grey)

    def _grey(self) -> Image.Image:
        return reading.decode(self.data, "mask_image").convert("L")

    @property
    def fingerprint(self) -> str:
        """The first 16 digits of the bytes' SHA-256, to know a mask again by."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.width}x{self.height} mask, {self.edit_colour} is edited"


def _png(grey: Image.Image) -> bytes:
    return reading.encode(grey.convert("RGB"), "png")

"""What a model takes as a picture, and how a picture is brought there."""

from dataclasses import dataclass
from typing import Literal

from titan_core.errors import InputPictureError
from titan_core.errors.inputs import Reason
from titan_core.formats import FORMATS, Format
from titan_core.inputs import fitting
from titan_core.inputs.picture import InputPicture
from titan_core.inputs.reading import MAX_PIXELS

Alpha = Literal["keep", "flatten", "any"]
LARGEST_FILE = 18_700_000  # bytes: as base64 it just fits into InvokeModel's 25,000,000
_TITLES: dict[Format, str] = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}


@dataclass(frozen=True, kw_only=True, slots=True)
class InputProblem:
    """Why a picture can't be taken: what InputPictureError will say."""

    reason: Reason
    limit: float | str
    value: float | str

    def error(self, field: str) -> InputPictureError:
        return InputPictureError(field=field, reason=self.reason, limit=self.limit, value=self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class InputLimits:
    """Sides in px, pixels in all, shape as long side to short, file in bytes; all inclusive.

    alpha: "keep" means it says something to the model, "flatten" that the model refuses it, "any" that it does neither.
    """

    formats: tuple[Format, ...] = FORMATS
    min_side: int = 1
    max_side: int = 16_384
    min_pixels: int = 1
    max_pixels: int = MAX_PIXELS
    max_ratio: float = 16_384.0
    max_bytes: int = LARGEST_FILE
    alpha: Alpha = "any"

    def __post_init__(self) -> None:
        if not self.formats or not set(self.formats) <= set(FORMATS):
            raise ValueError(f"formats are some of {', '.join(FORMATS)}, not {self.formats}")
        if not (1 <= self.min_side <= self.max_side and 1 <= self.min_pixels <= self.max_pixels):
            raise ValueError("a lowest limit is 1 or more, and no higher than its highest")
        if not (self.max_ratio >= 1 and self.max_bytes >= 1):
            raise ValueError("max_ratio and max_bytes are 1 or more")

    def problem(self, picture: InputPicture) -> InputProblem | None:
        """The first thing that keeps the picture from being taken as it is."""
        return next(
            (
                InputProblem(reason=reason, limit=limit, value=value)
                for wrong, reason, limit, value in self._checks(picture)
                if wrong
            ),
            None,
        )

    def _checks(self, picture: InputPicture) -> tuple[tuple[bool, Reason, float | str, float | str], ...]:
        short, long = sorted((picture.width, picture.height))
        pixels, size = short * long, len(picture.data)
        ratio = max(round(long / short, 3), self.max_ratio if long <= self.max_ratio * short else 0)
        takes = " or ".join(_TITLES[form] for form in self.formats)
        see_through = self.alpha == "flatten" and picture.has_alpha
        return (
            (long > self.max_ratio * short, "ratio", self.max_ratio, ratio),
            (picture.format not in self.formats, "format", takes, _TITLES[picture.format]),
            (see_through, "transparent", "opaque", "partly transparent"),
            (short < self.min_side, "short_side", self.min_side, short),
            (long > self.max_side, "long_side", self.max_side, long),
            (pixels < self.min_pixels, "few_pixels", self.min_pixels, pixels),
            (pixels > self.max_pixels, "many_pixels", self.max_pixels, pixels),
            (size > self.max_bytes, "bytes", self.max_bytes, size),
        )

    def checked(self, picture: InputPicture, *, field: str = "image") -> InputPicture:
        """The picture as it is. Raises InputPictureError with the numbers if it can't be taken."""
        problem = self.problem(picture)
        if problem:
            raise problem.error(field)
        return picture

    def fitted(self, picture: InputPicture, *, field: str = "image") -> InputPicture:
        """The picture with the smallest change after which it can be taken; itself if none is needed.

        Converted, flattened on white unless alpha is kept, scaled, and only then encoded more tightly. Its shape
        is never changed: raises InputPictureError if that is the problem, or if no size satisfies all limits.
        """
        problem = self.problem(picture)
        if problem is None:
            return picture
        if problem.reason == "ratio":
            raise problem.error(field)
        image = picture.pixels()
        image = fitting.opaque(image) if self.alpha == "flatten" and picture.has_alpha else image
        scale = fitting.scale_to_fit(picture.width, picture.height, self)
        forms = fitting.encodings(picture, self.formats, keep_alpha=picture.has_alpha and self.alpha == "keep")
        for candidate in fitting.candidates(image, scale, forms, self):
            problem = self.problem(candidate)
            if problem is None:
                return candidate
            if problem.reason != "bytes":
                break
        raise problem.error(field)

"""Sizes and shapes of pictures, and how people write them."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from titan_core.errors import InvalidTaskError
from titan_core.tasks.limits import Range

SIDE = (64, 4096)  # px; Nova Canvas draws up to 4096

_PAIR = {"x": re.compile(r"(\d{1,5})\s*[x×*]\s*(\d{1,5})"), ":": re.compile(r"(\d{1,5})\s*:\s*(\d{1,5})")}  # noqa: RUF001
_AS_PEOPLE_SAY = {(7, 3): "21:9", (3, 7): "9:21"}  # nobody calls a cinema screen 7:3
_SIDES = Range(lowest=SIDE[0], highest=SIDE[1])
_TERMS = Range(lowest=1, highest=10_000)


class Quality(StrEnum):
    """Titan's and Nova Canvas' `quality`: premium takes longer and costs more. Other models have no such choice."""

    STANDARD = "standard"
    PREMIUM = "premium"


def _parse_pair(field: str, text: str, sign: str, sample: str) -> tuple[int, int]:
    match = _PAIR[sign].fullmatch(text.strip().lower())
    if match is None:
        raise InvalidTaskError(field=field, value=text, reason="malformed", allowed=(sample,))
    return int(match[1]), int(match[2])


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Width and height in pixels, each 64 to 4096.

    >>> str(Size.parse("1024*768"))
    '1024x768'
    """

    width: int
    height: int

    def __post_init__(self) -> None:
        _SIDES.check("size", self.width)
        _SIDES.check("size", self.height)

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(*_parse_pair("size", text, "x", "1024x768"))

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def aspect_ratio(self) -> "AspectRatio":
        return AspectRatio(self.width, self.height)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class AspectRatio:
    """Width to height in whole numbers, each 1 to 10000, reduced.

    >>> str(AspectRatio(1920, 1080)), str(AspectRatio.parse("21:9"))
    ('16:9', '21:9')
    """

    width: int
    height: int

    def __post_init__(self) -> None:
        _TERMS.check("aspect_ratio", self.width)
        _TERMS.check("aspect_ratio", self.height)
        divisor = math.gcd(self.width, self.height)
        object.__setattr__(self, "width", self.width // divisor)
        object.__setattr__(self, "height", self.height // divisor)

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(*_parse_pair("aspect_ratio", text, ":", "16:9"))

    @property
    def value(self) -> float:
        return self.width / self.height

    def distance(self, other: "AspectRatio") -> float:
        """How unlike two shapes are: 0 for the same one, and the same both ways round."""
        return abs(math.log(self.value / other.value))

    def __str__(self) -> str:
        return _AS_PEOPLE_SAY.get((self.width, self.height), f"{self.width}:{self.height}")


def shape_of(size: Size | None, aspect_ratio: AspectRatio | None) -> AspectRatio | None:
    """The shape asked for in one way or the other. Raises InvalidTaskError if it was asked for in both."""
    if size is not None and aspect_ratio is not None:
        raise InvalidTaskError(field="size", value=str(size), reason="conflict", allowed=("aspect_ratio",))
    return size.aspect_ratio if size else aspect_ratio

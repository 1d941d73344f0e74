"""What can be drawn: values that can't be built out of range.

Only limits that hold whatever the model stand here. What one model can't do is its family's answer (`supports`).
"""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from titan_core.errors import InvalidTaskError

PROMPT_CHARACTERS = 10_000  # Stability's limit, the widest of all
MAX_SEED = 4_294_967_294  # Stability's; 4,294,967,295 is in some documents and refused by others
MAX_PICTURES = 5  # Titan's numberOfImages
CFG_SCALE = (1.1, 10.0)  # Titan's and Nova's cfgScale
SIDE = (64, 4096)  # px; Nova Canvas draws up to 4096

_PAIR = {"x": re.compile(r"(\d{1,5})\s*[x×*]\s*(\d{1,5})"), ":": re.compile(r"(\d{1,5})\s*:\s*(\d{1,5})")}  # noqa: RUF001
_AS_PEOPLE_SAY = {(7, 3): "21:9", (3, 7): "9:21"}  # nobody calls a cinema screen 7:3


class Quality(StrEnum):
    STANDARD = "standard"
    PREMIUM = "premium"


def _parse_pair(field: str, text: str, sign: str, sample: str) -> tuple[int, int]:
    match = _PAIR[sign].fullmatch(text.strip().lower())
    if match is None:
        raise InvalidTaskError(field=field, value=text, reason="malformed", allowed=(sample,))
    return int(match[1]), int(match[2])


def _check_range(field: str, value: float, lowest: float, highest: float) -> None:
    if not lowest <= value <= highest:  # false for NaN too
        raise InvalidTaskError(field=field, value=value, reason="out_of_range", lowest=lowest, highest=highest)


def _check_text(field: str, text: str) -> None:
    if len(text) > PROMPT_CHARACTERS:
        raise InvalidTaskError(field=field, value=len(text), reason="too_long", highest=PROMPT_CHARACTERS)


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Width and height in pixels, each 64 to 4096.

    >>> str(Size.parse("1024*768"))
    '1024x768'
    """

    width: int
    height: int

    def __post_init__(self) -> None:
        _check_range("size", self.width, *SIDE)
        _check_range("size", self.height, *SIDE)

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
        _check_range("aspect_ratio", self.width, 1, 10_000)
        _check_range("aspect_ratio", self.height, 1, 10_000)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class TextToImage:
    """A picture from words.

    prompt: 1 to 10,000 characters that aren't all space. negative_prompt: up to 10,000, what must not be seen, without
    "no". size or aspect_ratio, not both; neither means the model's own square. seed: 0 to 4294967294; None lets
    `ImageClient` pick one and report it. number_of_images: 1 to 5. cfg_scale: 1.1 to 10.0, how closely to follow the
    prompt; None is the model's own. Raises InvalidTaskError naming field, value and limits.
    """

    prompt: str
    negative_prompt: str = ""
    size: Size | None = None
    aspect_ratio: AspectRatio | None = None
    seed: int | None = None
    number_of_images: int = 1
    cfg_scale: float | None = None
    quality: Quality = Quality.STANDARD

    def __post_init__(self) -> None:
        if not self.prompt.strip():
            raise InvalidTaskError(field="prompt", value=self.prompt, reason="empty")
        _check_text("prompt", self.prompt)
        _check_text("negative_prompt", self.negative_prompt)
        _check_range("number_of_images", self.number_of_images, 1, MAX_PICTURES)
        if self.seed is not None:
            _check_range("seed", self.seed, 0, MAX_SEED)
        if self.cfg_scale is not None:
            _check_range("cfg_scale", self.cfg_scale, *CFG_SCALE)
        if self.size is not None and self.aspect_ratio is not None:
            raise InvalidTaskError(field="size", value=str(self.size), reason="conflict", allowed=("aspect_ratio",))

    @property
    def shape(self) -> AspectRatio:
        """The shape asked for, square unless said otherwise."""
        return self.aspect_ratio or (self.size.aspect_ratio if self.size else AspectRatio(1, 1))

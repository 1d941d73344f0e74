"""Pictures from words, and from other pictures as a whole."""

from dataclasses import dataclass, field

from titan_core.errors import InvalidTaskError
from titan_core.inputs import InputPicture
from titan_core.tasks.limits import (
    CFG,
    MAX_COLORS,
    MAX_PICTURES,
    PICTURES,
    PROMPT,
    SEED,
    SHARE,
    TEXT,
    Count,
    HexColors,
    Range,
    check,
    held_to,
)
from titan_core.tasks.shapes import AspectRatio, Quality, Size, shape_of
from titan_core.tasks.styles import CanvasStyle, ControlMode

_SQUARE = AspectRatio(1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class TextToImage:
    """A picture from words; with condition_image, one that follows another picture's edges or layout.

    prompt: 1 to 10,000 characters that aren't all space. negative_prompt: up to 10,000, what must not be seen, without
    "no". size or aspect_ratio, not both; neither means the model's own square. seed: 0 to 4294967294; None lets
    `ImageClient` pick one and report it. number_of_images: 1 to 5. cfg_scale: 1.1 to 10.0, how closely to follow the
    prompt; None is the model's own. control_mode and control_strength (0.0 to 1.0, Titan's own is 0.7) say what of
    condition_image is followed and how closely. style: Nova Canvas'. Raises InvalidTaskError naming field, value and
    limits.
    """

    prompt: str = field(metadata=PROMPT)
    negative_prompt: str = field(default="", metadata=TEXT)
    size: Size | None = None
    aspect_ratio: AspectRatio | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)
    cfg_scale: float | None = field(default=None, metadata=CFG)
    quality: Quality = Quality.STANDARD
    condition_image: InputPicture | None = None
    control_mode: ControlMode | None = None
    control_strength: float | None = field(default=None, metadata=SHARE)
    style: CanvasStyle | None = None

    def __post_init__(self) -> None:
        check(self)
        shape_of(self.size, self.aspect_ratio)
        for name in ("control_mode", "control_strength"):
            value = getattr(self, name)
            if value is not None and self.condition_image is None:
                raise InvalidTaskError(field=name, value=value, reason="incomplete", allowed=("condition_image",))

    @property
    def shape(self) -> AspectRatio:
        """The shape asked for, square unless said otherwise."""
        return shape_of(self.size, self.aspect_ratio) or _SQUARE


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageVariation:
    """Pictures like one to five others.

    similarity_strength: 0.2 to 1.0, Titan's own is 0.7. prompt: up to 10,000 characters, what to keep or to change.
    The rest as TextToImage has it, but that neither size nor aspect_ratio means the shape of the first picture.
    """

    images: tuple[InputPicture, ...] = field(metadata=held_to(Count(lowest=1, highest=MAX_PICTURES)))
    prompt: str = field(default="", metadata=TEXT)
    negative_prompt: str = field(default="", metadata=TEXT)
    similarity_strength: float | None = field(default=None, metadata=held_to(Range(lowest=0.2, highest=1.0)))
    size: Size | None = None
    aspect_ratio: AspectRatio | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)
    cfg_scale: float | None = field(default=None, metadata=CFG)
    quality: Quality = Quality.STANDARD

    def __post_init__(self) -> None:
        check(self)
        shape_of(self.size, self.aspect_ratio)

    @property
    def shape(self) -> AspectRatio:
        """The shape asked for, the first picture's unless said otherwise."""
        return shape_of(self.size, self.aspect_ratio) or _shape(self.images[0])


@dataclass(frozen=True, kw_only=True, slots=True)
class ColorGuidedGeneration:
    """A picture from words in given colours.

    colors: 1 to 10, written #rrggbb. reference_image: a picture whose look is taken over. The rest as TextToImage.
    """

    prompt: str = field(metadata=PROMPT)
    colors: tuple[str, ...] = field(metadata=held_to(HexColors(lowest=1, highest=MAX_COLORS)))
    negative_prompt: str = field(default="", metadata=TEXT)
    reference_image: InputPicture | None = None
    size: Size | None = None
    aspect_ratio: AspectRatio | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)
    cfg_scale: float | None = field(default=None, metadata=CFG)
    quality: Quality = Quality.STANDARD

    def __post_init__(self) -> None:
        check(self)
        shape_of(self.size, self.aspect_ratio)

    @property
    def shape(self) -> AspectRatio:
        """The shape asked for, square unless said otherwise."""
        return shape_of(self.size, self.aspect_ratio) or _SQUARE


def _shape(picture: InputPicture) -> AspectRatio:
    longest = max(picture.width, picture.height)
    scale = min(1.0, 10_000 / longest)
    return AspectRatio(max(1, int(picture.width * scale)), max(1, int(picture.height * scale)))

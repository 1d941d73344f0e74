"""A new picture led by another: by its lines, its layout or its style. Ranges: Stability's image services."""

from dataclasses import dataclass, field

from titan_core.inputs import InputPicture
from titan_core.tasks.limits import PICTURES, PROMPT, SEED, SHARE, TEXT, Range, check, held_to
from titan_core.tasks.shapes import AspectRatio
from titan_core.tasks.styles import StylePreset


@dataclass(frozen=True, kw_only=True, slots=True)
class SketchControl:
    """A picture painted over a drawing: `image` is a sketch whose lines are followed.

    control_strength: 0.0 to 1.0, how closely; the model's own is 0.7.
    """

    image: InputPicture
    prompt: str = field(metadata=PROMPT)
    control_strength: float | None = field(default=None, metadata=SHARE)
    negative_prompt: str = field(default="", metadata=TEXT)
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class StructureControl:
    """Another scene with the layout of `image`. control_strength as SketchControl has it."""

    image: InputPicture
    prompt: str = field(metadata=PROMPT)
    control_strength: float | None = field(default=None, metadata=SHARE)
    negative_prompt: str = field(default="", metadata=TEXT)
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class StyleGuide:
    """A picture from words in the style of `image`. fidelity: 0.0 to 1.0, how closely; the model's own is 0.5."""

    image: InputPicture
    prompt: str = field(metadata=PROMPT)
    fidelity: float | None = field(default=None, metadata=SHARE)
    aspect_ratio: AspectRatio | None = None
    negative_prompt: str = field(default="", metadata=TEXT)
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)

    @property
    def size(self) -> None:
        """A shape can be asked for, a size can't."""
        return

    @property
    def shape(self) -> AspectRatio:
        """The shape asked for, square unless said otherwise."""
        return self.aspect_ratio or AspectRatio(1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class StyleTransfer:
    """The same scene in another picture's style.

    composition_fidelity, style_strength: 0.0 to 1.0, the model's own are 0.9 and 1. change_strength: 0.1 to 1.0, the
    model's own is 0.9.
    """

    image: InputPicture
    style_image: InputPicture
    prompt: str = field(default="", metadata=TEXT)
    negative_prompt: str = field(default="", metadata=TEXT)
    composition_fidelity: float | None = field(default=None, metadata=SHARE)
    style_strength: float | None = field(default=None, metadata=SHARE)
    change_strength: float | None = field(default=None, metadata=held_to(Range(lowest=0.1, highest=1.0)))
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)

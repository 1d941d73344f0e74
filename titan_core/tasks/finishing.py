"""A picture cut out or made larger: one comes back for each that goes in."""

from dataclasses import dataclass, field
from typing import ClassVar

from titan_core.errors import InvalidTaskError
from titan_core.inputs import InputPicture
from titan_core.tasks.limits import SEED, TEXT, Range, check, held_to
from titan_core.tasks.styles import StylePreset, UpscaleMode


@dataclass(frozen=True, kw_only=True, slots=True)
class BackgroundRemoval:
    """The thing in front, on nothing: a PNG with alpha. No chance is in it, so there is no seed."""

    image: InputPicture
    seed: ClassVar[None] = None
    number_of_images: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Upscale:
    """The same picture with more pixels.

    Conservative and creative need a prompt that says what is seen; fast has no use for it, nor for negative_prompt,
    creativity (0.1 to 0.5, how much is invented), style_preset and seed.
    """

    image: InputPicture
    mode: UpscaleMode = UpscaleMode.FAST
    prompt: str = field(default="", metadata=TEXT)
    negative_prompt: str = field(default="", metadata=TEXT)
    creativity: float | None = field(default=None, metadata=held_to(Range(lowest=0.1, highest=0.5)))
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: ClassVar[int] = 1

    def __post_init__(self) -> None:
        check(self)
        if self.mode is not UpscaleMode.FAST and not self.prompt.strip():
            raise InvalidTaskError(field="prompt", value=self.prompt, reason="empty")

"""One picture changed in a place, named by words or by a mask."""

from dataclasses import dataclass, field

from titan_core.errors import InvalidTaskError
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.tasks.limits import (
    CFG,
    GROWTH,
    MARGIN,
    PICTURES,
    PROMPT,
    SEED,
    TEXT,
    Range,
    check,
    check_one_of,
    held_to,
)
from titan_core.tasks.shapes import Quality
from titan_core.tasks.styles import OutpaintingMode, StylePreset


@dataclass(frozen=True, kw_only=True, slots=True)
class Inpainting:
    """A place in a picture drawn anew; without a prompt it is filled with what surrounds it.

    mask_image or mask_prompt says which place: a mask in the picture's size, or words. prompt, negative_prompt and
    mask_prompt: up to 10,000 characters. grow_mask: 0 to 20 px by which the mask is widened, 0 changes nothing outside
    it. seed, number_of_images, cfg_scale and quality as TextToImage has them.
    """

    image: InputPicture
    mask_image: Mask | None = None
    mask_prompt: str = field(default="", metadata=TEXT)
    prompt: str = field(default="", metadata=TEXT)
    negative_prompt: str = field(default="", metadata=TEXT)
    grow_mask: int = field(default=0, metadata=GROWTH)
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)
    cfg_scale: float | None = field(default=None, metadata=CFG)
    quality: Quality = Quality.STANDARD

    def __post_init__(self) -> None:
        check(self)
        check_one_of(self, "mask_image", "mask_prompt")
        _check_size(self.mask_image, self.image)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outpainting:
    """What lies around a thing drawn anew, or the picture carried on beyond its borders.

    One of three says where: mask_image (its edit colour is what is drawn anew), mask_prompt (the thing to keep, in
    words), or margins left, right, up and down, 0 to 2000 px each, one of them above 0. mode: how the border of what is
    kept is treated. creativity: 0.1 to 1.0, of Stability's outpaint. The rest as Inpainting has it.
    """

    image: InputPicture
    mask_image: Mask | None = None
    mask_prompt: str = field(default="", metadata=TEXT)
    left: int = field(default=0, metadata=MARGIN)
    right: int = field(default=0, metadata=MARGIN)
    up: int = field(default=0, metadata=MARGIN)
    down: int = field(default=0, metadata=MARGIN)
    prompt: str = field(default="", metadata=TEXT)
    negative_prompt: str = field(default="", metadata=TEXT)
    mode: OutpaintingMode = OutpaintingMode.DEFAULT
    creativity: float | None = field(default=None, metadata=held_to(Range(lowest=0.1, highest=1.0)))
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)
    cfg_scale: float | None = field(default=None, metadata=CFG)
    quality: Quality = Quality.STANDARD

    def __post_init__(self) -> None:
        check(self)
        check_one_of(self, "mask_image", "mask_prompt", "margins")
        _check_size(self.mask_image, self.image)

    @property
    def margins(self) -> dict[str, int]:
        """The margins above 0, in px by their names."""
        named = {"left": self.left, "right": self.right, "up": self.up, "down": self.down}
        return {name: pixels for name, pixels in named.items() if pixels}


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchAndReplace:
    """A thing named in words, replaced by another.

    search_prompt: what is replaced; prompt: what stands there instead; 1 to 10,000 characters each. grow_mask: 0 to
    20 px around what was found; None is the model's own.
    """

    image: InputPicture
    search_prompt: str = field(metadata=PROMPT)
    prompt: str = field(metadata=PROMPT)
    negative_prompt: str = field(default="", metadata=TEXT)
    grow_mask: int | None = field(default=None, metadata=GROWTH)
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchAndRecolor:
    """A thing named in words, given other colours.

    select_prompt: the thing; prompt: its new colours; 1 to 10,000 characters each. grow_mask as SearchAndReplace.
    """

    image: InputPicture
    select_prompt: str = field(metadata=PROMPT)
    prompt: str = field(metadata=PROMPT)
    negative_prompt: str = field(default="", metadata=TEXT)
    grow_mask: int | None = field(default=None, metadata=GROWTH)
    style_preset: StylePreset | None = None
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Erase:
    """A thing under a mask taken away, its place filled with what surrounds it. grow_mask as Inpainting."""

    image: InputPicture
    mask_image: Mask
    grow_mask: int = field(default=0, metadata=GROWTH)
    seed: int | None = field(default=None, metadata=SEED)
    number_of_images: int = field(default=1, metadata=PICTURES)

    def __post_init__(self) -> None:
        check(self)
        _check_size(self.mask_image, self.image)


def _check_size(mask: Mask | None, image: InputPicture) -> None:
    """Titan's contract: "same size as image"."""
    if mask is not None and (mask.width, mask.height) != (image.width, image.height):
        mask_size, size = f"{mask.width}x{mask.height}", f"{image.width}x{image.height}"
        raise InvalidTaskError(field="mask_image", value=mask_size, reason="mismatch", allowed=(size,))

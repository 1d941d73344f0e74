"""Pictures drawn anew after others: variations, and drawings that keep a picture's lines or its light."""

from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops, ImageFilter, ImageOps

from sandbox.bedrock.orders import Sketch

_LINES = [max(0, 255 - level * 5) for level in range(256)]
_MAP_COLORS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Varied:
    """A picture like `pictures`: `likeness` 1 is the mean of them as it is, 0 owes them nothing."""

    pictures: tuple[Image.Image, ...]
    likeness: float
    size: tuple[int, int]

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        mean = covering(self.pictures[0], self.size)
        for count, picture in enumerate(self.pictures[1:], start=2):
            mean = Image.blend(mean, covering(picture, self.size), 1 / count)
        return Image.blend(sketch(prompt, self.size), mean, self.likeness)


@dataclass(frozen=True, kw_only=True, slots=True)
class Guided:
    """What the prompt says in the shapes of `picture`.

    `keeps` its `lines`, as of a sketch; its `light`, tone for tone; or its `areas`, as of a map of segments.
    `strength` 0 to 1 is how closely.
    """

    picture: Image.Image
    keeps: Literal["lines", "light", "areas"]
    strength: float
    size: tuple[int, int]

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        free = sketch(prompt, self.size)
        shapes = covering(self.picture, self.size)
        kept = _in_lines(shapes, free) if self.keeps == "lines" else _in_light(shapes, free, flat=self.keeps == "areas")
        return Image.blend(free, kept, self.strength)


def covering(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in this size, what is too much on two sides cut off."""
    opaque = picture.convert("RGB")
    return opaque if opaque.size == size else ImageOps.fit(opaque, size, Image.Resampling.BICUBIC)


def _in_lines(shapes: Image.Image, free: Image.Image) -> Image.Image:
    edges = shapes.convert("L").filter(ImageFilter.SMOOTH).filter(ImageFilter.FIND_EDGES)
    lines = edges.filter(ImageFilter.MaxFilter(3)).point(_LINES)
    wash = free.filter(ImageFilter.BoxBlur(max(2, min(free.size) // 40)))
    return ImageChops.multiply(wash, Image.merge("RGB", (lines, lines, lines)))


def _in_light(shapes: Image.Image, free: Image.Image, *, flat: bool) -> Image.Image:
    if flat:
        shapes = shapes.quantize(_MAP_COLORS, dither=Image.Dither.NONE).convert("RGB")
    light = shapes.convert("YCbCr").getchannel("Y")
    _, blue, red = free.filter(ImageFilter.BoxBlur(4)).convert("YCbCr").split()
    return Image.merge("YCbCr", (light, blue, red)).convert("RGB")

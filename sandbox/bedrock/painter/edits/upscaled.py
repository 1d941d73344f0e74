"""Upscaling: the same picture, larger, with detail that was not there."""

from dataclasses import dataclass

from PIL import Image, ImageFilter

from sandbox.bedrock.orders import Sketch


@dataclass(frozen=True, kw_only=True, slots=True)
class Upscaled:
    """`size` in pixels; `creativity` 0 to 1 is how much of the prompt is worked in."""

    picture: Image.Image
    size: tuple[int, int]
    creativity: float = 0.0

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        source = self.picture.convert("RGB")
        if self.creativity and prompt.strip():
            source = Image.blend(source, sketch(prompt, source.size), self.creativity / 4)
        return source.resize(self.size, Image.Resampling.BICUBIC).filter(ImageFilter.SHARPEN)

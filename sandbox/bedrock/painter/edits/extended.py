"""Outpainting by margins: a larger canvas around the picture."""

from dataclasses import dataclass

from PIL import Image

from sandbox.bedrock.orders import Sketch
from sandbox.bedrock.painter.edits.surroundings import surroundings

_COARSE = 8  # the colours that run out from the picture's edges need no detail


@dataclass(frozen=True, kw_only=True, slots=True)
class Extended:
    """Margins in pixels; `creativity` 0 to 1 is how far the margins leave the edges' colours for the prompt."""

    picture: Image.Image
    left: int
    right: int
    up: int
    down: int
    creativity: float

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        source = self.picture.convert("RGB")
        size = (source.width + self.left + self.right, source.height + self.up + self.down)
        canvas = self._run_out(source, size)
        canvas = Image.blend(canvas, sketch(prompt, size), 0.25 + self.creativity / 2)
        canvas.paste(source, (self.left, self.up))
        return canvas

    def _run_out(self, source: Image.Image, size: tuple[int, int]) -> Image.Image:
        coarse = (max(1, size[0] // _COARSE), max(1, size[1] // _COARSE))
        small = source.resize((max(1, source.width // _COARSE), max(1, source.height // _COARSE)))
        canvas, hole = Image.new("RGB", coarse), Image.new("L", coarse, 255)
        place = (self.left // _COARSE, self.up // _COARSE)
        canvas.paste(small, place)
        hole.paste(0, (*place, place[0] + small.width, place[1] + small.height))
        return surroundings(canvas, hole).resize(size, Image.Resampling.BICUBIC)

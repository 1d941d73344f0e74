"""Where a backdrop is drawn."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImageDraw

from sandbox.bedrock.painter.palette import Color, Palette
from sandbox.bedrock.painter.scene import Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A canvas of `width` x `height` pixels whose ground begins at `horizon` pixels from the top.

    `em` is the measure for details: a hundredth of the canvas's mean side.
    """

    draw: ImageDraw.ImageDraw
    width: int
    height: int
    horizon: int
    palette: Palette
    scene: Scene
    rng: random.Random

    @property
    def em(self) -> float:
        return (self.width + self.height) / 200

    @property
    def dark(self) -> bool:
        return self.scene.light in {"night", "dim"} or self.scene.palette == "neon"

    def box(self, low: tuple[float, float], high: tuple[float, float], color: Color) -> None:
        """A rectangle by its left top and right bottom corner, in pixels."""
        if high[0] > low[0] and high[1] > low[1]:
            self.draw.rectangle((*low, *high), fill=color)

    def ground(self, color: Color) -> None:
        self.box((0, self.horizon), (self.width, self.height), color)

    def row(self, narrow: float, wide: float) -> Iterator[tuple[float, float]]:
        """Left edge and width of things side by side over the whole canvas, each `narrow` to `wide` em."""
        x = -self.rng.uniform(0, narrow) * self.em
        while x < self.width:
            across = self.rng.uniform(narrow, wide) * self.em
            yield x, across
            x += across

    def ridge(self, base: float, rough: float, color: Color, *, steps: int = 28) -> list[tuple[float, float]]:
        """Rolling land up to `rough` em above `base` (pixels from the top), down to the ground; its points."""
        level = 0.5
        points = []
        for step in range(steps + 1):
            level = min(1.0, max(0.0, level + self.rng.uniform(-0.22, 0.22)))
            points.append((self.width * step / steps, base - level * rough * self.em))
        self.draw.polygon([(0, self.height), *points, (self.width, self.height)], fill=color)
        return points

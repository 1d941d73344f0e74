"""How a model's size is chosen: from a table (Titan), on a grid (Nova Canvas), by shape or not at all (Stability)."""

import math
from dataclasses import dataclass
from typing import Protocol

from titan_core.tasks import AspectRatio, Size


class Shaped(Protocol):
    """A task whose picture's size or shape can be asked for."""

    @property
    def size(self) -> Size | None: ...
    @property
    def shape(self) -> AspectRatio: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class SizeTable:
    """Fixed sizes, each with the shape its maker calls it by: 1173x640 is "16:9". The first of a shape is preferred."""

    rows: tuple[tuple[AspectRatio, Size], ...]

    def size_for(self, task: Shaped) -> Size:
        """The size asked for, or the nearest: in shape first, then in pixels."""
        wanted = task.size
        if wanted is None:
            return min(self.rows, key=lambda row: row[0].distance(task.shape))[1]
        exact = any(size == wanted for _, size in self.rows)
        return wanted if exact else min(self.rows, key=lambda row: _unlikeness(row, wanted))[1]

    def shape_for(self, task: Shaped) -> AspectRatio:
        size = self.size_for(task)
        return next(shape for shape, known in self.rows if known == size)


def _unlikeness(row: tuple[AspectRatio, Size], wanted: Size) -> tuple[float, float]:
    shape, size = row
    return shape.distance(wanted.aspect_ratio), abs(math.log(size.pixels / wanted.pixels))


@dataclass(frozen=True, kw_only=True, slots=True)
class SizeGrid:
    """Sides in px that are multiples of `step`, within limits on side, pixels and shape (long to short side)."""

    step: int
    shortest: int
    longest: int
    most_pixels: int
    default_pixels: int
    widest: float

    def size_for(self, task: Shaped) -> Size:
        value = min(max(task.shape.value, 1 / self.widest), self.widest)
        pixels = min(task.size.pixels, self.most_pixels) if task.size else self.default_pixels
        size = self._on_grid(math.sqrt(pixels * value), math.sqrt(pixels / value))
        return task.size if task.size is not None and self._takes(task.size) else size

    def shape_for(self, task: Shaped) -> AspectRatio:
        """The shape asked for when the grid can come near it, else the widest it has."""
        within = 1 / self.widest <= task.shape.value <= self.widest
        return task.shape if within else self.size_for(task).aspect_ratio

    def _on_grid(self, width: float, height: float) -> Size:
        rounded = [max(self._floor(side), self.shortest) for side in (width, height)]
        most = min(self._floor(self.widest * min(rounded)), self.longest)
        return Size(*(min(side, most) for side in rounded))

    def _floor(self, side: float) -> int:
        return math.floor(side / self.step + 1e-9) * self.step

    def _takes(self, size: Size) -> bool:
        sides = (size.width, size.height)
        on_grid = all(side % self.step == 0 and self.shortest <= side <= self.longest for side in sides)
        return on_grid and size.pixels <= self.most_pixels and max(sides) <= self.widest * min(sides)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shapes:
    """Only a shape can be asked for; how many pixels it has is the model's own choice."""

    shapes: tuple[AspectRatio, ...]

    def shape_for(self, task: Shaped) -> AspectRatio:
        return min(self.shapes, key=lambda shape: shape.distance(task.shape))


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSized:
    """The picture handed in decides; nothing can be asked for."""

    def shape_for(self, task: Shaped) -> AspectRatio:
        return task.shape


Sizing = SizeTable | SizeGrid | Shapes | SourceSized

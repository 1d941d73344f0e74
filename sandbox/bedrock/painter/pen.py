"""Drawing in the subject's own measure: feet at (0, 0), one unit tall, y upwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from sandbox.bedrock.painter.palette import Color

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pen:
    """`x`, `y`: where the feet stand; `unit`: the subject's height; all in pixels of the canvas. `flip` mirrors."""

    draw: ImageDraw.ImageDraw
    x: float
    y: float
    unit: float
    flip: bool = False

    def _at(self, point: Point) -> Point:
        across = -point[0] if self.flip else point[0]
        return (self.x + across * self.unit, self.y - point[1] * self.unit)

    def _box(self, low: Point, high: Point) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self._at(low), self._at(high)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def oval(self, center: Point, across: float, up: float, color: Color) -> None:
        """An ellipse by its centre and half axes."""
        low, high = (center[0] - across, center[1] - up), (center[0] + across, center[1] + up)
        self.draw.ellipse(self._box(low, high), fill=color)

    def shape(self, points: Sequence[Point], color: Color) -> None:
        self.draw.polygon([self._at(point) for point in points], fill=color)

    def block(self, low: Point, high: Point, color: Color, *, round_by: float = 0.0) -> None:
        """A rectangle by two corners, its corners rounded by `round_by` units."""
        self.draw.rounded_rectangle(self._box(low, high), round_by * self.unit, fill=color)

    def stroke(self, points: Sequence[Point], thick: float, color: Color) -> None:
        """A line through the points with round ends, `thick` units wide."""
        width = max(1, round(thick * self.unit))
        placed = [self._at(point) for point in points]
        self.draw.line(placed, fill=color, width=width, joint="curve")
        for x, y in (placed[0], placed[-1]):
            half = width / 2
            self.draw.ellipse((x - half, y - half, x + half, y + half), fill=color)

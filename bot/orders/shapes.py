"""The shape that a picture has, and whether that is the one that was asked for: models have shapes of their own."""

import math

from titan_core.tasks import AspectRatio, Size

_NAMED = tuple(map(AspectRatio.parse, ("1:1", "5:4", "4:3", "3:2", "16:9", "2:1", "21:9")))
_SHAPES = (*_NAMED, *(AspectRatio(shape.height, shape.width) for shape in _NAMED))
_LIKE = math.log(1.05)  # Stability's 3:2 is 1216 x 832, 2.6 % off
_LONGEST_TERM = 10_000  # AspectRatio's


def shape_of(width: int, height: int) -> AspectRatio:
    """The shape of a picture in pixels, by the name that people know it under if it has one."""
    nearest = min(_SHAPES, key=lambda shape: _distance(shape, width, height))
    if _distance(nearest, width, height) <= _LIKE:
        return nearest
    scale = min(1.0, _LONGEST_TERM / max(width, height))
    return AspectRatio(max(1, int(width * scale)), max(1, int(height * scale)))


def has_shape(asked: AspectRatio | Size, width: int, height: int) -> bool:
    """Whether a picture is what was asked for: a shape nearly, a size to the pixel."""
    if isinstance(asked, Size):
        return (asked.width, asked.height) == (width, height)
    return _distance(asked, width, height) <= _LIKE


def _distance(shape: AspectRatio, width: int, height: int) -> float:
    return abs(math.log(shape.width / shape.height) - math.log(width / height))

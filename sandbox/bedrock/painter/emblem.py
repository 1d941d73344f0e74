"""What a subject is that the painter has no drawing for: an emblem with its name, of a shape of its own."""

import math
import random

from PIL import ImageDraw

from sandbox.bedrock.painter.lettering import fit_font, wrapped
from sandbox.bedrock.painter.palette import WHITE, Color, Palette, mix


def draw_emblem(
    draw: ImageDraw.ImageDraw, center: tuple[float, float], reach: float, palette: Palette, rng: random.Random
) -> None:
    """Rings, rays and petals within `reach` pixels of the centre; the generator decides how many of each."""
    rays, petals = rng.randrange(10, 26, 2), rng.randrange(5, 10)
    _star(draw, center, (reach, reach * 0.86), rays, mix(palette.lamp, palette.accents[0], 0.25))
    _disc(draw, center, reach * 0.80, mix(palette.ink, palette.mid, 0.25))
    _disc(draw, center, reach * 0.75, mix(palette.sky_low, WHITE, 0.35))
    turn = rng.random() * math.tau
    for ring, size, color in ((0.44, 0.27, palette.accents[0]), (0.34, 0.20, palette.accents[1])):
        for step in range(petals):
            angle = turn + step * math.tau / petals + ring
            spot = (center[0] + math.cos(angle) * reach * ring, center[1] + math.sin(angle) * reach * ring)
            _disc(draw, spot, reach * size, mix(color, WHITE, 0.12 if step % 2 else 0.3))
    _star(draw, center, (reach * 0.40, reach * 0.22), petals, palette.accents[2])
    _disc(draw, center, reach * 0.16, palette.ink)
    _disc(draw, center, reach * 0.09, palette.lamp)


def draw_ribbon(
    draw: ImageDraw.ImageDraw, center: tuple[float, float], reach: float, title: str, palette: Palette
) -> None:
    """The name on a ribbon, in two rows at most."""
    rows = wrapped(title, 1 if len(title) <= _ONE_ROW else 2)
    line = reach * 0.24
    half, tall = reach * 1.15, line * (len(rows) + 0.4) / 2
    x, y = center
    for side in (-1, 1):
        tail = [(x + side * half * 0.8, y - tall * 0.4), (x + side * half * 1.25, y - tall * 0.4)]
        fold = [(x + side * half * 1.12, y + tall * 0.5), (x + side * half * 1.25, y + tall * 1.4)]
        draw.polygon(
            [*tail, *fold, (x + side * half * 0.8, y + tall * 1.4)], fill=mix(palette.accents[0], palette.ink, 0.4)
        )
    draw.rectangle((x - half, y - tall, x + half, y + tall), fill=palette.accents[0])
    ink = palette.ink if sum(palette.accents[0]) > _MIDDLE_GREY else WHITE
    for index, row in enumerate(rows):
        place = (x, y - tall + line * (index + 0.7))
        draw.text(place, row, ink, fit_font(row, half * 1.8, line * 0.85), anchor="mm")


_ONE_ROW = 14
_MIDDLE_GREY = 3 * 120


def _disc(draw: ImageDraw.ImageDraw, center: tuple[float, float], reach: float, color: Color) -> None:
    x, y = center
    draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=color)


def _star(
    draw: ImageDraw.ImageDraw, center: tuple[float, float], reach: tuple[float, float], points: int, color: Color
) -> None:
    places = [
        (center[0] + math.cos(angle) * reach[step % 2], center[1] + math.sin(angle) * reach[step % 2])
        for step in range(points * 2)
        for angle in (math.pi * step / points - math.pi / 2,)
    ]
    draw.polygon(places, fill=color)

"""Quoted words on a sign: on a tower, hanging from a ceiling or on posts; in neon by night."""

import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from sandbox.bedrock.painter.backdrops.stage import Stage
from sandbox.bedrock.painter.lettering import fit_font, legible, wrapped
from sandbox.bedrock.painter.palette import WHITE, Color, Palette, mix
from sandbox.bedrock.painter.scene import Scene

_ONE_LINE = 12
_TOP = 0.115


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """`rows` of words; `middle` and `wide` are shares of the picture's width; a sign that `glows` is neon."""

    rows: tuple[str, ...]
    middle: float
    wide: float
    glows: bool

    def box(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in a picture of this size, in pixels."""
        half, middle, top = size[0] * self.wide / 2, size[0] * self.middle, size[1] * _TOP
        return (middle - half, top, middle + half, top + self.line(size) * (len(self.rows) + 0.55))

    def line(self, size: tuple[int, int]) -> float:
        """Height of a row in pixels."""
        return min(size[0] * 0.105, size[1] * 0.085)


def make_sign(scene: Scene, rng: random.Random) -> Sign | None:
    """The sign with the scene's lettering, at the side where there are subjects; None without letters to draw."""
    text = legible(scene.lettering)
    side = rng.choice((0.24, 0.76))
    if not text:
        return None
    return Sign(
        rows=tuple(wrapped(text, 1 if len(text) <= _ONE_LINE else 3)),
        middle=side if scene.subjects else 0.5,
        wide=0.38 if scene.subjects else 0.52,
        glows=scene.palette == "neon" or scene.light == "night",
    )


def draw_holder(stage: Stage, sign: Sign) -> None:
    """What holds the sign, behind the subjects: a tower in a city, chains in a room, posts elsewhere."""
    left, top, right, bottom = sign.box((stage.width, stage.height))
    wide, em = right - left, stage.em
    metal = mix(stage.palette.ink, stage.palette.far, 0.25)
    if stage.scene.backdrop == "skyline":
        wall = mix(stage.palette.mid, stage.palette.ink, 0.35)
        stage.box((left + wide * 0.04, top - 3 * em), (right - wide * 0.04, stage.horizon + em), wall)
        stage.box((right - wide * 0.16, top - 3 * em), (right - wide * 0.04, stage.horizon + em), mix(wall, metal, 0.5))
        for row in range(1, int((stage.horizon - bottom) / (4 * em))):
            y = bottom + row * 4 * em
            stage.box((left + wide * 0.12, y), (right - wide * 0.22, y + 1.2 * em), mix(wall, stage.palette.lamp, 0.16))
        return
    ends = (0.0, top) if stage.scene.backdrop == "room" else (bottom, stage.horizon + 4 * em)
    for share in (0.2, 0.8):
        x = left + wide * share
        stage.box((x - 0.6 * em, ends[0]), (x + 0.6 * em, ends[1]), metal)


def draw_sign(picture: Image.Image, sign: Sign, palette: Palette) -> Image.Image:
    _panel(picture, sign, palette)
    (left, top, right, _), line = sign.box(picture.size), sign.line(picture.size)
    ink = Image.new("L", picture.size)
    pen = ImageDraw.Draw(ink)
    bold = max(1, round(line * 0.02)) if sign.glows else 0
    for index, row in enumerate(sign.rows):
        place = ((left + right) / 2, top + line * (index + 0.78))
        pen.text(place, row, 255, fit_font(row, (right - left) * 0.86, line * 0.82), anchor="mm", stroke_width=bold)
    if sign.glows:
        return _glow(picture, ink, palette.lamp)
    picture.paste(palette.ink, (0, 0), ink)
    return picture


def _panel(picture: Image.Image, sign: Sign, palette: Palette) -> None:
    box, thick = sign.box(picture.size), max(2, round(sign.line(picture.size) * 0.06))
    face = mix(palette.ink, palette.sky_top, 0.12) if sign.glows else mix(palette.lamp, palette.far, 0.25)
    edge = palette.accents[0] if sign.glows else palette.ink
    ImageDraw.Draw(picture).rounded_rectangle(box, thick * 2, fill=face, outline=edge, width=thick)


def _glow(picture: Image.Image, shining: Image.Image, color: Color) -> Image.Image:
    """Light where the mask is bright, and its halo around."""
    small = shining.reduce(8)
    wide = small.resize((max(1, small.width // 4), max(1, small.height // 4)), Image.Resampling.BOX)
    halo = ImageChops.add(
        small.resize(picture.size, Image.Resampling.BICUBIC),
        wide.resize(picture.size, Image.Resampling.BICUBIC),
        scale=1.1,
    )
    light = Image.merge("RGB", [halo.point(_scaled(part)) for part in color])
    lit = ImageChops.screen(picture, light)
    lit.paste(mix(color, WHITE, 0.75), (0, 0), shining)
    return lit


def _scaled(part: int) -> list[int]:
    return [level * part // 255 for level in range(256)]

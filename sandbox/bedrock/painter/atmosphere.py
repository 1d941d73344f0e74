"""Sky, weather and light."""

import math
import random

from PIL import Image, ImageChops, ImageDraw

from sandbox.bedrock.painter.backdrops.stage import Stage
from sandbox.bedrock.painter.media import clouded
from sandbox.bedrock.painter.palette import BLACK, WHITE, Color, Palette, mix
from sandbox.bedrock.painter.scene import Scene

_BLUR = Image.Resampling.BICUBIC


def sky(size: tuple[int, int], scene: Scene, palette: Palette, rng: random.Random) -> Image.Image:
    """From the sky's top colour down to the horizon's, with clouds or stars and a sun or moon."""
    gradient = Image.linear_gradient("L").resize(size, _BLUR)
    picture = Image.composite(
        Image.new("RGB", size, palette.sky_low), Image.new("RGB", size, palette.sky_top), gradient
    )
    dark = scene.light in {"night", "dim"} or scene.palette == "neon"
    if "clouds" not in scene.unwanted:
        _clouds(picture, mix(palette.sky_low, BLACK if dark else WHITE, 0.35), rng)
    if dark and "stars" not in scene.unwanted:
        _stars(picture, palette.lamp, rng)
    if not scene.unwanted & {"sun", "moon"}:
        _sun(picture, palette, rng, low=scene.light == "golden")
    return picture


def _clouds(picture: Image.Image, color: Color, rng: random.Random) -> None:
    cover = clouded((picture.width, picture.height), rng, 6)
    fine = clouded((picture.width, picture.height), rng, 17)
    mask = Image.blend(cover, fine, 0.35).point([min(170, max(0, (level - 118) * 3)) for level in range(256)])
    picture.paste(color, (0, 0), mask)


def _stars(picture: Image.Image, color: Color, rng: random.Random) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(90):
        x, y, size = rng.uniform(0, picture.width), rng.uniform(0, picture.height * 0.6), rng.choice((0.6, 1.0, 1.6))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=mix(color, WHITE, rng.random()))


def _sun(picture: Image.Image, palette: Palette, rng: random.Random, *, low: bool) -> None:
    short = min(picture.size)
    x, y = picture.width * rng.choice((0.16, 0.24, 0.76, 0.84)), picture.height * (0.46 if low else 0.17)
    for reach, strength in ((short * (0.75 if low else 0.42), 0.75), (short * 0.075, 6.0)):
        box = (round(x - reach), round(y - reach))
        levels = [min(255, round(max(0, 255 - level * 1.42) * strength)) for level in range(256)]
        disc = Image.radial_gradient("L").point(levels).resize((round(reach * 2), round(reach * 2)), _BLUR)
        picture.paste(palette.lamp, box, disc)


def gears(stage: Stage) -> None:
    """Clockwork in the sky, for steampunk."""
    color = mix(stage.palette.far, stage.palette.sky_low, 0.45)
    for x, y, reach in ((0.14, 0.16, 15), (0.31, 0.30, 9), (0.88, 0.30, 13), (0.72, 0.12, 8)):
        place = (x * stage.width, y * stage.height)
        _gear(stage, place, reach * stage.em, mix(color, stage.palette.ink, 0.06 + reach / 90))


def _gear(stage: Stage, center: tuple[float, float], reach: float, color: Color) -> None:
    teeth = 14
    points = []
    for step in range(teeth * 4):
        far = reach if step % 4 in {0, 1} else reach * 0.84
        angle = math.tau * step / (teeth * 4)
        points.append((center[0] + math.cos(angle) * far, center[1] + math.sin(angle) * far))
    stage.draw.polygon(points, fill=color)
    hole = mix(stage.palette.sky_top, stage.palette.sky_low, center[1] / stage.height)
    for part, fill in ((0.62, hole), (0.26, color), (0.11, hole)):
        size = reach * part
        stage.draw.ellipse((center[0] - size, center[1] - size, center[0] + size, center[1] + size), fill=fill)
    for step in range(5):
        angle = math.tau * step / 5 + reach
        ends = [
            (center[0] + math.cos(angle) * reach * part, center[1] + math.sin(angle) * reach * part)
            for part in (0.2, 0.66)
        ]
        stage.draw.line(ends, fill=color, width=round(reach * 0.11))


def weather(picture: Image.Image, scene: Scene, rng: random.Random) -> Image.Image:
    """Rain or snow over everything."""
    if not scene.styles & {"rain", "snow"}:
        return picture
    draw, short = ImageDraw.Draw(picture), min(picture.size)
    for _ in range(420):
        x, y, near = rng.uniform(0, picture.width), rng.uniform(0, picture.height), rng.uniform(0.3, 1.0)
        size = near * short * 0.005
        if "rain" in scene.styles:
            draw.line((x, y, x - size * 2, y + size * 9), fill=(196, 212, 230), width=max(1, round(size * 0.35)))
        else:
            draw.ellipse((x - size, y - size, x + size, y + size), fill=(250, 252, 255))
    return picture


def light(picture: Image.Image, scene: Scene, palette: Palette) -> Image.Image:
    """The mood of the light on everything: golden from one side, dim with one pool of light, bright in the studio."""
    if scene.light == "dim":
        pool = Image.radial_gradient("L").point([max(96, 262 - level * 4 // 5) for level in range(256)])
        shade = pool.resize(picture.size, _BLUR)
        warm = [shade.point([min(255, level * part // 235) for level in range(256)]) for part in palette.lamp]
        return ImageChops.multiply(picture, Image.merge("RGB", warm))
    if scene.light == "golden":
        side = Image.linear_gradient("L").rotate(90).resize(picture.size, _BLUR).point(lambda level: level // 4)
        return ImageChops.screen(
            picture,
            Image.merge("RGB", (side, side.point(lambda level: level * 3 // 5), side.point(lambda level: level // 6))),
        )
    if scene.light == "studio":
        spot = (
            Image.radial_gradient("L").point([max(0, 90 - level) for level in range(256)]).resize(picture.size, _BLUR)
        )
        return ImageChops.screen(picture, Image.merge("RGB", (spot, spot, spot)))
    return picture

"""One picture, from an order and a seed: sky, place, subjects, light, words, medium, mark."""

import random

from PIL import Image, ImageDraw

from sandbox.bedrock.orders import Order
from sandbox.bedrock.painter import atmosphere, lettering, media
from sandbox.bedrock.painter.backdrops.places import PLACES
from sandbox.bedrock.painter.backdrops.stage import Stage
from sandbox.bedrock.painter.cast import draw_subjects
from sandbox.bedrock.painter.files import encode
from sandbox.bedrock.painter.palette import Palette, choose_palette
from sandbox.bedrock.painter.scene import Scene, read_scene

_SMOOTH_PIXELS = 2_000_000  # up to this size the drawing is made twice as large and reduced, for smooth edges
_KEEPS_LETTERS = frozenset({"", "photo", "daguerreotype", "cartoon"})  # other media would blur a sign
_HORIZONS = {"low": 0.80, "level": 0.66, "high": 0.42}


def paint(order: Order, seed: int, *, min_bytes: int = 0) -> bytes:
    """The picture's file; the same order and seed give the same bytes. A PNG is padded to `min_bytes`."""
    scene = read_scene(order.prompt, order.negative_prompt)
    rng = random.Random(f"{seed} {order.prompt}")  # noqa: S311 - a picture that can be repeated, not a secret
    palette = choose_palette(scene, rng)
    picture = _drawn((order.width, order.height), scene, palette, rng)
    picture = _lit(picture, scene, palette, rng)
    readable = scene.medium in _KEEPS_LETTERS
    if readable:
        picture = _signed(picture, scene, palette, rng)
    picture = media.FINISHES[scene.medium](picture, rng)
    if not readable:
        picture = _signed(picture, scene, palette, rng)
    lettering.draw_mark(picture, seed)
    return encode(picture, order.output_format, min_bytes)


def paint_plain(order: Order, seed: int, *, min_bytes: int = 0) -> bytes:
    """One flat colour, which the seed picks: the cheapest picture there is."""
    colour = tuple((seed // divisor * 37 + 90) % 256 for divisor in (1, 7, 49))
    return encode(Image.new("RGB", (order.width, order.height), colour), order.output_format, min_bytes)


def _drawn(size: tuple[int, int], scene: Scene, palette: Palette, rng: random.Random) -> Image.Image:
    times = 2 if size[0] * size[1] <= _SMOOTH_PIXELS else 1
    sky = atmosphere.sky(size, scene, palette, rng)
    canvas = sky.resize((size[0] * times, size[1] * times), Image.Resampling.BOX) if times > 1 else sky
    horizon = round(canvas.height * _HORIZONS[scene.angle])
    stage = Stage(
        draw=ImageDraw.Draw(canvas),
        width=canvas.width,
        height=canvas.height,
        horizon=horizon,
        palette=palette,
        scene=scene,
        rng=rng,
    )
    if "steampunk" in scene.styles:
        atmosphere.gears(stage)
    PLACES[scene.backdrop](stage)
    draw_subjects(stage)
    return canvas.reduce(times) if times > 1 else canvas


def _lit(picture: Image.Image, scene: Scene, palette: Palette, rng: random.Random) -> Image.Image:
    return atmosphere.light(atmosphere.weather(picture, scene, rng), scene, palette)


def _signed(picture: Image.Image, scene: Scene, palette: Palette, rng: random.Random) -> Image.Image:
    text = lettering.has_glyphs(scene.lettering)
    if not text:
        return picture
    glows = scene.palette == "neon" or scene.light == "night"
    beside = rng.choice((0.27, 0.73)) if scene.subjects else 0.5
    return lettering.draw_sign(picture, text, palette, glows=glows, beside=beside)

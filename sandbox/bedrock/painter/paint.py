"""One picture, from an order and a seed: sky, place, subjects, light, words, medium, mark."""

import random
from functools import lru_cache

from PIL import Image, ImageDraw

from sandbox.bedrock.orders import Order, Sketch
from sandbox.bedrock.painter import atmosphere, lettering, media, signs
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

    def sketch(prompt: str, size: tuple[int, int]) -> Image.Image:
        return draw_sketch(prompt, order.negative_prompt, size, seed)

    return _finished(order, sketch, min_bytes)


def paint_plain(order: Order, seed: int, *, min_bytes: int = 0) -> bytes:
    """One flat colour in place of each sketch, which the seed picks: the cheapest picture there is."""
    colour = tuple((seed // divisor * 37 + 90) % 256 for divisor in (1, 7, 49))
    if order.edit is None:
        return _flat((order.width, order.height), colour, order.output_format, min_bytes)

    def sketch(prompt: str, size: tuple[int, int]) -> Image.Image:
        del prompt
        return Image.new("RGB", size, colour)

    return _finished(order, sketch, min_bytes)


@lru_cache(maxsize=8)  # one picture again and again is what benches ask for
def _flat(size: tuple[int, int], colour: tuple[int, ...], output_format: str, min_bytes: int) -> bytes:
    return encode(Image.new("RGB", size, colour), output_format, min_bytes)


def _finished(order: Order, sketch: Sketch, min_bytes: int) -> bytes:
    if order.edit is None:
        picture = sketch(order.prompt, (order.width, order.height))
    else:
        picture = order.edit.draw(order.prompt, sketch)
    return encode(picture, order.output_format, min_bytes)


def draw_sketch(prompt: str, negative_prompt: str, size: tuple[int, int], seed: int) -> Image.Image:
    """The prompt's picture with the sandbox's mark, in the mode `RGB`."""
    scene = read_scene(prompt, negative_prompt)
    rng = random.Random(f"{seed} {prompt}")  # noqa: S311 - a picture that can be repeated, not a secret
    palette = choose_palette(scene, rng)
    sign = signs.make_sign(scene, rng)
    picture = _drawn(size, scene, palette, rng, sign)
    picture = atmosphere.light(atmosphere.weather(picture, scene, rng), scene, palette)
    readable = scene.medium in _KEEPS_LETTERS
    if sign and readable:
        picture = signs.draw_sign(picture, sign, palette)
    picture = media.FINISHES[scene.medium](picture, rng)
    if sign and not readable:
        picture = signs.draw_sign(picture, sign, palette)
    lettering.draw_mark(picture, seed)
    return picture


def _drawn(
    size: tuple[int, int], scene: Scene, palette: Palette, rng: random.Random, sign: signs.Sign | None
) -> Image.Image:
    times = 2 if size[0] * size[1] <= _SMOOTH_PIXELS else 1
    sky = atmosphere.sky(size, scene, palette, rng)
    canvas = sky.resize((size[0] * times, size[1] * times), Image.Resampling.NEAREST) if times > 1 else sky
    stage = Stage(
        draw=ImageDraw.Draw(canvas),
        width=canvas.width,
        height=canvas.height,
        horizon=round(canvas.height * _HORIZONS[scene.angle]),
        palette=palette,
        scene=scene,
        rng=rng,
    )
    if "steampunk" in scene.styles:
        atmosphere.gears(stage)
    PLACES[scene.backdrop](stage)
    if sign:
        signs.draw_holder(stage, sign)
    draw_subjects(stage)
    return canvas.reduce(times) if times > 1 else canvas

"""How a medium leaves its traces on the finished drawing: strokes, paper, plates, pixels, grain."""

import math
import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

_BLUR = Image.Resampling.BICUBIC

Finish = Callable[[Image.Image, random.Random], Image.Image]


def grain(picture: Image.Image, rng: random.Random, strength: float) -> Image.Image:
    """Film grain: every pixel lighter or darker by up to `strength` levels."""
    levels = [round((level - 127.5) / 127.5 * strength) + 128 for level in range(256)]
    noise = Image.frombytes("L", picture.size, rng.randbytes(picture.width * picture.height)).point(levels)
    return ImageChops.add(picture, Image.merge("RGB", (noise, noise, noise)), 1, -128)


def vignette(picture: Image.Image, strength: float, *, edge: float = 0.0) -> Image.Image:
    """Darker corners: black at the corners for strength 1; `edge` moves the dark further in, 0 to 1."""
    reach = 255 * (1 - edge)
    levels = [
        round(255 * (1 - strength * min(1.0, max(0.0, level / reach - 0.42) / 0.58) ** 1.6)) for level in range(256)
    ]
    shade = Image.radial_gradient("L").point(levels).resize(picture.size, _BLUR)
    return ImageChops.multiply(picture, Image.merge("RGB", (shade, shade, shade)))


def bloom(picture: Image.Image, share: float) -> Image.Image:
    """The soft light of a lens: bright places shine over their edges."""
    soft = picture.reduce(8).filter(ImageFilter.BoxBlur(2)).resize(picture.size, _BLUR)
    return Image.blend(picture, ImageChops.screen(picture, soft), share)


def clouded(size: tuple[int, int], rng: random.Random, cells: int) -> Image.Image:
    """Smooth noise of about `cells` spots across, as a grey picture."""
    across = max(2, cells)
    down = max(2, round(cells * size[1] / size[0]))
    return Image.frombytes("L", (across, down), rng.randbytes(across * down)).resize(size, _BLUR)


def _photo(picture: Image.Image, rng: random.Random) -> Image.Image:
    return grain(vignette(bloom(picture, 0.16), 0.38), rng, 9)


def _daguerreotype(picture: Image.Image, rng: random.Random) -> Image.Image:
    plate = ImageOps.colorize(
        ImageOps.autocontrast(picture.convert("L"), 0.5), (34, 22, 12), (250, 236, 206), (158, 122, 80)
    )
    stain = clouded(picture.size, rng, 5).point([210 + level * 45 // 255 for level in range(256)])
    plate = ImageChops.multiply(plate, Image.merge("RGB", (stain, stain, stain)))
    _scratch(plate, rng)
    return grain(_oval_mount(vignette(plate, 0.75)), rng, 16)


def _scratch(picture: Image.Image, rng: random.Random) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(26):
        x, y, long = (
            rng.uniform(0, picture.width),
            rng.uniform(0, picture.height),
            rng.uniform(0.01, 0.10) * picture.height,
        )
        draw.line((x, y, x + rng.uniform(-0.1, 0.1) * long, y + long), fill=(206, 180, 138))
    for _ in range(60):
        x, y, size = rng.uniform(0, picture.width), rng.uniform(0, picture.height), rng.uniform(0.3, 2.0)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=rng.choice(((230, 208, 168), (60, 42, 26))))


def _oval_mount(picture: Image.Image) -> Image.Image:
    """The dark mat with rounded corners and a brass line that plates were sold in."""
    width, height = picture.size
    margin, line = round(min(width, height) * 0.028), max(2, round(min(width, height) * 0.005))
    window = Image.new("L", picture.size)
    box = (margin, margin, width - margin, height - margin)
    ImageDraw.Draw(window).rounded_rectangle(box, margin * 2.4, fill=255)
    mount = Image.new("RGB", picture.size, (40, 27, 17))
    mount.paste(picture, (0, 0), window)
    ImageDraw.Draw(mount).rounded_rectangle(box, margin * 2.4, outline=(176, 138, 76), width=line)
    return mount


def _strokes(picture: Image.Image, rng: random.Random, *, count: int, size: float, jitter: int) -> Image.Image:
    """The picture laid over with short brush strokes in its own colours, along slow curves."""
    width, height = picture.size
    small = picture.reduce(8)
    pixels = small.load()
    draw = ImageDraw.Draw(picture)
    unit, turn = size * (width + height) / 2048, rng.random() * math.tau
    for _ in range(count):
        x, y = rng.random() * width, rng.random() * height
        color = pixels[min(small.width - 1, int(x / 8)), min(small.height - 1, int(y / 8))] if pixels else 0
        shift = rng.randint(-jitter, jitter)
        angle = turn + math.sin(x / width * 5) + math.cos(y / height * 4)
        across, down = math.cos(angle) * unit * 2.2, math.sin(angle) * unit * 2.2
        tone = tuple(part + shift for part in color) if isinstance(color, tuple) else color
        draw.line((x - across, y - down, x + across, y + down), fill=_byte(tone), width=max(1, round(unit)))
    return picture


def _byte(color: tuple[int, ...] | float) -> tuple[int, ...]:
    parts = color if isinstance(color, tuple) else (int(color),) * 3
    return tuple(min(255, max(0, part)) for part in parts)


def _oil(picture: Image.Image, rng: random.Random) -> Image.Image:
    painted = Image.blend(picture, _strokes(picture.copy(), rng, count=5200, size=8, jitter=20), 0.72)
    canvas = painted.convert("L").filter(ImageFilter.EMBOSS).point([level // 3 + 86 for level in range(256)])
    lit = ImageChops.add(painted, Image.merge("RGB", (canvas, canvas, canvas)), 1, -128)
    return grain(ImageEnhance.Color(lit).enhance(1.2), rng, 7)


def _impressionist(picture: Image.Image, rng: random.Random) -> Image.Image:
    vivid = ImageEnhance.Color(picture).enhance(1.3)
    return grain(Image.blend(vivid, _strokes(vivid.copy(), rng, count=5600, size=8, jitter=38), 0.78), rng, 8)


def _watercolor(picture: Image.Image, rng: random.Random) -> Image.Image:
    wash = picture.reduce(2).filter(ImageFilter.MedianFilter(3)).resize(picture.size, _BLUR)
    pool = clouded(picture.size, rng, 14).point([150 + level * 105 // 255 for level in range(256)])
    wet = ImageChops.screen(wash, Image.new("RGB", picture.size, (46, 46, 44)))
    wet = ImageChops.multiply(wet, Image.merge("RGB", (pool, pool, pool)).point(lambda level: level // 3 + 170))
    paper = Image.new("RGB", picture.size, (250, 247, 239))
    ragged = Image.blend(_inside(picture.size), clouded(picture.size, rng, 30), 0.35)
    paper.paste(wet, (0, 0), ragged.point([min(255, max(0, level - 118) * 9) for level in range(256)]))
    return grain(paper, rng, 10)


def _inside(size: tuple[int, int]) -> Image.Image:
    """White inside, fading to black at the edges."""
    mask = Image.new("L", (64, 64))
    ImageDraw.Draw(mask).rectangle((5, 5, 58, 58), fill=255)
    return mask.filter(ImageFilter.BoxBlur(3)).resize(size, _BLUR).point([min(255, level * 2) for level in range(256)])


def _pencil(picture: Image.Image, rng: random.Random) -> Image.Image:
    grey = ImageOps.autocontrast(picture.convert("L"), 1)
    page = Image.new("L", picture.size, 246)
    for dark, slope, tone in ((214, 1.0, 120), (164, -1.0, 84), (110, 0.25, 48)):
        hatch = _hatch(picture.size, slope, rng)
        where = grey.point([255 if level < dark else 0 for level in range(256)])
        page.paste(tone, (0, 0), ImageChops.multiply(where, hatch))
    edges = ImageOps.invert(grey.filter(ImageFilter.FIND_EDGES)).point(
        [max(0, level * 4 - 765) for level in range(256)]
    )
    drawn = ImageChops.darker(page, edges)
    return grain(ImageOps.colorize(drawn, (52, 50, 56), (251, 248, 240)), rng, 9)


def _hatch(size: tuple[int, int], slope: float, rng: random.Random) -> Image.Image:
    width, height = size
    hatch = Image.new("L", size)
    draw = ImageDraw.Draw(hatch)
    gap, lean = max(4, min(size) // 150), slope * height
    for start in range(-round(abs(lean)), width + round(abs(lean)), gap):
        x = start + rng.uniform(-1, 1)
        draw.line((x, 0, x + lean, height), fill=rng.randint(140, 255), width=max(1, gap // 3))
    return hatch


def _pixel(picture: Image.Image, rng: random.Random) -> Image.Image:
    del rng
    across = 112
    down = max(8, round(across * picture.height / picture.width))
    small = picture.resize((across, down), Image.Resampling.BOX)
    return small.quantize(28, dither=Image.Dither.NONE).convert("RGB").resize(picture.size, Image.Resampling.NEAREST)


def _cartoon(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Rounded and shiny: edges catch light from the upper left."""
    form = picture.convert("L").reduce(2).filter(ImageFilter.BoxBlur(5)).filter(ImageFilter.EMBOSS)
    ImageDraw.Draw(form).rectangle((0, 0, form.width - 1, form.height - 1), outline=128, width=2)  # no relief there
    relief = form.filter(ImageFilter.BoxBlur(2)).resize(picture.size, _BLUR)
    relief = relief.point([min(255, max(0, (level - 128) * 3 + 128)) for level in range(256)])
    lit = ImageChops.add(picture, Image.merge("RGB", (relief, relief, relief)), 1, -128)
    return grain(vignette(bloom(ImageEnhance.Color(lit).enhance(1.15), 0.25), 0.25), rng, 4)


def _comic(picture: Image.Image, rng: random.Random) -> Image.Image:
    flat = ImageEnhance.Color(ImageOps.posterize(picture, 4)).enhance(1.4)
    edges = picture.convert("L").filter(ImageFilter.FIND_EDGES).filter(ImageFilter.MaxFilter(3))
    ink = edges.point([min(255, max(0, level - 24) * 6) for level in range(256)])
    flat.paste((18, 16, 24), (0, 0), ink)
    return grain(flat, rng, 5)


def _plain(picture: Image.Image, rng: random.Random) -> Image.Image:
    return grain(vignette(picture, 0.18), rng, 6)


FINISHES: Mapping[str, Finish] = MappingProxyType(
    {
        "photo": _photo,
        "daguerreotype": _daguerreotype,
        "oil": _oil,
        "impressionist": _impressionist,
        "watercolor": _watercolor,
        "pencil": _pencil,
        "pixel": _pixel,
        "cartoon": _cartoon,
        "comic": _comic,
        "": _plain,
    }
)

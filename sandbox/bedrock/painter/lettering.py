"""Words in the picture: on signs, on the emblem of an unknown subject, and the mark in the corner."""

from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

from sandbox.bedrock.painter.palette import WHITE, Color, Palette, mix

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_SMALLEST = 8
_MISSING = "\U0010ffff"  # no font has it: it shows the box for letters that are missing


@cache
def font_of(size: int) -> Font:
    """Pillow's own font in this size, in pixels."""
    return ImageFont.load_default(size)


@cache
def _known(letter: str) -> bool:
    font = font_of(24)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(_MISSING))


def has_glyphs(text: str) -> str:
    """The text without the letters that the font lacks, and without a line break."""
    kept = "".join(letter for letter in text if letter.isprintable() and _known(letter))
    return " ".join(kept.split())


def fit_font(text: str, wide: float, tall: float) -> Font:
    """The font in the largest size in which the text is at most `wide` pixels long and the line `tall` high."""
    size = max(_SMALLEST, round(tall))
    long = font_of(size).getlength(text) or 1
    return font_of(max(_SMALLEST, min(size, int(size * wide / long))))


def wrapped(text: str, lines: int) -> list[str]:
    """The words over at most `lines` lines of about the same length."""
    words = text.split()
    longest = max(len(text) / lines, max((len(word) for word in words), default=0))
    rows = [""]
    for word in words:
        if rows[-1] and len(rows[-1]) + len(word) > longest and len(rows) < lines:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def draw_sign(picture: Image.Image, text: str, palette: Palette, *, glows: bool, beside: float) -> Image.Image:
    """A sign over the scene, in neon if it `glows`; `beside` is where its middle stands, 0 to 1 from the left."""
    width, height = picture.size
    rows = wrapped(text, 1 if len(text) <= _ONE_LINE else 3)
    wide, line = width * 0.40, min(width * 0.105, height * 0.085)
    middle, top = width * beside, height * 0.115
    fonts = [fit_font(row, wide * 0.86, line * 0.82) for row in rows]
    box = (middle - wide / 2, top, middle + wide / 2, top + line * (len(rows) + 0.55))
    _panel(picture, box, palette, glows=glows)
    ink = Image.new("L", picture.size)
    pen = ImageDraw.Draw(ink)
    for index, (row, font) in enumerate(zip(rows, fonts, strict=True)):
        place = (middle, top + line * (index + 0.78))
        pen.text(place, row, 255, font, anchor="mm", stroke_width=max(1, round(line * 0.02)) if glows else 0)
    if not glows:
        picture.paste(mix(palette.ink, WHITE, 0.05), (0, 0), ink)
        return picture
    return glow(picture, ink, palette.lamp)


_ONE_LINE = 12


def _panel(picture: Image.Image, box: tuple[float, float, float, float], palette: Palette, *, glows: bool) -> None:
    pen = ImageDraw.Draw(picture)
    thick = max(2, round((box[3] - box[1]) * 0.04))
    face = mix(palette.ink, palette.sky_top, 0.12) if glows else mix(palette.lamp, palette.far, 0.25)
    post = mix(palette.ink, palette.far, 0.25)
    for x in (box[0] + (box[2] - box[0]) * 0.2, box[0] + (box[2] - box[0]) * 0.8):
        pen.rectangle((x - thick, box[3], x + thick, box[3] + (box[3] - box[1]) * 0.7), fill=post)
    pen.rounded_rectangle(box, thick * 2, fill=face, outline=palette.accents[0] if glows else palette.ink, width=thick)


def glow(picture: Image.Image, shining: Image.Image, color: Color) -> Image.Image:
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


def draw_mark(picture: Image.Image, seed: int) -> None:
    """`sandbox sketch · seed N`, low in the right corner: nobody shall take it for a model's picture."""
    width, height = picture.size
    text = f"sandbox sketch · seed {seed}"
    font = fit_font(text, width * 0.6, max(11, min(width, height) / 42))
    pen = ImageDraw.Draw(picture)
    place = (width - min(width, height) * 0.018, height - min(width, height) * 0.016)
    pen.text(place, text, (255, 255, 255), font, anchor="rb", stroke_width=2, stroke_fill=(20, 20, 24))

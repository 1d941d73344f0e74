"""Words in the picture: on signs, on the emblem of an unknown subject, and the mark in the corner."""

import unicodedata
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_SMALLEST = 8
_MISSING = "\U0010ffff"  # no font has it: it shows the box for letters that are missing


@lru_cache(maxsize=256)
def font_of(size: int) -> Font:
    """Pillow's own font in this size, in pixels."""
    return ImageFont.load_default(size)


@lru_cache(maxsize=4096)
def _drawable(letter: str) -> str:
    """The letter, or its plain form without accents, or nothing."""
    if _known(letter):
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if _known(part))


def _known(letter: str) -> bool:
    font = font_of(24)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(_MISSING))


def legible(text: str) -> str:
    """The text on one line, in letters that the font has."""
    return " ".join("".join(_drawable(letter) for letter in text if letter.isprintable()).split())


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


def draw_mark(picture: Image.Image, seed: int) -> None:
    """`sandbox sketch · seed N`, low in the right corner: nobody shall take it for a model's picture."""
    width, height = picture.size
    text = f"sandbox sketch · seed {seed}"
    font = fit_font(text, width * 0.6, max(11, min(width, height) / 42))
    pen = ImageDraw.Draw(picture)
    place = (width - min(width, height) * 0.018, height - min(width, height) * 0.016)
    pen.text(place, text, (255, 255, 255), font, anchor="rb", stroke_width=2, stroke_fill=(20, 20, 24))

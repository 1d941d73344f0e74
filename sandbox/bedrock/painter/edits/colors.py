"""Edits of colour: a thing recoloured, a picture in given colours, a picture in the colours of another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageColor

from sandbox.bedrock.orders import Sketch
from sandbox.bedrock.painter.edits.redrawn import covering
from sandbox.bedrock.painter.palette import BLACK, WHITE, Color, hue_color, mix
from sandbox.bedrock.painter.vocabulary import HUES, NEUTRALS

_SHADES = 5
_GREY_WEIGHTS = (299, 587, 114)  # of red, green and blue in a thousand, as Pillow's own grey


@dataclass(frozen=True, kw_only=True, slots=True)
class Recolored:
    """The place (white in the mask) in the colour that the prompt names; one of the sketch's own if it names none."""

    picture: Image.Image
    place: Image.Image

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        source = self.picture.convert("RGB")
        color = named_color(prompt) or _shades_of(sketch(prompt, (64, 64)))[-2]
        tinted = in_colors(source, (mix(color, BLACK, 0.85), color, mix(color, WHITE, 0.85)))
        recolored = source.copy()
        recolored.paste(tinted, (0, 0), self.place)
        return recolored


@dataclass(frozen=True, kw_only=True, slots=True)
class Colored:
    """The prompt in `colors` (`#rrggbb`), after a picture's composition if one is given."""

    colors: tuple[str, ...]
    picture: Image.Image | None
    size: tuple[int, int]

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        drawn = sketch(prompt, self.size)
        if self.picture is not None:
            drawn = Image.blend(drawn, covering(self.picture, self.size), 0.5)
        colors = [_rgb(color) for color in self.colors]
        if len(colors) == 1:
            colors = [mix(colors[0], BLACK, 0.7), colors[0], mix(colors[0], WHITE, 0.7)]
        return in_colors(drawn, sorted(colors, key=_grey))


@dataclass(frozen=True, kw_only=True, slots=True)
class StyledLike:
    """A picture in the colours of `style`: `content` if one is given, else what the prompt says.

    `share` 0 to 1 is how much of them. A prompt for a given content is worked in lightly.
    """

    style: Image.Image
    content: Image.Image | None
    share: float
    size: tuple[int, int]

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        plain = self._plain(prompt, sketch)
        return Image.blend(plain, in_colors(plain, _shades_of(self.style)), self.share)

    def _plain(self, prompt: str, sketch: Sketch) -> Image.Image:
        if self.content is None:
            return sketch(prompt, self.size)
        content = covering(self.content, self.size)
        return Image.blend(content, sketch(prompt, self.size), 0.15) if prompt.strip() else content


def in_colors(picture: Image.Image, colors: Sequence[Color]) -> Image.Image:
    """The picture's tones in a run of colours, dark to light, two at least."""
    grey = picture.convert("L")
    last = len(colors) - 1
    run = []
    for level in range(256):
        step, share = divmod(level * last / 255, 1)
        index = min(int(step), last - 1)
        run.append(mix(colors[index], colors[index + 1], share if step < last else 1.0))
    return Image.merge("RGB", [grey.point([color[band] for color in run]) for band in range(3)])


def named_color(words: str) -> Color | None:
    """The first colour that the words name, None if they name none."""
    for word in re.findall(r"[\w-]+", words.casefold()):
        if word in HUES:
            return hue_color(word)
        if word in NEUTRALS:
            return NEUTRALS[word]
    return None


def _shades_of(picture: Image.Image) -> list[Color]:
    """The picture's main colours, dark to light."""
    small = picture.convert("RGB").resize((64, 64), Image.Resampling.BOX)
    flat = small.quantize(_SHADES, dither=Image.Dither.NONE).convert("RGB")
    found = flat.getcolors(64 * 64) or []
    colors = {color[:3] for _, color in found if isinstance(color, tuple)}
    shades = sorted(((red, green, blue) for red, green, blue in colors), key=_grey)
    return shades if len(shades) > 1 else [mix(shades[0], BLACK, 0.6), shades[0], mix(shades[0], WHITE, 0.6)]


def _grey(color: Color) -> int:
    return sum(part * weight for part, weight in zip(color, _GREY_WEIGHTS, strict=True))


def _rgb(text: str) -> Color:
    red, green, blue = ImageColor.getrgb(text)[:3]
    return (red, green, blue)

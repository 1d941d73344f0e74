"""The colours of a picture."""

import colorsys
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sandbox.bedrock.painter.scene import Scene
from sandbox.bedrock.painter.vocabulary import HUES, NEUTRALS

Color = tuple[int, int, int]

WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """From the sky down. `lamp` is what shines (sun, windows, neon), `accents` are for subjects and their clothes."""

    sky_top: Color
    sky_low: Color
    far: Color
    mid: Color
    ground: Color
    ink: Color
    lamp: Color
    accents: tuple[Color, Color, Color]


def _palette(text: str) -> Palette:
    top, low, far, mid, ground, ink, lamp, *accents = (_hex(word) for word in text.split())
    return Palette(
        sky_top=top,
        sky_low=low,
        far=far,
        mid=mid,
        ground=ground,
        ink=ink,
        lamp=lamp,
        accents=(accents[0], accents[1], accents[2]),
    )


def _hex(text: str) -> Color:
    return (int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16))


#                  sky_top sky_low far    mid    ground ink    lamp   accents
_NAMED: Mapping[str, Palette] = MappingProxyType(
    {
        "sepia": _palette("a98a61 e6d3a9 b3946a 8a6a45 c3a577 3a2918 fff3d0 6e5032 9b7a50 d8c095"),
        "grey": _palette("9fa2a6 e9e9e7 b4b5b7 85878b c2c2c0 26272b ffffff 5d5f64 8c8e92 d4d4d2"),
        "neon": _palette("0d0b2b 6a1b78 2a1a5e 1b1240 15122e 090816 ff4fd8 21e6ff ff9f45 b7ff4a"),
        "pastel": _palette("bfe0f5 fde6ea d9cdf0 b9d8c8 f7e3c4 6b5f78 fff6d8 f6a9b8 9cc7e8 f9cf9c"),
        "autumn": _palette("7c8f9c f3cf98 c08a5a 8a5a3c b07a45 2f1f1a ffd98a b5432e d98a35 e9c46a"),
        "golden": _palette("5b6fa8 ffb45e d98263 8f5a5c a9764e 33202c ffe9a6 c4452f e58f3c 6f7fb0"),
        "dim": _palette("11141f 3a3d4f 262b3a 1b1f2c 2a2a33 0b0c12 ffc46b 7d5a4a 4f6a7d a08a5f"),
        "night": _palette("0b1436 33508a 24386b 1a2850 1d2c45 0a0f20 ffe7a0 d9694f 4f9bc9 c7b45e"),
        "studio": _palette("d9dde2 f6f5f2 cfd3d8 b9bec5 e3e1dc 2c2d33 ffffff c8553d 3d7ea6 e0b04c"),
    }
)
_DAYS = (
    _palette("4f9bd6 d9f0f7 9cc3c9 6fa287 9bbf6a 24303a fff6c8 d9583f f0a23c 3f78b5"),
    _palette("6db3c9 fbe9cf b4c9a8 7ba079 c9b56a 2b3330 fff2c2 c94f4f 3f7f8c f2b84b"),
    _palette("7a9fe0 f9dfe3 b7b3d8 8491b5 a3c48b 2d2b45 fffbe0 e0674c 5a6fc0 f4b860"),
    _palette("3fa7a3 f5f0d0 8fc0a8 5d9482 b9c777 1f3336 fff4bd de6b48 2f6f8f edbb4e"),
)


def choose_palette(scene: Scene, rng: random.Random) -> Palette:
    """Colours named as a scheme come first, then light, then hues; with none of them the seed picks a day."""
    palette = _scheme(scene, rng)
    if "snow" in scene.styles:
        return replace(palette, ground=mix(palette.ground, WHITE, 0.72), mid=mix(palette.mid, WHITE, 0.25))
    if scene.backdrop in {"desert", "town"} and palette in _DAYS:
        sand, clay = mix(palette.ground, (232, 194, 132), 0.78), mix(palette.mid, (150, 96, 62), 0.45)
        return replace(palette, ground=sand, mid=clay)
    return palette


def _scheme(scene: Scene, rng: random.Random) -> Palette:
    named = scene.palette or scene.light
    if scene.hues and scene.palette not in {"sepia", "grey"}:
        return _from_hues(scene.hues, dark=scene.light in {"dim", "night"}, pale=scene.palette == "pastel")
    return _NAMED.get(named) or rng.choice(_DAYS)


def _from_hues(names: tuple[str, ...], *, dark: bool, pale: bool) -> Palette:
    first, second = HUES[names[0]], HUES[names[-1]]
    if names[0] == names[-1]:
        second = ((first[0] + 0.06) % 1, first[1])
    depth = 0.45 if dark else 1.0
    wash = 0.55 if pale else 1.0
    return Palette(
        sky_top=_hls(first, 0.42 * depth, wash),
        sky_low=_hls(second, 0.82 * depth, wash),
        far=_hls(first, 0.62 * depth, 0.6 * wash),
        mid=_hls(second, 0.42 * depth, 0.7 * wash),
        ground=_hls(first, 0.30 * depth, 0.8 * wash),
        ink=_hls(first, 0.11, 0.7),
        lamp=_hls(second, 0.90, 1.0),
        accents=(_hls(second, 0.55, wash), _hls(first, 0.62, wash), _hls(second, 0.75, wash)),
    )


def _hls(hue: tuple[float, float], lightness: float, saturation: float) -> Color:
    red, green, blue = colorsys.hls_to_rgb(hue[0], lightness, hue[1] * saturation)
    return (round(red * 255), round(green * 255), round(blue * 255))


def mix(one: Color, other: Color, share: float) -> Color:
    """`share` of the other colour in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def hue_color(word: str) -> Color:
    """The full colour that a word of `HUES` means for a thing."""
    return _hls(HUES[word], 0.48, 0.95)


def coat_color(word: str, usual: Color, scene: Scene) -> Color:
    """The colour of a subject: its own word's, else the usual one, drained of colour where the picture has none."""
    color = NEUTRALS.get(word) or (hue_color(word) if word in HUES else usual)
    if scene.palette in {"sepia", "grey"}:
        grey = round(0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2])
        tint = (1.04, 0.93, 0.76) if scene.palette == "sepia" else (1.0, 1.0, 1.0)
        red, green, blue = (min(255, round(grey * part)) for part in tint)
        return (red, green, blue)
    return color

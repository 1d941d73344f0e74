"""What a subject is coloured with."""

import random
from dataclasses import dataclass

from sandbox.bedrock.painter.palette import BLACK, WHITE, Color, Palette, coat_color, mix
from sandbox.bedrock.painter.scene import Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A subject's colours: `body` with its `shade` and `shine`, `cloth` for clothes, sails and roofs."""

    body: Color
    shade: Color
    shine: Color
    cloth: Color
    trim: Color
    skin: Color
    ink: Color
    lamp: Color
    coat: str
    scene: Scene
    rng: random.Random

    def tint(self, color: Color) -> Color:
        """A natural colour, as this picture's scheme and light have it."""
        return _lit(coat_color("", color, self.scene), self.scene)


def look_of(subject: str, scene: Scene, palette: Palette, rng: random.Random) -> Look:
    coat = scene.coats.get(subject, "")
    order = rng.sample(palette.accents, 3)
    autumn = subject == "tree" and scene.palette == "autumn"
    usual = order[0] if autumn else _BODIES.get(subject, order[0])
    body = _lit(coat_color(coat, usual, scene), scene)
    clothed = coat_color(coat, order[1], scene)
    skin = rng.choice(((241, 204, 172), (219, 168, 128), (173, 118, 82), (118, 78, 56)))
    return Look(
        body=body,
        shade=mix(body, BLACK, 0.22),
        shine=mix(body, WHITE, 0.28),
        cloth=_lit(clothed, scene),
        trim=_lit(order[2], scene),
        skin=_lit(coat_color("", skin, scene), scene),
        ink=palette.ink,
        lamp=palette.lamp,
        coat=coat,
        scene=scene,
        rng=rng,
    )


def _lit(color: Color, scene: Scene) -> Color:
    dark = {"night": 0.18, "dim": 0.30}.get(scene.light, 0.0)
    return mix(color, (20, 18, 52), dark)


_BODIES: dict[str, Color] = {
    "cat": (214, 150, 92),
    "dog": (196, 146, 94),
    "fox": (222, 108, 42),
    "wolf": (128, 132, 142),
    "rabbit": (206, 190, 172),
    "bear": (122, 84, 58),
    "owl": (142, 104, 70),
    "horse": (148, 92, 56),
    "robot": (150, 160, 170),
    "knight": (166, 172, 182),
    "astronaut": (236, 238, 242),
    "tree": (86, 140, 74),
    "castle": (176, 166, 156),
    "lighthouse": (240, 236, 228),
    "rocket": (232, 234, 240),
}

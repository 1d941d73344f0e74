"""Which drawing draws which subject, how tall and how wide it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.bedrock.painter.pen import Pen
from sandbox.bedrock.painter.subjects import animals, people, things
from sandbox.bedrock.painter.subjects.look import Look


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """`tall`: the height against a grown person's; `wide`: the width in own heights; `floats`: off the ground."""

    draw: Callable[[Pen, Look], None]
    tall: float = 1.0
    wide: float = 0.62
    floats: float = 0.0


GALLERY: Mapping[str, Figure] = MappingProxyType(
    {
        "cat": Figure(draw=animals.cat, tall=0.82, wide=0.8),
        "dog": Figure(draw=animals.dog, tall=0.86, wide=0.8),
        "fox": Figure(draw=animals.fox, tall=0.82, wide=0.9),
        "wolf": Figure(draw=animals.wolf, tall=0.90, wide=0.8),
        "rabbit": Figure(draw=animals.rabbit, tall=0.72),
        "bear": Figure(draw=animals.bear),
        "bird": Figure(draw=animals.bird, tall=0.60, wide=1.15),
        "owl": Figure(draw=animals.owl, tall=0.78, wide=0.75),
        "fish": Figure(draw=animals.fish, tall=0.5, wide=1.4, floats=0.02),
        "horse": Figure(draw=animals.horse, wide=1.25),
        "robot": Figure(draw=people.robot, wide=0.66),
        "cowboy": Figure(draw=people.cowboy, wide=0.58),
        "doctor": Figure(draw=people.doctor, wide=0.55),
        "astronaut": Figure(draw=people.astronaut),
        "knight": Figure(draw=people.knight),
        "wizard": Figure(draw=people.wizard, tall=0.92, wide=0.75),
        "chef": Figure(draw=people.chef, wide=0.55),
        "person": Figure(draw=people.person, wide=0.55),
        "tree": Figure(draw=things.tree, tall=1.25, wide=0.85),
        "flower": Figure(draw=things.flower, tall=0.9, wide=0.6),
        "house": Figure(draw=things.house, tall=1.05, wide=1.0),
        "castle": Figure(draw=things.castle, tall=1.1, wide=0.95),
        "lighthouse": Figure(draw=things.lighthouse, tall=1.3, wide=0.9),
        "car": Figure(draw=things.car, tall=0.55, wide=1.85),
        "boat": Figure(draw=things.boat, tall=1.0, wide=1.15),
        "rocket": Figure(draw=things.rocket, tall=1.2, wide=0.7, floats=0.22),
        "balloon": Figure(draw=things.balloon, tall=1.0, wide=0.75, floats=0.45),
        "cup": Figure(draw=things.cup, tall=0.75, wide=1.1),
    }
)

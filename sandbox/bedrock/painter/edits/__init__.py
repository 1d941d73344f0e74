"""What is done to pictures that were handed in: each edit visibly, and only where it was asked for."""

from sandbox.bedrock.painter.edits.colors import Colored, Recolored, StyledLike
from sandbox.bedrock.painter.edits.extended import Extended
from sandbox.bedrock.painter.edits.filled import Filled
from sandbox.bedrock.painter.edits.places import grown, named_place, sharp, transparent_place
from sandbox.bedrock.painter.edits.redrawn import Guided, Varied
from sandbox.bedrock.painter.edits.subjects import Cutout
from sandbox.bedrock.painter.edits.upscaled import Upscaled

__all__ = [
    "Colored",
    "Cutout",
    "Extended",
    "Filled",
    "Guided",
    "Recolored",
    "StyledLike",
    "Upscaled",
    "Varied",
    "grown",
    "named_place",
    "sharp",
    "transparent_place",
]

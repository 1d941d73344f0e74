"""What can be drawn: values that can't be built out of range.

Titan's six tasks carry Titan's names, with Titan's fields in Python's spelling; the others are what Titan lacks and
Stability's services have. `Task` is any of them, `TASKS` lists their types, Titan's first.
"""

from dataclasses import replace

from titan_core.tasks.drawing import ColorGuidedGeneration, ImageVariation, TextToImage
from titan_core.tasks.editing import Erase, Inpainting, Outpainting, SearchAndRecolor, SearchAndReplace
from titan_core.tasks.finishing import BackgroundRemoval, Upscale
from titan_core.tasks.guiding import SketchControl, StructureControl, StyleGuide, StyleTransfer
from titan_core.tasks.limits import (
    CFG_SCALE,
    MAX_MARGIN,
    MAX_PICTURES,
    MAX_SEED,
    PROMPT_CHARACTERS,
    Characters,
    Limit,
    limits_of,
)
from titan_core.tasks.shapes import SIDE, AspectRatio, Quality, Size
from titan_core.tasks.styles import CanvasStyle, ControlMode, OutpaintingMode, StylePreset, UpscaleMode

__all__ = [
    "CFG_SCALE",
    "MAX_MARGIN",
    "MAX_PICTURES",
    "MAX_SEED",
    "PROMPT_CHARACTERS",
    "SIDE",
    "TASKS",
    "AspectRatio",
    "BackgroundRemoval",
    "CanvasStyle",
    "Characters",
    "ColorGuidedGeneration",
    "ControlMode",
    "Erase",
    "ImageVariation",
    "Inpainting",
    "Limit",
    "Outpainting",
    "OutpaintingMode",
    "Quality",
    "SearchAndRecolor",
    "SearchAndReplace",
    "Size",
    "SketchControl",
    "StructureControl",
    "StyleGuide",
    "StylePreset",
    "StyleTransfer",
    "Task",
    "TextToImage",
    "Upscale",
    "UpscaleMode",
    "limits_of",
    "with_seed",
]

Task = (
    TextToImage
    | Inpainting
    | Outpainting
    | ImageVariation
    | ColorGuidedGeneration
    | BackgroundRemoval
    | Upscale
    | SearchAndReplace
    | SearchAndRecolor
    | Erase
    | SketchControl
    | StructureControl
    | StyleGuide
    | StyleTransfer
)
TASKS: tuple[type[Task], ...] = (
    TextToImage,
    Inpainting,
    Outpainting,
    ImageVariation,
    ColorGuidedGeneration,
    BackgroundRemoval,
    Upscale,
    SearchAndReplace,
    SearchAndRecolor,
    Erase,
    SketchControl,
    StructureControl,
    StyleGuide,
    StyleTransfer,
)


def with_seed(task: Task, seed: int) -> Task:
    """The task with this seed; as it is where it has one, or takes none."""
    return task if task.seed is not None or isinstance(task, BackgroundRemoval) else replace(task, seed=seed)

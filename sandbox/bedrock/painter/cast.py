"""The subjects on the stage: how many, how large, where."""

from sandbox.bedrock.painter.backdrops.stage import Stage
from sandbox.bedrock.painter.emblem import draw_emblem, draw_ribbon
from sandbox.bedrock.painter.lettering import legible
from sandbox.bedrock.painter.palette import mix
from sandbox.bedrock.painter.pen import Pen
from sandbox.bedrock.painter.subjects.gallery import GALLERY
from sandbox.bedrock.painter.subjects.look import look_of

# Share of the canvas's height that a grown person takes, and where the feet stand, from the top.
_PERSON = {"long": (0.46, 0.86), "medium": (0.64, 0.92), "close": (1.10, 1.22)}
_GAP = 0.16
_LOW_ANGLE_GROWTH = 1.22


def draw_subjects(stage: Stage) -> None:
    """Side by side, facing us; the emblem if the prompt names none that has a drawing, and a place alone if it does."""
    if stage.scene.subjects:
        _line_up(stage)
    elif not _is_landscape(stage):
        _emblem(stage)


def _line_up(stage: Stage) -> None:
    keys = stage.scene.subjects
    person, feet = _PERSON[stage.scene.shot]
    unit = person * stage.height * (_LOW_ANGLE_GROWTH if stage.scene.angle == "low" else 1.0)
    widths = [GALLERY[key].wide * GALLERY[key].tall for key in keys]
    needed = (sum(widths) + _GAP * (len(keys) - 1)) * unit
    room = stage.width * (1.15 if stage.scene.shot == "close" else 0.88)
    if needed > room:
        unit *= room / needed
        needed = room
    x = (stage.width - needed) / 2
    for key, wide in zip(keys, widths, strict=True):
        _stand(stage, key, (x + wide * unit / 2, feet * stage.height), unit)
        x += (wide + _GAP) * unit


def _stand(stage: Stage, key: str, feet: tuple[float, float], unit: float) -> None:
    figure = GALLERY[key]
    tall = unit * figure.tall
    x, y = feet
    half, deep = figure.wide * tall * 0.5, max(2.0, tall * 0.035)
    if not figure.floats:
        shadow = mix(stage.palette.ground, stage.palette.ink, 0.45)
        stage.draw.ellipse((x - half, y - deep, x + half, y + deep), fill=shadow)
    look = look_of(key, stage.scene, stage.palette, stage.rng)
    pen = Pen(draw=stage.draw, x=x, y=y - figure.floats * unit, unit=tall, flip=stage.rng.random() < _FLIPPED)
    figure.draw(pen, look)


_FLIPPED = 0.4


def _is_landscape(stage: Stage) -> bool:
    return stage.scene.backdrop != "hills" or stage.scene.lettering != ""


def _emblem(stage: Stage) -> None:
    reach = min(stage.width, stage.height) * (0.38 if stage.scene.shot == "close" else 0.28)
    center = (stage.width / 2, stage.height * 0.45)
    draw_emblem(stage.draw, center, reach, stage.palette, stage.rng)
    title = legible(stage.scene.title).upper()
    if title:
        draw_ribbon(stage.draw, (center[0], center[1] + reach * 1.05), reach, title, stage.palette)

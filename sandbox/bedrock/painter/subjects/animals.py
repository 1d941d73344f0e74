"""Animals: the sitting ones are built of the same parts."""

from sandbox.bedrock.painter.palette import WHITE, mix
from sandbox.bedrock.painter.pen import Pen
from sandbox.bedrock.painter.subjects.look import Look


def _sitting(pen: Pen, look: Look, belly: float) -> None:
    """Haunches, chest and front paws, up to the neck at 0.6."""
    pen.oval((0.0, 0.20), 0.27, 0.21, look.shade)
    pen.shape([(-0.20, 0.02), (0.20, 0.02), (0.15, 0.60), (-0.15, 0.60)], look.body)
    pen.oval((0.0, 0.36), 0.19, 0.28, look.body)
    if belly:
        pen.oval((0.0, 0.36), 0.10, 0.20, mix(look.body, WHITE, belly))
    for side in (-1, 1):
        pen.stroke([(side * 0.08, 0.34), (side * 0.085, 0.05)], 0.085, look.body)
        pen.oval((side * 0.09, 0.035), 0.075, 0.04, mix(look.body, WHITE, belly * 0.8))


def _eyes(pen: Pen, look: Look, at: tuple[float, float], size: float, iris: tuple[int, int, int]) -> None:
    for side in (-1, 1):
        x, y = side * at[0], at[1]
        pen.oval((x, y), size, size * 1.15, look.tint(iris))
        pen.oval((x, y), size * 0.48, size * 0.95, look.ink)
        pen.oval((x + size * 0.3, y + size * 0.45), size * 0.26, size * 0.26, (255, 255, 255))


def _pointed_ears(pen: Pen, look: Look, reach: float, inner: tuple[int, int, int]) -> None:
    for side in (-1, 1):
        pen.shape([(side * 0.21, 0.76), (side * 0.20, reach), (side * 0.045, 0.90)], look.body)
        pen.shape([(side * 0.18, 0.79), (side * 0.18, reach - 0.06), (side * 0.085, 0.88)], inner)


def cat(pen: Pen, look: Look) -> None:
    calico = look.coat in {"calico", "tabby", "striped"}
    coat = look if not calico else _recolored(look, (244, 236, 222))
    pen.stroke([(0.18, 0.08), (0.38, 0.12), (0.40, 0.34), (0.33, 0.44)], 0.08, coat.shade)
    _sitting(pen, coat, 0.35)
    _pointed_ears(pen, coat, 1.0, look.tint((236, 164, 152)))
    pen.oval((0.0, 0.73), 0.235, 0.195, coat.body)
    if calico:
        _calico_patches(pen, look)
    _eyes(pen, look, (0.095, 0.755), 0.052, (150, 196, 92))
    pen.shape([(-0.025, 0.685), (0.025, 0.685), (0.0, 0.655)], look.tint((222, 120, 118)))
    pen.stroke([(-0.055, 0.640), (-0.028, 0.622), (0.0, 0.648), (0.028, 0.622), (0.055, 0.640)], 0.010, look.ink)
    for side in (-1, 1):
        for rise in (-0.03, 0.0, 0.03):
            pen.stroke([(side * 0.09, 0.665 + rise * 0.4), (side * 0.30, 0.665 + rise * 1.6)], 0.006, coat.shade)


def _recolored(look: Look, color: tuple[int, int, int]) -> Look:
    body = look.tint(color)
    return Look(
        body=body,
        shade=mix(body, look.ink, 0.18),
        shine=WHITE,
        cloth=look.cloth,
        trim=look.trim,
        skin=look.skin,
        ink=look.ink,
        lamp=look.lamp,
        coat=look.coat,
        scene=look.scene,
        rng=look.rng,
    )


def _calico_patches(pen: Pen, look: Look) -> None:
    orange, black = look.tint((224, 130, 52)), look.tint((58, 50, 48))
    pen.shape([(0.03, 0.90), (0.20, 0.98), (0.22, 0.78), (0.10, 0.70), (0.04, 0.80)], orange)
    pen.shape([(-0.03, 0.90), (-0.20, 0.98), (-0.225, 0.80), (-0.12, 0.80)], black)
    pen.oval((0.12, 0.44), 0.065, 0.10, orange)
    pen.oval((-0.14, 0.27), 0.06, 0.08, black)
    pen.oval((0.20, 0.20), 0.06, 0.09, black)
    pen.stroke([(0.385, 0.14), (0.40, 0.34)], 0.08, orange)


def dog(pen: Pen, look: Look) -> None:
    pen.stroke([(0.20, 0.10), (0.36, 0.22), (0.40, 0.36)], 0.06, look.shade)
    _sitting(pen, look, 0.45)
    pen.oval((0.0, 0.75), 0.20, 0.19, look.body)
    for side in (-1, 1):
        pen.oval((side * 0.21, 0.72), 0.075, 0.17, look.shade)
    pen.oval((0.0, 0.67), 0.115, 0.095, mix(look.body, WHITE, 0.45))
    _eyes(pen, look, (0.085, 0.79), 0.036, (92, 62, 40))
    pen.oval((0.0, 0.715), 0.042, 0.030, look.ink)
    pen.stroke([(0.0, 0.69), (0.0, 0.645)], 0.010, look.ink)
    pen.oval((0.0, 0.605), 0.038, 0.048, look.tint((226, 110, 112)))
    pen.block((-0.135, 0.545), (0.135, 0.585), look.trim, round_by=0.02)
    pen.oval((0.0, 0.535), 0.030, 0.030, look.lamp)


def fox(pen: Pen, look: Look) -> None:
    pen.stroke([(0.14, 0.09), (0.36, 0.08), (0.46, 0.24)], 0.15, look.body)
    pen.stroke([(0.44, 0.20), (0.47, 0.27)], 0.13, mix(look.body, WHITE, 0.85))
    _sitting(pen, look, 0.75)
    _pointed_ears(pen, look, 1.0, look.ink)
    pen.shape([(-0.26, 0.78), (-0.10, 0.91), (0.10, 0.91), (0.26, 0.78), (0.03, 0.575), (-0.03, 0.575)], look.body)
    cheek = mix(look.body, WHITE, 0.85)
    for side in (-1, 1):
        pen.shape([(side * 0.26, 0.775), (side * 0.02, 0.69), (side * 0.015, 0.58)], cheek)
    _eyes(pen, look, (0.10, 0.775), 0.034, (232, 176, 64))
    pen.oval((0.0, 0.590), 0.036, 0.028, look.ink)


def wolf(pen: Pen, look: Look) -> None:
    pen.stroke([(0.16, 0.09), (0.34, 0.10), (0.40, 0.20)], 0.12, look.shade)
    _sitting(pen, look, 0.40)
    _pointed_ears(pen, look, 1.0, look.shade)
    pen.shape([(-0.24, 0.74), (-0.12, 0.90), (0.12, 0.90), (0.24, 0.74), (0.06, 0.58), (-0.06, 0.58)], look.body)
    pen.shape([(-0.07, 0.76), (0.07, 0.76), (0.05, 0.58), (-0.05, 0.58)], mix(look.body, WHITE, 0.5))
    _eyes(pen, look, (0.10, 0.78), 0.032, (240, 208, 96))
    pen.oval((0.0, 0.60), 0.044, 0.032, look.ink)


def rabbit(pen: Pen, look: Look) -> None:
    pen.oval((0.24, 0.12), 0.07, 0.07, WHITE)
    _sitting(pen, look, 0.5)
    for side in (-1, 1):
        pen.oval((side * 0.09, 0.87), 0.055, 0.16, look.body)
        pen.oval((side * 0.09, 0.87), 0.026, 0.12, look.tint((240, 176, 176)))
    pen.oval((0.0, 0.66), 0.19, 0.16, look.body)
    _eyes(pen, look, (0.10, 0.69), 0.036, (96, 60, 60))
    pen.oval((0.0, 0.625), 0.024, 0.018, look.tint((226, 130, 136)))
    pen.block((-0.025, 0.56), (0.025, 0.60), WHITE, round_by=0.008)


def bear(pen: Pen, look: Look) -> None:
    _sitting(pen, look, 0.3)
    for side in (-1, 1):
        pen.oval((side * 0.17, 0.93), 0.07, 0.07, look.shade)
    pen.oval((0.0, 0.76), 0.23, 0.20, look.body)
    pen.oval((0.0, 0.69), 0.105, 0.085, mix(look.body, WHITE, 0.45))
    _eyes(pen, look, (0.09, 0.80), 0.028, (70, 46, 34))
    pen.oval((0.0, 0.725), 0.042, 0.030, look.ink)
    pen.stroke([(-0.04, 0.670), (0.0, 0.652), (0.04, 0.670)], 0.011, look.ink)


def bird(pen: Pen, look: Look) -> None:
    for side in (-1, 1):
        pen.stroke(
            [(side * 0.05, 0.24), (side * 0.05, 0.02), (side * 0.05 + 0.06, 0.0)], 0.022, look.tint((226, 150, 60))
        )
    pen.shape([(-0.22, 0.42), (-0.58, 0.30), (-0.54, 0.20), (-0.12, 0.26)], look.shade)
    pen.oval((0.0, 0.46), 0.30, 0.25, look.body)
    pen.oval((0.08, 0.40), 0.17, 0.17, mix(look.body, WHITE, 0.45))
    pen.oval((0.16, 0.75), 0.19, 0.18, look.body)
    pen.shape([(0.33, 0.80), (0.52, 0.73), (0.33, 0.68)], look.tint((240, 168, 60)))
    pen.oval((0.22, 0.79), 0.038, 0.042, look.ink)
    pen.oval((0.235, 0.805), 0.013, 0.013, WHITE)
    pen.shape([(-0.30, 0.56), (0.10, 0.55), (-0.06, 0.30), (-0.36, 0.33)], look.shade)


def owl(pen: Pen, look: Look) -> None:
    pen.oval((0.0, 0.42), 0.30, 0.42, look.body)
    pen.oval((0.0, 0.34), 0.20, 0.30, mix(look.body, WHITE, 0.4))
    for row in range(3):
        for column in range(-1, 2):
            pen.oval((column * 0.10, 0.22 + row * 0.12), 0.030, 0.022, look.shade)
    for side in (-1, 1):
        pen.shape([(side * 0.28, 0.68), (side * 0.27, 1.0), (side * 0.06, 0.86)], look.body)
        pen.oval((side * 0.28, 0.42), 0.09, 0.28, look.shade)
        pen.oval((side * 0.125, 0.72), 0.13, 0.13, mix(look.body, WHITE, 0.6))
        pen.oval((side * 0.07, 0.01), 0.06, 0.03, look.tint((226, 150, 60)))
    _eyes(pen, look, (0.125, 0.72), 0.085, (246, 196, 62))
    pen.shape([(-0.04, 0.68), (0.04, 0.68), (0.0, 0.60)], look.tint((226, 150, 60)))


def fish(pen: Pen, look: Look) -> None:
    pen.shape([(-0.38, 0.50), (-0.72, 0.78), (-0.64, 0.50), (-0.72, 0.22)], look.shade)
    pen.shape([(-0.12, 0.74), (0.06, 0.98), (0.24, 0.72)], look.shade)
    pen.oval((0.0, 0.50), 0.50, 0.29, look.body)
    pen.oval((0.08, 0.40), 0.36, 0.16, look.shine)
    for at in (-0.18, 0.02):
        pen.block((at, 0.30), (at + 0.07, 0.70), look.trim, round_by=0.03)
    pen.oval((0.30, 0.58), 0.065, 0.068, WHITE)
    pen.oval((0.315, 0.58), 0.034, 0.036, look.ink)
    for step in range(3):
        pen.oval((0.60 + step * 0.06, 0.62 + step * 0.13), 0.02 + step * 0.008, 0.02 + step * 0.008, look.lamp)


def horse(pen: Pen, look: Look) -> None:
    pen.stroke([(-0.36, 0.58), (-0.50, 0.46), (-0.50, 0.22)], 0.07, look.ink)
    for x, color in ((-0.28, look.shade), (0.16, look.shade), (-0.20, look.body), (0.26, look.body)):
        pen.stroke([(x, 0.42), (x - 0.01, 0.06)], 0.075, color)
        pen.block((x - 0.055, 0.0), (x + 0.035, 0.05), look.ink)
    pen.oval((0.0, 0.50), 0.38, 0.17, look.body)
    pen.shape([(0.14, 0.58), (0.34, 0.48), (0.48, 0.86), (0.34, 0.92)], look.body)
    pen.shape([(0.32, 0.92), (0.48, 0.94), (0.70, 0.70), (0.62, 0.63), (0.42, 0.74)], look.body)
    pen.shape([(0.38, 0.90), (0.42, 1.02), (0.47, 0.91)], look.body)
    pen.stroke([(0.38, 0.95), (0.27, 0.80), (0.18, 0.62)], 0.06, look.ink)
    pen.oval((0.50, 0.84), 0.022, 0.026, look.ink)

"""People and the robot, facing us: one body, told apart by clothes, hats and things in hand."""

from sandbox.bedrock.painter.palette import WHITE, Color, mix
from sandbox.bedrock.painter.pen import Pen
from sandbox.bedrock.painter.subjects.look import Look


def _figure(pen: Pen, look: Look, coat: Color, trousers: Color) -> None:
    """Legs, arms and trunk, up to the neck at 0.76."""
    for side in (-1, 1):
        pen.shape([(side * 0.015, 0.46), (side * 0.13, 0.46), (side * 0.125, 0.04), (side * 0.035, 0.04)], trousers)
        pen.shape([(side * 0.02, 0.05), (side * 0.13, 0.05), (side * 0.17, 0.0), (side * 0.02, 0.0)], look.ink)
        pen.stroke([(side * 0.15, 0.71), (side * 0.215, 0.56), (side * 0.21, 0.43)], 0.072, mix(coat, look.ink, 0.15))
        pen.oval((side * 0.21, 0.405), 0.034, 0.038, look.skin)
    pen.shape([(-0.12, 0.77), (0.12, 0.77), (0.18, 0.73), (0.14, 0.42), (-0.14, 0.42), (-0.18, 0.73)], coat)


def _head(pen: Pen, look: Look, hair: Color) -> None:
    pen.block((-0.035, 0.74), (0.035, 0.81), mix(look.skin, look.ink, 0.15))
    pen.oval((0.0, 0.888), 0.088, 0.098, hair)
    pen.oval((0.0, 0.868), 0.076, 0.085, look.skin)
    for side in (-1, 1):
        pen.oval((side * 0.029, 0.876), 0.010, 0.013, look.ink)
        pen.stroke([(side * 0.017, 0.902), (side * 0.042, 0.904)], 0.007, hair)
    pen.stroke([(0.0, 0.868), (0.006, 0.852), (-0.004, 0.850)], 0.006, mix(look.skin, look.ink, 0.35))
    pen.stroke([(-0.024, 0.832), (0.0, 0.825), (0.024, 0.832)], 0.008, mix(look.skin, look.ink, 0.55))
    pen.shape([(-0.078, 0.90), (-0.03, 0.938), (0.05, 0.94), (0.078, 0.90), (0.06, 0.965), (-0.06, 0.965)], hair)


def _hair(look: Look) -> Color:
    return look.tint(look.rng.choice(((58, 42, 34), (112, 72, 42), (196, 150, 84), (40, 38, 42), (150, 148, 146))))


def person(pen: Pen, look: Look) -> None:
    _figure(pen, look, look.cloth, look.tint((70, 80, 104)))
    pen.shape([(-0.05, 0.77), (0.05, 0.77), (0.0, 0.68)], mix(look.cloth, WHITE, 0.6))
    _head(pen, look, _hair(look))


def cowboy(pen: Pen, look: Look) -> None:
    leather, hat = look.tint((112, 72, 44)), look.tint((138, 94, 58))
    _figure(pen, look, look.tint((188, 168, 136)), look.tint((84, 92, 116)))
    for side in (-1, 1):
        pen.shape([(side * 0.05, 0.77), (side * 0.16, 0.74), (side * 0.135, 0.46), (side * 0.06, 0.46)], leather)
        pen.shape([(side * 0.07, 0.44), (side * 0.16, 0.44), (side * 0.165, 0.12), (side * 0.09, 0.10)], leather)
    pen.block((-0.145, 0.43), (0.145, 0.465), look.ink)
    pen.block((-0.025, 0.427), (0.025, 0.468), look.tint((222, 184, 96)))
    pen.shape([(-0.17, 0.44), (-0.12, 0.44), (-0.13, 0.32), (-0.19, 0.33)], look.ink)
    _head(pen, look, look.tint((74, 50, 36)))
    pen.shape([(-0.085, 0.79), (0.085, 0.79), (0.02, 0.72), (-0.02, 0.72)], look.tint((190, 62, 50)))
    pen.stroke([(-0.035, 0.842), (0.0, 0.850), (0.035, 0.842)], 0.016, look.tint((74, 50, 36)))
    _star(pen, (0.10, 0.66), 0.030, look.tint((240, 206, 108)))
    pen.oval((0.0, 0.928), 0.185, 0.026, hat)
    pen.shape([(-0.185, 0.930), (-0.215, 0.965), (-0.13, 0.945)], hat)
    pen.shape([(0.185, 0.930), (0.215, 0.965), (0.13, 0.945)], hat)
    pen.shape(
        [(-0.095, 0.93), (-0.075, 1.02), (-0.03, 1.035), (0.0, 1.015), (0.03, 1.035), (0.075, 1.02), (0.095, 0.93)], hat
    )
    pen.block((-0.095, 0.932), (0.095, 0.956), look.ink)


def _star(pen: Pen, center: tuple[float, float], reach: float, color: Color) -> None:
    outer = ((0, 1), (0.95, 0.31), (0.59, -0.81), (-0.59, -0.81), (-0.95, 0.31))
    inner = ((0.22, 0.31), (0.36, -0.12), (0, -0.38), (-0.36, -0.12), (-0.22, 0.31))
    points = [point for pair in zip(outer, inner, strict=True) for point in pair]
    pen.shape([(center[0] + x * reach, center[1] + y * reach) for x, y in points], color)


def doctor(pen: Pen, look: Look) -> None:
    white = look.tint((246, 248, 250))
    _figure(pen, look, look.cloth, look.tint((78, 92, 116)))
    for side in (-1, 1):
        pen.shape([(side * 0.04, 0.77), (side * 0.18, 0.73), (side * 0.175, 0.28), (side * 0.045, 0.28)], white)
        pen.stroke([(side * 0.15, 0.71), (side * 0.215, 0.56), (side * 0.21, 0.44)], 0.075, mix(white, look.ink, 0.10))
    pen.block((0.07, 0.60), (0.14, 0.605), mix(white, look.ink, 0.4))
    pen.block((0.10, 0.60), (0.112, 0.64), look.trim)
    _head(pen, look, _hair(look))
    if "stethoscope" not in look.scene.unwanted:
        tube = look.tint((64, 70, 82))
        pen.stroke([(-0.07, 0.77), (-0.06, 0.66), (0.0, 0.60), (0.055, 0.66), (0.07, 0.77)], 0.016, tube)
        pen.stroke([(0.0, 0.60), (0.01, 0.53)], 0.016, tube)
        pen.oval((0.01, 0.515), 0.027, 0.027, look.tint((200, 206, 214)))


def chef(pen: Pen, look: Look) -> None:
    white = look.tint((248, 246, 240))
    _figure(pen, look, white, look.tint((70, 74, 84)))
    for row in range(3):
        for x in (-0.04, 0.04):
            pen.oval((x, 0.68 - row * 0.07), 0.011, 0.011, look.ink)
    pen.shape([(-0.07, 0.78), (0.07, 0.78), (0.0, 0.73)], look.trim)
    _head(pen, look, _hair(look))
    pen.block((-0.085, 0.93), (0.085, 0.99), white)
    for x, size in ((-0.075, 0.055), (0.0, 0.07), (0.075, 0.055)):
        pen.oval((x, 1.01), size, size * 0.9, white)


def wizard(pen: Pen, look: Look) -> None:
    pen.shape([(-0.10, 0.78), (0.10, 0.78), (0.27, 0.0), (-0.27, 0.0)], look.cloth)
    pen.stroke([(0.12, 0.70), (0.28, 0.56)], 0.085, mix(look.cloth, look.ink, 0.2))
    pen.stroke([(0.31, 0.0), (0.31, 0.88)], 0.024, look.tint((120, 84, 54)))
    pen.oval((0.31, 0.92), 0.042, 0.042, look.lamp)
    _head(pen, look, look.tint((224, 222, 216)))
    pen.shape([(-0.075, 0.85), (0.075, 0.85), (0.04, 0.62), (0.0, 0.56), (-0.04, 0.62)], look.tint((232, 230, 224)))
    pen.oval((0.0, 0.945), 0.16, 0.026, mix(look.cloth, look.ink, 0.25))
    pen.shape([(-0.095, 0.945), (0.095, 0.945), (0.06, 1.08), (-0.02, 1.20)], look.cloth)
    _star(pen, (0.015, 1.02), 0.032, look.lamp)
    for x, y in ((-0.10, 0.30), (0.12, 0.20), (0.0, 0.42)):
        _star(pen, (x, y), 0.026, look.lamp)


def knight(pen: Pen, look: Look) -> None:
    _figure(pen, look, look.body, look.shade)
    pen.shape([(-0.09, 0.74), (0.09, 0.74), (0.10, 0.30), (-0.10, 0.30)], look.cloth)
    pen.block((-0.012, 0.36), (0.012, 0.70), look.lamp)
    pen.block((-0.06, 0.56), (0.06, 0.584), look.lamp)
    pen.block((-0.08, 0.79), (0.08, 0.97), look.body, round_by=0.05)
    pen.block((-0.06, 0.870), (0.06, 0.892), look.ink)
    pen.block((-0.008, 0.80), (0.008, 0.96), look.shade)
    pen.stroke([(0.0, 0.96), (-0.07, 1.05), (-0.17, 1.02)], 0.045, look.trim)
    pen.stroke([(0.22, 0.42), (0.22, 0.92)], 0.022, look.shine)
    pen.stroke([(0.16, 0.45), (0.28, 0.45)], 0.026, look.ink)


def astronaut(pen: Pen, look: Look) -> None:
    pen.block((-0.16, 0.44), (0.16, 0.82), look.shade, round_by=0.05)
    _figure(pen, look, look.body, look.body)
    for side in (-1, 1):
        pen.oval((side * 0.21, 0.41), 0.050, 0.052, look.trim)
        pen.block((min(0, side * 0.14), 0.0), (max(0, side * 0.14), 0.08), look.shade, round_by=0.03)
    pen.block((-0.08, 0.54), (0.08, 0.66), look.shade, round_by=0.015)
    for column, color in enumerate((look.trim, look.lamp, look.cloth)):
        pen.oval((-0.045 + column * 0.045, 0.62), 0.013, 0.013, color)
    pen.oval((0.0, 0.90), 0.125, 0.125, look.body)
    pen.oval((0.0, 0.895), 0.095, 0.085, look.tint((40, 52, 84)))
    pen.oval((-0.035, 0.93), 0.030, 0.022, (214, 228, 250))


def robot(pen: Pen, look: Look) -> None:
    metal = look.tint((176, 128, 72)) if "steampunk" in look.scene.styles else look.body
    dark, light = mix(metal, look.ink, 0.35), mix(metal, WHITE, 0.30)
    for side in (-1, 1):
        pen.stroke([(side * 0.08, 0.42), (side * 0.08, 0.07)], 0.07, dark)
        pen.oval((side * 0.08, 0.24), 0.048, 0.048, metal)
        pen.block((min(side * 0.02, side * 0.15), 0.0), (max(side * 0.02, side * 0.15), 0.065), metal, round_by=0.02)
        pen.stroke([(side * 0.19, 0.70), (side * 0.26, 0.56), (side * 0.24, 0.42)], 0.05, dark)
        pen.oval((side * 0.20, 0.71), 0.052, 0.052, metal)
        pen.oval((side * 0.24, 0.395), 0.042, 0.046, light)
    pen.block((-0.18, 0.40), (0.18, 0.76), metal, round_by=0.04)
    pen.block((-0.18, 0.40), (-0.11, 0.76), light, round_by=0.03)
    pen.block((-0.12, 0.50), (0.12, 0.70), dark, round_by=0.025)
    _gauges(pen, look, metal)
    pen.block((-0.04, 0.75), (0.04, 0.80), dark)
    pen.block((-0.125, 0.79), (0.125, 0.97), metal, round_by=0.035)
    pen.block((-0.095, 0.85), (0.095, 0.925), look.ink, round_by=0.03)
    for side in (-1, 1):
        pen.oval((side * 0.048, 0.888), 0.027, 0.027, look.lamp)
        pen.block((min(side * 0.12, side * 0.155), 0.855), (max(side * 0.12, side * 0.155), 0.915), dark, round_by=0.01)
    for slot in range(5):
        pen.block((-0.055 + slot * 0.025, 0.808), (-0.043 + slot * 0.025, 0.832), dark)
    pen.stroke([(0.0, 0.97), (0.0, 1.04)], 0.014, dark)
    pen.oval((0.0, 1.05), 0.024, 0.024, look.lamp)


def _gauges(pen: Pen, look: Look, metal: Color) -> None:
    pen.oval((-0.045, 0.625), 0.055, 0.055, metal)
    pen.oval((-0.045, 0.625), 0.042, 0.042, mix(look.lamp, WHITE, 0.3))
    pen.stroke([(-0.045, 0.625), (-0.020, 0.652)], 0.010, look.ink)
    for row, color in enumerate((look.trim, look.lamp, look.cloth)):
        pen.oval((0.065, 0.665 - row * 0.05), 0.017, 0.017, color)
    for slot in range(4):
        pen.block((-0.095 + slot * 0.03, 0.52), (-0.080 + slot * 0.03, 0.55), metal)

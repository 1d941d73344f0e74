"""Plants, buildings, vehicles and a cup."""

import math

from sandbox.bedrock.painter.palette import WHITE, mix
from sandbox.bedrock.painter.pen import Pen
from sandbox.bedrock.painter.subjects.look import Look


def tree(pen: Pen, look: Look) -> None:
    trunk = look.tint((104, 74, 50))
    pen.shape([(-0.07, 0.0), (0.07, 0.0), (0.04, 0.50), (-0.04, 0.50)], trunk)
    pen.stroke([(0.0, 0.36), (0.16, 0.52)], 0.04, trunk)
    for x, y, size in (
        (-0.18, 0.58, 0.19),
        (0.20, 0.60, 0.19),
        (0.0, 0.66, 0.24),
        (-0.08, 0.82, 0.17),
        (0.12, 0.80, 0.16),
    ):
        pen.oval((x, y - 0.03), size, size * 0.9, look.shade)
    for x, y, size in ((-0.18, 0.60, 0.16), (0.18, 0.64, 0.15), (-0.02, 0.74, 0.19)):
        pen.oval((x, y), size, size * 0.85, look.body)
    for _ in range(12):
        pen.oval((look.rng.uniform(-0.26, 0.24), look.rng.uniform(0.56, 0.92)), 0.025, 0.02, look.shine)


def flower(pen: Pen, look: Look) -> None:
    leaf = look.tint((92, 148, 84))
    pen.stroke([(0.0, 0.0), (0.02, 0.30), (0.0, 0.62)], 0.035, leaf)
    pen.shape([(0.0, 0.16), (0.22, 0.36), (0.12, 0.16)], leaf)
    pen.shape([(0.0, 0.24), (-0.22, 0.42), (-0.10, 0.22)], mix(leaf, look.ink, 0.2))
    for ring, color in ((0.19, look.shade), (0.15, look.body)):
        for step in range(9):
            angle = step * math.tau / 9 + ring * 4
            pen.oval((math.cos(angle) * ring, 0.72 + math.sin(angle) * ring), 0.095, 0.095, color)
    pen.oval((0.0, 0.72), 0.10, 0.10, look.tint((240, 192, 76)))


def house(pen: Pen, look: Look) -> None:
    wall, roof = look.tint((236, 222, 196)), look.body
    pen.block((0.20, 0.70), (0.29, 0.96), look.tint((150, 92, 76)))
    pen.block((-0.38, 0.0), (0.38, 0.56), wall)
    pen.block((-0.38, 0.0), (-0.26, 0.56), mix(wall, look.ink, 0.12))
    pen.shape([(-0.47, 0.54), (0.47, 0.54), (0.0, 0.98)], roof)
    pen.shape([(-0.47, 0.54), (-0.30, 0.54), (0.0, 0.98)], look.shade)
    pen.block((-0.08, 0.0), (0.10, 0.32), look.cloth, round_by=0.02)
    pen.oval((0.07, 0.15), 0.012, 0.012, look.lamp)
    for x in (-0.27, 0.19):
        pen.block((x, 0.24), (x + 0.13, 0.42), look.lamp)
        pen.block((x + 0.058, 0.24), (x + 0.072, 0.42), look.ink)
        pen.block((x, 0.325), (x + 0.13, 0.338), look.ink)
    pen.oval((0.0, 0.70), 0.06, 0.06, look.lamp)


def castle(pen: Pen, look: Look) -> None:
    pen.block((-0.32, 0.0), (0.32, 0.46), look.body)
    for x, top, wide in ((-0.40, 0.64, 0.17), (0.23, 0.64, 0.17), (-0.11, 0.80, 0.22)):
        pen.block((x, 0.0), (x + wide, top), mix(look.body, look.ink, 0.10))
        pen.block((x, 0.0), (x + wide * 0.3, top), look.shade)
        pen.shape([(x - 0.03, top), (x + wide + 0.03, top), (x + wide / 2, top + 0.24)], look.cloth)
        pen.stroke([(x + wide / 2, top + 0.22), (x + wide / 2, top + 0.31)], 0.010, look.ink)
        pen.shape(
            [(x + wide / 2, top + 0.31), (x + wide / 2 + 0.09, top + 0.28), (x + wide / 2, top + 0.25)], look.trim
        )
        pen.block((x + wide * 0.4, top - 0.20), (x + wide * 0.62, top - 0.08), look.lamp, round_by=0.02)
    for step in range(6):
        pen.block((-0.30 + step * 0.11, 0.44), (-0.25 + step * 0.11, 0.50), look.body)
    pen.block((-0.075, 0.0), (0.075, 0.24), look.ink, round_by=0.06)


def lighthouse(pen: Pen, look: Look) -> None:
    pen.shape([(-0.42, 0.0), (0.44, 0.0), (0.26, 0.10), (-0.24, 0.11)], look.tint((94, 88, 84)))
    pen.shape([(-0.15, 0.08), (0.15, 0.08), (0.09, 0.74), (-0.09, 0.74)], look.body)
    for low in (0.18, 0.40, 0.60):
        near, far = 0.155 - low * 0.088, 0.155 - (low + 0.1) * 0.088
        pen.shape([(-near, low), (near, low), (far, low + 0.10), (-far, low + 0.10)], look.tint((200, 60, 52)))
    pen.block((-0.125, 0.73), (0.125, 0.765), look.ink)
    pen.block((-0.07, 0.765), (0.07, 0.88), look.lamp)
    pen.block((-0.01, 0.765), (0.01, 0.88), look.ink)
    pen.shape([(-0.10, 0.88), (0.10, 0.88), (0.0, 0.99)], look.tint((200, 60, 52)))


def car(pen: Pen, look: Look) -> None:
    pen.shape([(-0.52, 0.46), (-0.32, 0.80), (0.30, 0.80), (0.54, 0.46)], look.shade)
    pen.shape([(-0.42, 0.47), (-0.28, 0.74), (-0.03, 0.74), (-0.03, 0.47)], mix(look.lamp, look.ink, 0.25))
    pen.shape([(0.03, 0.47), (0.03, 0.74), (0.26, 0.74), (0.43, 0.47)], mix(look.lamp, look.ink, 0.15))
    pen.block((-0.86, 0.16), (0.86, 0.50), look.body, round_by=0.12)
    pen.block((-0.84, 0.40), (0.84, 0.45), look.shine, round_by=0.02)
    pen.block((-0.88, 0.17), (0.88, 0.25), look.shade, round_by=0.04)
    for x in (-0.50, 0.50):
        pen.oval((x, 0.16), 0.18, 0.17, look.ink)
        pen.oval((x, 0.16), 0.09, 0.085, look.tint((190, 194, 200)))
    pen.oval((0.80, 0.36), 0.05, 0.06, look.lamp)
    pen.block((-0.86, 0.32), (-0.80, 0.40), look.tint((214, 60, 52)))
    pen.block((0.06, 0.36), (0.18, 0.385), look.ink)


def boat(pen: Pen, look: Look) -> None:
    pen.block((-0.015, 0.20), (0.02, 1.0), look.tint((110, 78, 54)))
    pen.shape([(0.05, 0.28), (0.05, 0.98), (0.50, 0.28)], look.tint((250, 246, 236)))
    pen.shape([(0.05, 0.28), (0.05, 0.62), (0.36, 0.28)], look.tint((228, 222, 210)))
    pen.shape([(-0.04, 0.28), (-0.04, 0.86), (-0.38, 0.28)], look.cloth)
    pen.shape([(-0.52, 0.22), (0.58, 0.22), (0.40, 0.0), (-0.38, 0.0)], look.body)
    pen.shape([(-0.52, 0.22), (0.58, 0.22), (0.55, 0.17), (-0.49, 0.17)], look.shine)
    pen.shape([(0.0, 1.0), (0.14, 0.965), (0.0, 0.93)], look.trim)
    for x in (-0.22, 0.0, 0.22):
        pen.oval((x, 0.10), 0.032, 0.032, look.lamp)


def rocket(pen: Pen, look: Look) -> None:
    pen.shape([(-0.09, 0.14), (0.09, 0.14), (0.0, -0.12)], look.tint((250, 150, 50)))
    pen.shape([(-0.05, 0.14), (0.05, 0.14), (0.0, -0.02)], look.tint((255, 226, 120)))
    for side in (-1, 1):
        pen.shape([(side * 0.12, 0.40), (side * 0.30, 0.12), (side * 0.28, 0.04), (side * 0.10, 0.16)], look.cloth)
    pen.oval((0.0, 0.52), 0.165, 0.46, look.body)
    pen.block((-0.10, 0.12), (0.10, 0.18), look.ink)
    pen.shape([(-0.125, 0.80), (0.125, 0.80), (0.05, 0.95), (0.0, 1.0), (-0.05, 0.95)], look.cloth)
    pen.oval((0.0, 0.62), 0.082, 0.082, look.ink)
    pen.oval((0.0, 0.62), 0.062, 0.062, look.tint((120, 190, 230)))
    pen.oval((-0.02, 0.645), 0.022, 0.018, WHITE)
    pen.block((-0.015, 0.10), (0.015, 0.34), look.cloth, round_by=0.012)


def balloon(pen: Pen, look: Look) -> None:
    for x in (-0.10, 0.10):
        pen.stroke([(x * 2.2, 0.40), (x, 0.14)], 0.010, look.ink)
    pen.oval((0.0, 0.66), 0.34, 0.34, look.body)
    pen.shape([(-0.27, 0.46), (0.27, 0.46), (0.12, 0.28), (-0.12, 0.28)], look.body)
    for across, color in ((0.24, look.cloth), (0.13, look.trim), (0.045, look.body)):
        pen.oval((0.0, 0.66), across, 0.34, color)
    pen.oval((-0.12, 0.80), 0.06, 0.10, look.shine)
    pen.block((-0.10, 0.0), (0.10, 0.14), look.tint((150, 104, 62)), round_by=0.02)
    pen.block((-0.11, 0.12), (0.11, 0.15), look.ink)


def cup(pen: Pen, look: Look) -> None:
    pen.oval((0.0, 0.04), 0.48, 0.06, look.shade)
    pen.oval((0.36, 0.34), 0.16, 0.15, look.body)
    pen.oval((0.36, 0.34), 0.095, 0.088, mix(look.cloth, look.ink, 0.5))
    pen.shape([(-0.34, 0.58), (0.34, 0.58), (0.24, 0.06), (-0.24, 0.06)], look.body)
    pen.shape([(-0.34, 0.58), (-0.22, 0.58), (-0.16, 0.06), (-0.24, 0.06)], look.shine)
    pen.oval((0.0, 0.58), 0.34, 0.065, look.shine)
    pen.oval((0.0, 0.575), 0.29, 0.048, look.tint((84, 54, 38)))
    for x in (-0.12, 0.03, 0.16):
        pen.stroke([(x, 0.66), (x + 0.05, 0.75), (x - 0.03, 0.84), (x + 0.02, 0.93)], 0.022, mix(look.lamp, WHITE, 0.5))

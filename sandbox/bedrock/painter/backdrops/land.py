"""Places without many people: hills, mountains, forest, sea, desert, space; and a room."""

from sandbox.bedrock.painter.backdrops.stage import Stage
from sandbox.bedrock.painter.palette import WHITE, Color, mix


def hills(stage: Stage) -> None:
    palette = stage.palette
    stage.ridge(stage.horizon - 5 * stage.em, 16, mix(palette.far, palette.sky_low, 0.35))
    stage.ridge(stage.horizon - 1 * stage.em, 10, palette.far)
    for x, y in stage.ridge(stage.horizon + 2 * stage.em, 7, palette.mid)[::2]:
        _fir(stage, x, y + stage.em, stage.rng.uniform(4, 7) * stage.em, mix(palette.mid, palette.ink, 0.25))
    stage.ridge(stage.horizon + 6 * stage.em, 4, palette.ground)
    _tufts(stage, stage.horizon + 7 * stage.em)


def mountains(stage: Stage) -> None:
    palette = stage.palette
    for depth, tall in ((0.0, 48), (0.5, 34)):
        color = mix(mix(palette.far, palette.sky_low, 0.35), palette.mid, depth)
        for x, across in stage.row(26, 44):
            height = stage.rng.uniform(0.6, 1.0) * tall * stage.em
            _peak(stage, x + across / 2, across * 0.85, height, color)
    stage.ridge(stage.horizon + 1 * stage.em, 5, palette.mid)
    stage.ridge(stage.horizon + 5 * stage.em, 3, palette.ground)
    _tufts(stage, stage.horizon + 6 * stage.em)


def _peak(stage: Stage, x: float, half: float, height: float, color: Color) -> None:
    foot, top = stage.horizon + 4 * stage.em, stage.horizon - height
    lean = stage.rng.uniform(-0.1, 0.1) * half
    stage.draw.polygon([(x - half, foot), (x + lean, top), (x + half, foot)], fill=color)
    shade = mix(color, stage.palette.ink, 0.22)
    stage.draw.polygon([(x + lean, top), (x + half, foot), (x + half * 0.15, foot)], fill=shade)
    snow, cap = mix(WHITE, stage.palette.sky_low, 0.2), 0.28
    left, right = x + lean - (half + lean) * cap, x + lean + (half - lean) * cap
    low = top + (foot - top) * cap
    notch = [
        (x + lean + (right - left) * part, low - (foot - top) * cut)
        for part, cut in ((0.2, 0.08), (0.0, -0.03), (-0.2, 0.09))
    ]
    stage.draw.polygon([(left, low), (x + lean, top), (right, low), *notch], fill=snow)


def forest(stage: Stage) -> None:
    palette = stage.palette
    for depth, tall in ((0.2, 62), (0.5, 50), (0.8, 36)):
        color = mix(mix(palette.sky_low, palette.far, 0.6), mix(palette.mid, palette.ink, 0.35), depth)
        foot = stage.horizon + depth * 5 * stage.em
        for x, across in stage.row(5, 11):
            _fir(stage, x + across / 2, foot, stage.rng.uniform(0.55, 1.0) * tall * stage.em, color)
        stage.box((0, foot - stage.em), (stage.width, stage.height), color)
    stage.ridge(stage.horizon + 7 * stage.em, 4, palette.ground)
    _tufts(stage, stage.horizon + 8 * stage.em)


def _fir(stage: Stage, x: float, foot: float, tall: float, color: Color) -> None:
    stage.box((x - tall * 0.03, foot - tall * 0.2), (x + tall * 0.03, foot), color)
    for low, high, half in ((0.12, 0.58, 0.22), (0.36, 0.80, 0.17), (0.60, 1.0, 0.11)):
        points = [(x - half * tall, foot - low * tall), (x + half * tall, foot - low * tall), (x, foot - high * tall)]
        stage.draw.polygon(points, fill=color)


def _tufts(stage: Stage, top: float) -> None:
    """Grass and stones on the ground, fewer and larger to the front."""
    color = mix(stage.palette.ground, stage.palette.ink, 0.22)
    light = mix(stage.palette.ground, stage.palette.sky_low, 0.30)
    for _ in range(70):
        depth = stage.rng.random()
        x, y = stage.rng.uniform(0, stage.width), top + depth * (stage.height - top)
        size = (0.5 + depth * 1.3) * stage.em
        for lean in (-0.5, 0.0, 0.5):
            stage.draw.line(
                (x, y, x + lean * size, y - size), fill=stage.rng.choice((color, light)), width=round(size * 0.22) + 1
            )


def sea(stage: Stage) -> None:
    palette, em = stage.palette, stage.em
    water = mix(palette.sky_top, palette.ink, 0.25)
    if stage.scene.subjects[:1] != ("lighthouse",):
        left = stage.width * stage.rng.uniform(0.05, 0.5)
        points = [
            (left, stage.horizon),
            (left + 8 * em, stage.horizon - 6 * em),
            (left + 16 * em, stage.horizon - 3 * em),
        ]
        stage.draw.polygon([*points, (left + 26 * em, stage.horizon)], fill=palette.far)
    rows = 9
    for row in range(rows):
        y = stage.horizon + (stage.height - stage.horizon) * (row / rows) ** 1.4
        color = mix(mix(water, palette.sky_low, 0.45), mix(water, palette.ink, 0.2), row / rows)
        stage.box((0, y), (stage.width, stage.height), color)
        for _ in range(12):
            x, size = stage.rng.uniform(0, stage.width), (1.2 + row * 0.7) * em
            box = (x - size, y - size * 0.22, x + size, y + size * 0.5)
            stage.draw.arc(box, 200, 340, fill=mix(color, WHITE, 0.5), width=max(1, round(0.25 * em)))


def desert(stage: Stage) -> None:
    palette, em = stage.palette, stage.em
    for x, across in stage.row(18, 34):
        tall = stage.rng.uniform(6, 18) * em
        top = [(x + across * 0.18, stage.horizon - tall), (x + across * 0.72, stage.horizon - tall * 0.96)]
        stage.draw.polygon(
            [(x, stage.horizon), *top, (x + across * 0.9, stage.horizon)], fill=mix(palette.far, palette.sky_low, 0.2)
        )
    stage.ridge(stage.horizon + 2 * em, 3, mix(palette.ground, palette.mid, 0.3), steps=12)
    stage.ridge(stage.horizon + 9 * em, 6, palette.ground, steps=8)
    for x, y in ((0.1, 5), (0.88, 9), (0.72, 3)):
        _cactus(stage, x * stage.width, stage.horizon + y * em, (9 + y) * em)


def _cactus(stage: Stage, x: float, foot: float, tall: float) -> None:
    color, wide = mix(stage.palette.mid, stage.palette.ink, 0.3), tall * 0.13
    stage.draw.rounded_rectangle((x - wide, foot - tall, x + wide, foot), wide, fill=color)
    for side, low in ((-1, 0.35), (1, 0.5)):
        out = x + side * wide * 3
        path = [(x, foot - tall * low), (out, foot - tall * low), (out, foot - tall * (low + 0.3))]
        stage.draw.line(path, fill=color, width=round(wide * 1.4), joint="curve")


def space(stage: Stage) -> None:
    palette, em = stage.palette, stage.em
    stage.box((0, 0), (stage.width, stage.height), mix(palette.sky_top, (8, 10, 34), 0.82))
    for _ in range(160):
        x, y, size = (
            stage.rng.uniform(0, stage.width),
            stage.rng.uniform(0, stage.height),
            stage.rng.choice((1, 1, 2, 3)) * em * 0.12,
        )
        stage.draw.ellipse((x - size, y - size, x + size, y + size), fill=mix(WHITE, palette.lamp, stage.rng.random()))
    x, y, size = stage.width * stage.rng.choice((0.2, 0.8)), stage.height * 0.22, 13 * em
    stage.draw.ellipse((x - size, y - size, x + size, y + size), fill=palette.accents[0])
    for band, color in ((0.25, palette.accents[1]), (0.55, palette.accents[2])):
        stage.draw.chord(
            (x - size, y - size, x + size, y + size),
            20 + band * 80,
            160 - band * 80,
            fill=mix(color, palette.accents[0], 0.5),
        )
    stage.draw.arc(
        (x - size * 1.7, y - size * 0.4, x + size * 1.7, y + size * 0.4),
        -28,
        208,
        fill=palette.lamp,
        width=round(0.8 * em),
    )
    if stage.scene.subjects[:1] != ("rocket",):
        _craters(stage, mix(palette.far, (150, 150, 160), 0.5))


def _craters(stage: Stage, color: Color) -> None:
    stage.ridge(stage.horizon + 3 * stage.em, 4, color, steps=10)
    for _ in range(14):
        x, depth = stage.rng.uniform(0, stage.width), stage.rng.uniform(0.15, 1)
        y, size = stage.horizon + depth * (stage.height - stage.horizon), (1.5 + 4 * depth) * stage.em
        stage.draw.ellipse(
            (x - size, y - size * 0.3, x + size, y + size * 0.3), fill=mix(color, stage.palette.ink, 0.35)
        )
        stage.draw.ellipse(
            (x - size * 0.9, y - size * 0.1, x + size * 0.9, y + size * 0.3), fill=mix(color, WHITE, 0.12)
        )


def room(stage: Stage) -> None:
    palette, em = stage.palette, stage.em
    wall, floor = mix(palette.far, palette.sky_low, 0.35), mix(palette.mid, palette.ink, 0.15)
    stage.box((0, 0), (stage.width, stage.horizon), wall)
    for x in range(0, stage.width, max(1, round(7 * em))):
        stage.box((x, 0), (x + 3.5 * em, stage.horizon), mix(wall, palette.far, 0.25))
    stage.ground(floor)
    stage.box((0, stage.horizon - 2.2 * em), (stage.width, stage.horizon), mix(wall, WHITE, 0.4))
    _window(stage, stage.width * 0.10, stage.height * 0.12)
    _frame(stage, stage.width * 0.74, stage.height * 0.14)
    middle, deep = stage.width / 2, (stage.height + stage.horizon) / 2
    stage.draw.ellipse(
        (middle - 40 * em, deep - 9 * em, middle + 40 * em, deep + 12 * em), fill=mix(palette.accents[0], floor, 0.45)
    )
    stage.draw.ellipse(
        (middle - 35 * em, deep - 7.4 * em, middle + 35 * em, deep + 10 * em), fill=mix(palette.accents[1], floor, 0.5)
    )


def _window(stage: Stage, x: float, y: float) -> None:
    em, wide, tall = stage.em, 24 * stage.em, 34 * stage.em
    frame = mix(stage.palette.sky_low, WHITE, 0.6)
    stage.box((x - em, y - em), (x + wide + em, y + tall + em), frame)
    stage.box((x, y), (x + wide, y + tall), stage.palette.sky_top)
    stage.draw.polygon(
        [
            (x, y + tall),
            (x, y + tall * 0.75),
            (x + wide * 0.5, y + tall * 0.6),
            (x + wide, y + tall * 0.8),
            (x + wide, y + tall),
        ],
        fill=stage.palette.mid,
    )
    stage.box((x + wide * 0.48, y), (x + wide * 0.52, y + tall), frame)
    stage.box((x, y + tall * 0.48), (x + wide, y + tall * 0.51), frame)


def _frame(stage: Stage, x: float, y: float) -> None:
    em = stage.em
    stage.box((x, y), (x + 18 * em, y + 14 * em), stage.palette.ink)
    stage.box((x + em, y + em), (x + 17 * em, y + 13 * em), stage.palette.sky_low)
    stage.draw.ellipse((x + 10 * em, y + 2.5 * em, x + 14 * em, y + 6.5 * em), fill=stage.palette.accents[2])
    stage.draw.polygon(
        [(x + em, y + 13 * em), (x + 6 * em, y + 5 * em), (x + 12 * em, y + 13 * em)], fill=stage.palette.accents[1]
    )

"""Towns: a frontier street and a skyline."""

from sandbox.bedrock.painter.backdrops.stage import Stage
from sandbox.bedrock.painter.lettering import fit_font
from sandbox.bedrock.painter.palette import WHITE, Color, mix
from sandbox.bedrock.painter.vocabulary import LETTERING_WORDS

_FLAT_ROOFS = 3
_NEON_SHARE = 0.45
_SHOPS = ("SALOON", "BANK", "HOTEL", "SHERIFF", "GENERAL STORE", "BARBER", "STABLE", "ASSAY OFFICE")


def town(stage: Stage) -> None:
    palette, em = stage.palette, stage.em
    stage.ridge(stage.horizon - 4 * em, 14, mix(palette.far, palette.sky_low, 0.5))
    stage.ground(palette.ground)
    shops = stage.rng.sample(_SHOPS, len(_SHOPS))
    for index, (x, across) in enumerate(stage.row(17, 25)):
        color = mix(stage.rng.choice((palette.far, palette.mid, *palette.accents)), palette.sky_low, 0.18)
        _shop(stage, (x, across * 0.97), stage.rng.uniform(22, 36) * em, color)
        if not stage.scene.unwanted & LETTERING_WORDS:
            _board(stage, (x, across * 0.97), shops[index % len(shops)], color)
    _road(stage)


def _shop(stage: Stage, place: tuple[float, float], tall: float, color: Color) -> None:
    (x, across), em, foot = place, stage.em, stage.horizon + stage.em
    dark, light = mix(color, stage.palette.ink, 0.45), mix(color, WHITE, 0.2)
    top = foot - tall
    stage.box((x, top), (x + across, foot), color)
    stage.box((x + across * 0.88, top), (x + across, foot), mix(color, stage.palette.ink, 0.15))
    step = stage.rng.choice((0.18, 0.28))
    stage.box((x + across * step, top - 4 * em), (x + across * (1 - step), top), color)
    stage.box((x + across * step - em, top - 4.8 * em), (x + across * (1 - step) + em, top - 4 * em), dark)
    stage.box((x - 0.6 * em, top - 0.8 * em), (x + across + 0.6 * em, top + 0.6 * em), dark)
    for plank in range(1, 7):
        y = top + tall * plank / 7
        stage.box((x, y), (x + across, y + 0.18 * em), mix(color, stage.palette.ink, 0.18))
    for window in (0.14, 0.60):
        left = x + across * window
        pane = stage.palette.lamp if stage.dark else mix(stage.palette.ink, stage.palette.sky_top, 0.3)
        stage.box((left - 0.5 * em, top + tall * 0.36), (left + across * 0.26 + 0.5 * em, top + tall * 0.58), light)
        stage.box((left, top + tall * 0.38), (left + across * 0.26, top + tall * 0.57), pane)
    stage.box((x + across * 0.38, foot - tall * 0.27), (x + across * 0.62, foot), dark)
    _porch(stage, (x, across), foot, dark)


def _porch(stage: Stage, place: tuple[float, float], foot: float, color: Color) -> None:
    (x, across), em = place, stage.em
    roof = [
        (x, foot - 10 * em),
        (x + across, foot - 10 * em),
        (x + across + em, foot - 7.6 * em),
        (x - em, foot - 7.6 * em),
    ]
    stage.draw.polygon(roof, fill=color)
    for post in (0.04, 0.34, 0.66, 0.93):
        stage.box((x + across * post, foot - 8 * em), (x + across * post + 0.8 * em, foot + em), color)
    stage.box((x - 0.5 * em, foot), (x + across + 0.5 * em, foot + 1.6 * em), mix(color, stage.palette.ground, 0.35))


def _board(stage: Stage, place: tuple[float, float], words: str, color: Color) -> None:
    (x, across), em = place, stage.em
    y = stage.horizon - 18.5 * em
    stage.box((x + across * 0.08, y), (x + across * 0.92, y + 4.4 * em), mix(color, stage.palette.ink, 0.72))
    font = fit_font(words, across * 0.74, 3.0 * em)
    stage.draw.text((x + across / 2, y + 2.2 * em), words, mix(stage.palette.lamp, color, 0.15), font, anchor="mm")


def _road(stage: Stage) -> None:
    light, middle = mix(stage.palette.ground, WHITE, 0.18), stage.width / 2
    far, near = stage.horizon + 2.6 * stage.em, stage.height
    stage.draw.polygon(
        [(middle * 0.7, far), (middle * 1.3, far), (middle * 2.2, near), (-middle * 0.2, near)], fill=light
    )
    rut = mix(light, stage.palette.ink, 0.16)
    for side in (-0.16, 0.16):
        ends = (middle * (1 + side * 0.9), far, middle * (1 + side * 3.6), near)
        stage.draw.line(ends, fill=rut, width=max(1, round(0.9 * stage.em)))
    for _ in range(40):
        x, y = stage.rng.uniform(0, stage.width), stage.rng.uniform(far, near)
        size = stage.rng.uniform(0.2, 0.7) * stage.em
        stage.draw.ellipse((x - size, y - size * 0.5, x + size, y + size * 0.5), fill=rut)


def skyline(stage: Stage) -> None:
    palette = stage.palette
    reach = stage.horizon / stage.em
    for depth, low, high in ((0.15, 0.35, 0.9), (0.55, 0.25, 0.72), (1.0, 0.12, 0.45)):
        color = mix(mix(palette.far, palette.sky_low, 0.4), mix(palette.mid, palette.ink, 0.25), depth)
        for x, across in stage.row(7, 13 + 5 * depth):
            _tower(stage, (x, across * 0.94), stage.rng.uniform(low, high) * reach * stage.em, color)
    stage.ground(mix(palette.ground, palette.ink, 0.2 if stage.dark else 0.05))
    _street(stage)


def _tower(stage: Stage, place: tuple[float, float], tall: float, color: Color) -> None:
    (x, across), em, top = place, stage.em, stage.horizon - tall
    stage.box((x, top), (x + across, stage.horizon + em), color)
    stage.box((x + across * 0.8, top), (x + across, stage.horizon + em), mix(color, stage.palette.ink, 0.2))
    roof = stage.rng.randrange(5)
    if roof == 0:
        stage.draw.polygon([(x, top), (x + across, top), (x + across * 0.5, top - across * 0.5)], fill=color)
    if roof <= 1:
        stage.box((x + across * 0.47, top - 9 * em), (x + across * 0.53, top), color)
        stage.draw.ellipse(
            (x + across * 0.44, top - 9.4 * em, x + across * 0.56, top - 8.8 * em), fill=stage.palette.accents[0]
        )
    if roof >= _FLAT_ROOFS:
        stage.box((x + across * 0.2, top - 3 * em), (x + across * 0.8, top), color)
    _windows(stage, (x, top), (x + across, stage.horizon), color)
    if "cyberpunk" in stage.scene.styles and stage.rng.random() < _NEON_SHARE:
        glow = stage.rng.choice(stage.palette.accents)
        left = x + stage.rng.uniform(0.1, 0.7) * across
        stage.box((left, top + 2 * em), (left + 0.7 * em, top + 2 * em + tall * stage.rng.uniform(0.3, 0.7)), glow)


def _windows(stage: Stage, low: tuple[float, float], high: tuple[float, float], wall: Color) -> None:
    lit = stage.palette.lamp if stage.dark else mix(stage.palette.sky_low, WHITE, 0.3)
    lamps = (lit, mix(lit, wall, 0.35), *(stage.palette.accents[:2] if "cyberpunk" in stage.scene.styles else ()))
    dull, gap, share = mix(wall, stage.palette.ink, 0.25), 2.0 * stage.em, 0.45 if stage.dark else 0.6
    y = low[1] + gap
    while y < high[1] - gap:
        x = low[0] + gap * 0.5
        while x < high[0] - gap * 0.8:
            color = stage.rng.choice(lamps) if stage.rng.random() < share else dull
            stage.box((x, y), (x + gap * 0.5, y + gap * 0.62), color)
            x += gap
        y += gap * 1.35


def _street(stage: Stage) -> None:
    middle, far, near = stage.width / 2, stage.horizon, stage.height
    asphalt = mix(stage.palette.mid, stage.palette.ink, 0.55)
    stage.draw.polygon(
        [(middle * 0.75, far), (middle * 1.25, far), (middle * 2.4, near), (-middle * 0.4, near)], fill=asphalt
    )
    for step in range(5):
        y = far + (near - far) * (step / 5) ** 1.5
        size = (0.4 + step * 0.5) * stage.em
        stage.box(
            (middle - size * 0.4, y + size), (middle + size * 0.4, y + size * 4), mix(asphalt, stage.palette.lamp, 0.6)
        )
    if stage.dark:
        for _ in range(46):
            x, y = stage.rng.uniform(0, stage.width), stage.rng.uniform(far, near)
            glow = mix(asphalt, stage.rng.choice((stage.palette.lamp, *stage.palette.accents)), 0.28)
            stage.box((x, y), (x + stage.rng.uniform(3, 11) * stage.em, y + 0.35 * stage.em), glow)

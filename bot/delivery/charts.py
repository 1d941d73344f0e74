"""A workspace's month as a picture: what each day came to, by model, and who and what came to most.

Its letters are Latin alone, as the font has them: words in other languages stand beside the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.store.usage import MonthSums, Used, together
from bot.views.prices import dollars

SIZE = (1600, 1200)  # pixels: twice what Slack shows, for sharp letters
_LEFT, _RIGHT = 130, 1550
_TOP, _BOTTOM = 230, 620  # of the days
_BARS_TOP, _ROW = 780, 68
_MODELS_LEFT, _PEOPLE_LEFT, _BARS_WIDTH = 60, 850, 330
_PAPER, _INK, _SOFT, _GRID = "#ffffff", "#1d1c1d", "#616061", "#dddddd"
# From dark to light, so that they differ without colour, too.
_SHADES = ("#12355b", "#b5446e", "#2a9d8f", "#f4a259", "#cfd8dc")
_MODELS, _PEOPLE = len(_SHADES) - 1, 6
_OTHERS = "other models"
_STEPS = 4  # lines above zero at most
_TITLE, _TEXT, _SMALL = 44, 28, 24

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A bar lying, with its name before and its sum behind it."""

    name: str
    used: Used
    shade: str


def month_chart(title: str, sums: MonthSums) -> bytes:
    """Draw a PNG. title: ASCII, `2026-11 · Asia/Seoul`. People are numbered as `sums.by_person` has them."""
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    total = sums.total
    _write(draw, (_MODELS_LEFT, 70), title, _TITLE)
    _write(draw, (_MODELS_LEFT, 130), f"{counted(total.pictures)}, {dollars(total.usd)}", _TEXT, _SOFT)
    models = [used.what for used in sums.by_model[:_MODELS]]
    _days(draw, [_stack(day, models) for day in sums.days])
    _rows(draw, (_MODELS_LEFT, "US dollars by model"), _model_rows(sums.by_model))
    people = [_Row(name=f"{at}", used=used, shade=_SHADES[0]) for at, used in enumerate(sums.by_person[:_PEOPLE], 1)]
    _rows(draw, (_PEOPLE_LEFT, "US dollars by person (numbered as in the message)"), people)
    encoded = BytesIO()
    picture.save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def counted(pictures: int) -> str:
    return "1 picture" if pictures == 1 else f"{pictures:,} pictures"


def step_of(most: Decimal) -> Decimal:
    """Between two lines of the axis: 1, 2 or 5 of a power of ten, so that five lines at most reach `most`."""
    least = max(most, Decimal("0.01")) / _STEPS
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _stack(day: Sequence[Used], models: Sequence[str]) -> list[Decimal]:
    """Dollars of each model, then of all others."""
    by_model = {used.what: used.usd for used in day}
    known = [by_model.get(model, Decimal(0)) for model in models]
    return [*known, sum(by_model.values(), start=Decimal(0)) - sum(known, start=Decimal(0))]


def _days(draw: ImageDraw.ImageDraw, stacks: Sequence[Sequence[Decimal]]) -> None:
    most = max(sum(stack, start=Decimal(0)) for stack in stacks)
    step = step_of(most)
    lines = max(int((most / step).to_integral_value(ROUND_CEILING)), 1)
    height = float(_BOTTOM - _TOP) / float(step * lines)
    _write(draw, (_MODELS_LEFT, _TOP - 44), "US dollars a day", _SMALL, _SOFT)
    for line in range(lines + 1):
        y = _BOTTOM - float(step * line) * height
        draw.line((_LEFT, y, _RIGHT, y), fill=_GRID if line else _SOFT, width=2)
        _write(draw, (_LEFT - 14, y), dollars(step * line) if line else "$0", _SMALL, _SOFT, "rm")
    width = (_RIGHT - _LEFT) / len(stacks)
    for day, stack in enumerate(stacks, 1):
        left = _LEFT + (day - 1) * width
        _column(draw, (left + width * 0.15, left + width * 0.85), stack, height)
        _write(draw, (left + width / 2, _BOTTOM + 24), str(day), _SMALL, _SOFT, "mm")


def _column(draw: ImageDraw.ImageDraw, sides: Point, stack: Sequence[Decimal], height: float) -> None:
    """The model that costs most stands below."""
    y = float(_BOTTOM)
    for shade, usd in zip(_shades(len(stack)), stack, strict=True):
        top = y - float(usd) * height
        if usd:
            draw.rectangle((sides[0], min(top, y - 1), sides[1], y - 1), fill=shade, outline=_PAPER)
        y = top


def _model_rows(by_model: Sequence[Used]) -> list[_Row]:
    shown = [*by_model[:_MODELS]]
    rest = by_model[_MODELS:]
    named = [*shown, together(rest, _OTHERS)] if rest else shown
    shades = _shades(len(shown) + 1)
    return [_Row(name=used.what, used=used, shade=shade) for used, shade in zip(named, shades, strict=False)]


def _shades(count: int) -> list[str]:
    """For as many models as are told apart, and the last for all others."""
    return [*_SHADES[: count - 1], _SHADES[-1]]


def _rows(draw: ImageDraw.ImageDraw, head: tuple[int, str], rows: Sequence[_Row]) -> None:
    left, title = head
    _write(draw, (left, _BARS_TOP - 60), title, _TEXT)
    most = max((row.used.usd for row in rows), default=Decimal(0)) or Decimal(1)
    for at, row in enumerate(rows):
        y = _BARS_TOP + at * _ROW
        _write(draw, (left, y), row.name, _SMALL)
        width = max(float(row.used.usd / most) * _BARS_WIDTH, 2)
        draw.rectangle((left, y + 20, left + width, y + 38), fill=row.shade)
        said = f"{dollars(row.used.usd)} · {counted(row.used.pictures)}"
        _write(draw, (left + width + 14, y + 29), said, _SMALL, _SOFT)


def _write(  # noqa: PLR0913, PLR0917  # where, what and how
    draw: ImageDraw.ImageDraw, at: Point, text: str, size: int, fill: str = _INK, anchor: str = "lm"
) -> None:
    draw.text(at, text, fill=fill, font=ImageFont.load_default(size), anchor=anchor)

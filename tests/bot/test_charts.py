"""A month as a picture: it is drawn for every month, and its axis is one that people read."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.delivery.charts import _SHADES, SIZE, counted, month_chart, step_of
from bot.store.usage import MonthSums, Used

TITLES = ("Nova Canvas", "Stable Image Core", "Stable Image Ultra", "Titan G1 v2", "acme.gone-v1:0", "Style Guide")


def used(what: str, usd: str) -> Used:
    return Used(what=what, pictures=3, usd=Decimal(usd))


def sums(days: Sequence[Sequence[Used]], models: Sequence[Used], people: Sequence[Used]) -> MonthSums:
    return MonthSums(by_person=people, by_channel=[], by_model=models, days=days)


def drawn(month: MonthSums) -> Image.Image:
    return Image.open(BytesIO(month_chart("2026-11 · Asia/Seoul", month))).convert("RGB")


def luminance(shade: str) -> float:
    red, green, blue = ImageColor.getrgb(shade)[:3]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("usd", ["0", "0.000001", "0.04", "99999999.99"])
@pytest.mark.parametrize("count", [0, 1, 30], ids=["nobody", "one", "thirty"])
def test_any_month_is_a_picture(usd: str, count: int) -> None:
    day = [used(title, usd) for title in TITLES[:count]]
    people = [used(f"U{number}", usd) for number in range(count)]

    assert drawn(sums([day] * 31, day, people)).size == SIZE


def test_a_day_of_twice_the_cost_stands_twice_as_high() -> None:
    one, two = used("Nova Canvas", "1"), used("Nova Canvas", "2")
    picture = drawn(sums([[one], [two]], [used("Nova Canvas", "3")], []))
    shade = ImageColor.getrgb(_SHADES[0])
    heights = [
        sum(picture.getpixel((x, y)) == shade for y in range(230, 620)) for x in (480, 1200)
    ]  # the middles of two days

    assert heights[0] == pytest.approx(heights[1] / 2, abs=2)
    assert heights[1] > 300


@given(st.decimals("0", "99999999", places=6))
@settings(max_examples=200)
def test_an_axis_has_few_lines_at_round_amounts(most: Decimal) -> None:
    step = step_of(most)

    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert most <= step * 4
    assert step <= max(most, Decimal("0.01"))


def test_shades_differ_without_their_colour_too() -> None:
    shades = sorted(map(luminance, _SHADES))

    assert min(after - before for before, after in pairwise(shades)) > 20


def test_one_picture_is_counted_as_one() -> None:
    assert [counted(0), counted(1), counted(1234)] == ["0 pictures", "1 picture", "1,234 pictures"]

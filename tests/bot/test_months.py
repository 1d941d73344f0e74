"""Months and their days are those of a time zone."""

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.months import Month

UTC = ZoneInfo("UTC")
ZONES = ["UTC", "Asia/Seoul", "America/New_York", "Africa/Cairo", "Pacific/Apia", "Asia/Kathmandu"]
months = st.builds(Month, st.integers(1970, 2100), st.integers(1, 12))


@given(months)
def test_what_is_written_is_read(month: Month) -> None:
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-13", "2026-00", "1969-12", "26-11", "2026-11-01", "\u0662026-11"]
)
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no month"):
        Month.parse(written)


@given(months.filter(lambda month: month > Month(1970, 1)))
def test_the_month_before_ends_where_a_month_begins(month: Month) -> None:
    assert month.before < month
    assert month.before.window(UTC).end == month.window(UTC).start


@pytest.mark.parametrize("zone", ZONES)
@given(month=months)
def test_days_fill_their_month_without_a_gap(zone: str, month: Month) -> None:
    here = ZoneInfo(zone)
    days, whole = month.day_windows(here), month.window(here)

    assert len(days) == month.days
    assert (days[0].start, days[-1].end) == (whole.start, whole.end)
    assert all(before.end == after.start for before, after in pairwise(days))
    assert all(Month.at(day.start, here) == month for day in days)


def test_a_day_on_which_clocks_change_is_shorter_or_longer() -> None:
    march, november = (
        Month(2026, month).day_windows(ZoneInfo("America/New_York")) for month in (3, 11)
    )  # the 8th and the 1st

    assert (march[7].end - march[7].start, november[0].end - november[0].start) == (23 * 3600, 25 * 3600)

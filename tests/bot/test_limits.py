"""Limits as admins write them, and the days, months and minutes that they count over."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.limits import Limit, LimitsError, Period, Scope, Unit, parse_limits, window, write_limits

ZONES = ("UTC", "Asia/Seoul", "America/New_York", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe")
CALENDAR = (Period.DAY, Period.MONTH)
LIMITS = st.builds(
    Limit,
    scope=st.sampled_from(Scope),
    unit=st.just(Unit.PICTURES),
    period=st.sampled_from(Period),
    amount=st.integers(0, 9_999_999).map(Decimal),
) | st.builds(
    Limit,
    scope=st.sampled_from(Scope),
    unit=st.just(Unit.DOLLARS),
    period=st.sampled_from(Period),
    amount=st.decimals(0, 9_999_999, places=2),
)


def at(text: str, zone: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@given(st.lists(LIMITS, unique_by=lambda limit: (limit.scope, limit.unit, limit.period)).map(tuple))
def test_what_is_written_is_read_again(limits: tuple[Limit, ...]) -> None:
    assert parse_limits(write_limits(limits)) == limits


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Person 20 Pictures / Day", "person 20 pictures/day"),
        ("workspace $50/month", "workspace $50/month"),
        ("channel  1 picture/minute", "channel 1 pictures/minute"),
        ("person 0 pictures/day", "person 0 pictures/day"),
        ("person 5 pictures/day; person 6 pictures/day", "person 6 pictures/day"),
        ("person 5 pictures/day,\nperson $0.50/day,", "person 5 pictures/day, person $0.50/day"),
        ("", ""),
    ],
)
def test_limits_are_read_as_people_write_them(written: str, read: str) -> None:
    assert write_limits(parse_limits(written)) == read


@pytest.mark.parametrize(
    "written",
    ["20", "person 20/day", "person $20 pictures/day", "team $5/day", "person 1.5 pictures/day", "person $1.005/day",
     "person -1 pictures/day", "person 20 pictures/week", "person 12345678 pictures/day"],
)  # fmt: skip
def test_what_is_no_limit_is_named(written: str) -> None:
    with pytest.raises(LimitsError) as raised:
        parse_limits(f"workspace $50/month, {written}")
    assert raised.value.written.strip() == written


@pytest.mark.parametrize("amount", ["-1", "10000000", "NaN", "Infinity", "0.5"])
def test_a_limit_of_no_countable_amount_cannot_be_made(amount: str) -> None:
    with pytest.raises(ValueError, match=r"no amount|too fine"):
        Limit(scope=Scope.PERSON, unit=Unit.PICTURES, period=Period.DAY, amount=Decimal(amount))


@pytest.mark.parametrize(
    ("now", "zone", "hours"),
    [
        ("2026-11-22T23:59", "UTC", 24),
        ("2026-03-08T12:00", "America/New_York", 23),
        ("2026-11-01T12:00", "America/New_York", 25),
        ("2026-04-24T12:00", "Africa/Cairo", 23),  # its clocks skip midnight
        ("2025-11-02T12:00", "America/Havana", 25),  # its clocks have midnight twice
        ("2026-04-05T12:00", "Australia/Lord_Howe", 24.5),
    ],
)
def test_a_day_has_as_many_hours_as_the_calendar_gives_it(now: str, zone: str, hours: float) -> None:
    day = window(Period.DAY, at(now, zone), ZoneInfo(zone))
    assert day.end - day.start == hours * 3600


def test_the_second_midnight_of_a_day_begins_no_other_one() -> None:
    havana = ZoneInfo("America/Havana")
    first = datetime(2025, 11, 2, 0, 30, tzinfo=havana)
    again = first.replace(fold=1)
    assert again.timestamp() - first.timestamp() == 3600
    assert window(Period.DAY, again.timestamp(), havana) == window(Period.DAY, first.timestamp(), havana)


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [("2026-02-28T12:00", "2026-02-01", "2026-03-01"), ("2028-02-29T23:59", "2028-02-01", "2028-03-01"),
     ("2026-12-31T23:59", "2026-12-01", "2027-01-01"), ("2026-01-01T00:00", "2026-01-01", "2026-02-01")],
)  # fmt: skip
def test_a_month_ends_with_its_last_day(now: str, start: str, end: str) -> None:
    month = window(Period.MONTH, at(now, "Asia/Seoul"), ZoneInfo("Asia/Seoul"))
    assert (month.start, month.end) == (at(start, "Asia/Seoul"), at(end, "Asia/Seoul"))


@given(
    st.sampled_from(CALENDAR),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # of the zone
    st.integers(0, 1),
)
def test_windows_follow_each_other_without_a_gap(period: Period, name: str, day: datetime, fold: int) -> None:
    zone = ZoneInfo(name)
    now = day.replace(tzinfo=zone, fold=fold).timestamp()
    found = window(period, now, zone)
    assert found.start <= now < found.end
    assert window(period, found.start, zone) == found
    assert window(period, found.end, zone).start == found.end
    assert timedelta(hours=22) < timedelta(seconds=found.end - found.start) < timedelta(days=32)

"""What was used in words: what nobody knows is told apart, and the fullest view is one that Slack takes."""

import time
from decimal import Decimal
from typing import Any

import pytest

from bot.delivery.slack_calls import SlackCalls
from bot.locale import LANGUAGES, words_for
from bot.rules.limits import parse_limits
from bot.rules.months import Month
from bot.store.allowance import Counted
from bot.store.usage import MonthSums, Used
from bot.views.modal import modal
from bot.views.usage.own import Own, own_message
from bot.views.usage.report import alt_text, comment
from bot.views.usage.team import TeamUsage, team_view
from sandbox.slack import SlackSandbox
from sandbox.slack.entities import Trigger
from tests.bot.job_rows import ADA, TEAM
from tests.road.scenes import said

EN = words_for("en")
NONE = Used(what="", pictures=0, usd=Decimal(0))
CORE = Used(what="Stable Image Core", pictures=3, usd=Decimal("0.12"), unknown=Decimal("0.04"))
NOVEMBER = Month(2026, 11)


def team(sums: MonthSums, *, reserved: Used = NONE, seen: frozenset[str] = frozenset()) -> TeamUsage:
    months = [NOVEMBER, NOVEMBER.before]
    return TeamUsage(month=NOVEMBER, months=months, sums=sums, reserved=reserved, seen=seen, zone="Asia/Seoul")


def month(*channels: Used, people: tuple[Used, ...] = ()) -> MonthSums:
    return MonthSums(by_person=people, by_channel=channels, by_model=[CORE], days=[[], [CORE]])


def place(channel_id: str) -> Used:
    return Used(what=channel_id, pictures=1, usd=Decimal("0.04"))


def test_what_may_not_have_been_billed_is_said_of_ones_own_and_of_all() -> None:
    own = Own(today=[], month=[CORE], ever=[CORE], reserved=NONE, limits=[], zone="UTC")

    for told in (said(own_message(own, EN, is_admin=False)), said(team_view(team(month()), EN))):
        assert "3 pictures, $0.12" in told
        assert "Of this, $0.04 may not have been billed" in told


def test_what_is_being_drawn_is_told_apart() -> None:
    own = Own(today=[], month=[], ever=[], reserved=CORE, limits=[], zone="UTC")

    told = said(own_message(own, EN, is_admin=False))

    assert "Today: 0 pictures" in told
    assert "Being drawn now, not counted yet: at most 3 pictures, $0.12" in told


def test_a_limit_is_told_with_what_is_left_and_the_moment_when_it_refills() -> None:
    day, minute = parse_limits("person $1/day, person 5 pictures/minute")
    limits = [
        Counted(limit=day, used=Decimal("0.25"), refills_at=1_800_000_000.0),
        Counted(limit=minute, used=Decimal(1), refills_at=1_800_000_000.0),
    ]
    own = Own(today=[], month=[], ever=[], reserved=NONE, limits=limits, zone="UTC")

    told = own_message(own, EN, is_admin=False)

    assert "$1.00 a day for each person: $0.75 left, it refills <!date^1800000000^" in told["text"]
    assert "5 pictures a minute for each person: 4 pictures left\n" in told["text"]


def test_places_that_an_admin_does_not_see_are_a_number() -> None:
    channels = (place("C0GENERAL1"), place("C0HIDDEN01"), place("G0HIDDEN02"), place("D0ADA00001"), place("D0BEN00001"))

    told = said(team_view(team(month(*channels), seen=frozenset({"C0GENERAL1", "D0ADA00001"})), EN))

    assert "<#C0GENERAL1>: 1 picture" in told
    assert "Direct messages: 2 pictures, $0.08" in told
    assert "2 conversations that you don't see: 2 pictures, $0.08" in told
    assert "HIDDEN" not in told


def test_who_had_their_data_erased_is_nobody() -> None:
    told = said(team_view(team(month(people=(place(""),))), EN))

    assert "Erased people: 1 picture" in told
    assert "<@>" not in told


@pytest.fixture
def opened(slack: SlackSandbox, calls: SlackCalls) -> dict[str, Any]:
    with slack.workspace.lock:
        trigger = Trigger(id="1.2.usage", user=ADA, expires_at=time.time() + 60)
        slack.workspace.triggers[trigger.id] = trigger
    view = modal("Usage", [{"type": "divider"}], EN)
    answer: dict[str, Any] = calls.call(TEAM, "views.open", trigger_id=trigger.id, view=view)["view"]
    return answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_month_is_one_that_slack_takes(opened: dict[str, Any], calls: SlackCalls, language: str) -> None:
    words = words_for(language)
    many = [Used(what=f"C0{n:08}", pictures=99_999, usd=Decimal(99_999), unknown=Decimal(1)) for n in range(300)]
    sums = MonthSums(by_person=many, by_channel=many, by_model=many, days=[many] * 31)
    fullest = TeamUsage(
        month=NOVEMBER,
        months=[NOVEMBER, *(Month(year, month) for year in range(2025, 2016, -1) for month in range(12, 0, -1))],
        sums=sums,
        reserved=many[0],
        seen=frozenset(used.what for used in many[:200]),
        zone="America/Argentina/ComodRivadavia",
        said="x" * 100,
    )

    calls.call(TEAM, "views.update", view_id=opened["id"], view=team_view(fullest, words))

    assert len(alt_text(NOVEMBER, sums, words)) <= 1000
    assert len(comment(NOVEMBER, sums, words)) < 3000
    assert "290" in comment(NOVEMBER, sums, words), "and 290 more"

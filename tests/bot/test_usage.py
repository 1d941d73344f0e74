"""What was used is summed up exactly, by model, channel and person."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.rules.months import Month
from bot.store.database import Database
from bot.store.people import Person
from bot.store.usage import Usage, Used, together
from tests.bot.entries import begin, call, end, reserve, spend
from tests.bot.job_rows import ADA, BEN, GENERAL, TEAM, job

ada = Person(team_id=TEAM, user_id=ADA)
CORE = "Stable Image Core"
ULTRA = "stability.stable-image-ultra-v1:1"
NOON = 1_000_000.0
JANUARY, UTC = Month(1970, 1), ZoneInfo("UTC")


@pytest.fixture
def usage(database: Database) -> Usage:
    return Usage(database)


def test_a_persons_sums_are_by_model_the_dearest_first(usage: Usage, database: Database) -> None:
    spend(database, job(), NOON, usd="0.01", model_id=ULTRA)
    for _ in range(3):
        spend(database, job(), NOON, usd="0.1")
    spend(database, job(user_id=BEN), NOON, usd="9")

    assert usage.by_model(ada) == [
        Used(what=CORE, pictures=3, usd=Decimal("0.3")),
        Used(what="Stable Image Ultra", pictures=1, usd=Decimal("0.01")),
    ]


def test_several_pictures_have_the_price_of_their_request_once(usage: Usage, database: Database) -> None:
    spend(database, job(), NOON, pictures=4, usd="0.16")

    assert usage.by_model(ada) == [Used(what=CORE, pictures=4, usd=Decimal("0.16"))]


def test_what_came_to_nothing_is_not_among_it_and_what_nobody_knows_is(usage: Usage, database: Database) -> None:
    refused, lost = job(), job()
    reserve(database, refused)
    reserve(database, lost)
    begin(database, call(lost))
    end(database, refused, NOON)
    end(database, lost, NOON)
    spend(database, job(), NOON)

    (used,) = usage.by_model(ada)
    assert used == Used(what=CORE, pictures=2, usd=Decimal("0.08"), unknown=Decimal("0.04"))
    assert together([used, used]).unknown == Decimal("0.08")


def test_what_is_being_drawn_is_told_apart(usage: Usage, database: Database) -> None:
    reserve(database, job(), pictures=2, usd="0.08")
    reserve(database, job(user_id=BEN))
    spend(database, job(), NOON)

    assert usage.reserved(TEAM, ADA) == Used(what="", pictures=2, usd=Decimal("0.08"))
    assert usage.reserved(TEAM) == Used(what="", pictures=3, usd=Decimal("0.12"))
    assert together(usage.by_model(ada)).pictures == 1


def test_a_month_begins_when_it_begins(usage: Usage, database: Database) -> None:
    spend(database, job(), 99.9)
    spend(database, job(), 100.0)

    assert together(usage.by_model(ada, 100.0)).pictures == 1


def test_a_workspaces_sums_are_by_place_and_by_person(usage: Usage, database: Database) -> None:
    spend(database, job(), NOON)
    spend(database, job(user_id=BEN), NOON)
    spend(database, job(user_id=BEN, channel_id="C0DESIGN01"), NOON)
    spend(database, job(team_id="T0OTHER001"), NOON)

    sums = usage.of_month(TEAM, JANUARY, UTC)
    assert [(used.what, used.pictures) for used in sums.by_channel] == [(GENERAL, 2), ("C0DESIGN01", 1)]
    assert [(used.what, used.pictures) for used in sums.by_person] == [(BEN, 2), (ADA, 1)]
    assert sums.total == usage.total(TEAM, 0.0) == Used(what="", pictures=3, usd=Decimal("0.12"))
    assert sums.by_day[11] == Used(what="12", pictures=3, usd=Decimal("0.12")), "the millionth second"


def test_a_model_that_is_known_no_more_goes_by_its_id(usage: Usage, database: Database) -> None:
    spend(database, job(), NOON, model_id="acme.gone-v1:0")

    assert [used.what for used in usage.by_model(ada)] == ["acme.gone-v1:0"]


def test_many_small_amounts_add_up_without_a_rounding(usage: Usage, database: Database) -> None:
    for _ in range(100):
        spend(database, job(), NOON, usd="0.008001")

    assert together(usage.by_model(ada)).usd == Decimal("0.8001")


def test_nothing_drawn_is_nothing_spent(usage: Usage) -> None:
    assert usage.by_model(ada) == []
    assert usage.reserved(TEAM) == together([]) == Used(what="", pictures=0, usd=Decimal(0))

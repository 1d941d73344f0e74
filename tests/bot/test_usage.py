"""What was used is summed up exactly, by model, channel and person."""

from decimal import Decimal

import pytest

from bot.store.database import Database
from bot.store.jobs import State
from bot.store.people import Person
from bot.store.usage import Usage, Used, together
from tests.bot.hung_pictures import NOON, hang
from tests.bot.job_rows import ADA, BEN, GENERAL, TEAM, add, job

ada = Person(team_id=TEAM, user_id=ADA)
CORE = "Stable Image Core"


@pytest.fixture
def usage(database: Database) -> Usage:
    return Usage(database)


def drawn(price: str, title: str = CORE) -> dict[str, object]:
    return {"kind": "drawn", "price_usd": price, "model_title": title, "parts": []}


def test_a_persons_sums_are_by_model_the_dearest_first(usage: Usage, database: Database) -> None:
    hang(database, "a", outcome=drawn("0.01", "Titan"))
    for _ in range(3):
        hang(database, "b", outcome=drawn("0.1"))
    hang(database, "c", outcome=drawn("9", CORE), user_id=BEN)

    assert usage.by_model(ada) == [
        Used(what=CORE, pictures=3, usd=Decimal("0.3000")),
        Used(what="Titan", pictures=1, usd=Decimal("0.0100")),
    ]


def test_several_pictures_have_the_price_of_their_request_once(usage: Usage, database: Database) -> None:
    hang(database, "a", count=4, outcome=drawn("0.16"))

    assert usage.by_model(ada) == [Used(what=CORE, pictures=4, usd=Decimal("0.1600"))]


def test_what_was_cancelled_while_it_was_drawn_was_paid_for(usage: Usage, database: Database) -> None:
    hang(database, "a", state=State.CANCELLED)
    add(database, job(state=State.REFUSED, drawn_at=NOON, outcome={"kind": "not_drawn"}))

    assert usage.by_model(ada) == [Used(what=CORE, pictures=1, usd=Decimal("0.0400"))]


def test_a_month_begins_when_it_begins(usage: Usage, database: Database) -> None:
    hang(database, "before", drawn_at=99.9)
    hang(database, "after", drawn_at=100.0)

    assert together(usage.by_model(ada, 100.0)).pictures == 1


def test_a_workspaces_sums_are_by_place_and_by_person(usage: Usage, database: Database) -> None:
    hang(database, "a")
    hang(database, "b", user_id=BEN)
    hang(database, "c", user_id=BEN, place_channel_id="C0DESIGN01")
    hang(database, "d", team_id="T0OTHER001")

    assert [(used.what, used.pictures) for used in usage.by_channel(TEAM, 0)] == [(GENERAL, 2), ("C0DESIGN01", 1)]
    assert [(used.what, used.pictures) for used in usage.by_person(TEAM, 0)] == [(BEN, 2), (ADA, 1)]


def test_nothing_drawn_is_nothing_spent(usage: Usage) -> None:
    assert usage.by_model(ada) == []
    assert together([]) == Used(what="", pictures=0, usd=Decimal(0))

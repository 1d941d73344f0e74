"""`python -m bot jobs` and `stats` on a database of their own, without tokens and without a running bot."""

import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.jobs.engine_tables import migrate_engine
from bot.operations.plain import age, dollars, table
from bot.operations.stats import percentile
from bot.orders.order import Order
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.tables import REVIEWS
from tests.bot.entries import answer, begin, call, end, reserve
from tests.bot.job_rows import ADA, TEAM, add, job
from titan_core.tasks import TextToImage

Ask = Callable[..., tuple[int, str, str]]
OTHER_TEAM = "T0OTHER001"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run one command: its exit code, what it printed, what it complained of."""
    for name, value in {"DATA_DIR": str(tmp_path), "DATABASE_URL": "", "IMAGINE_DOTENV": "/none"}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def kept(database: Database) -> Database:
    """With the job engine's tables, too."""
    migrate_engine(database)
    return database


def asked(database: Database, **changes: Any) -> Job:  # noqa: ANN401  # any field
    made = job(**{"asked_at": time.time() - 90, **changes})
    add(database, made)
    reserve(database, made)
    return made


def delivered(database: Database, seconds: float, **changes: Any) -> Job:  # noqa: ANN401  # any field
    """One picture of $0.04 that stood so long after it was asked for; on the day of the question at midnight, too."""
    now = time.time() + 60
    made = asked(database, state=State.DELIVERED, asked_at=now - seconds, finished_at=now, **changes)
    answer(database, begin(database, call(made)))
    end(database, made, now)
    return made


def listed(ask: Ask, *arguments: str) -> list[dict[str, Any]]:
    code, printed, _ = ask("jobs", "list", "--json", *arguments)
    assert code == 0
    found: list[dict[str, Any]] = json.loads(printed)
    return found


def test_jobs_are_listed_newest_first_with_what_they_may_cost_or_did(ask: Ask, kept: Database) -> None:
    waiting, shown = asked(kept), delivered(kept, 3)

    newest, oldest = listed(ask)

    assert (newest["id"], newest["state"], newest["usd"], newest["usd_is_final"]) == (
        shown.id, "delivered", "0.04", True,
    )  # fmt: skip
    assert (oldest["id"], oldest["who"], oldest["usd"], oldest["usd_is_final"]) == (waiting.id, ADA, "0.04", False)
    assert "up to $0.04" in ask("jobs", "list")[1]


def test_a_list_is_narrowed_by_state_workspace_time_and_count(ask: Ask, kept: Database) -> None:
    old = asked(kept, asked_at=1_000_000.0, state=State.FAILED)
    others = asked(kept, team_id=OTHER_TEAM)
    newest = asked(kept, asked_at=time.time())

    assert [row["id"] for row in listed(ask, "--state", "failed")] == [old.id]
    assert [row["id"] for row in listed(ask, "--team", OTHER_TEAM)] == [others.id]
    assert [row["id"] for row in listed(ask, "--since", "2h")] == [newest.id, others.id]
    assert [row["id"] for row in listed(ask, "--since", "1970-01-20", "--limit", "1")] == [newest.id]


@pytest.mark.parametrize(
    "wrong",
    [("--state", "lost"), ("--since", "yesterday"), ("--limit", "0"), ("--limit", "x"), ("--since", "2026-13-01")],
)
def test_an_option_that_can_not_be_read_is_refused_with_what_is_allowed(
    ask: Ask, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ask("jobs", "list", *wrong)

    assert ended.value.code == 2
    assert f"not {wrong[1]!r}" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("list",), ("list", "--json"), ("show",), ("show", "--json")], ids=" ".join)
def test_prompts_are_only_told_to_who_asks_for_them(ask: Ask, kept: Database, command: tuple[str, ...]) -> None:
    order = Order.of(TextToImage(prompt="a secret\nfox", negative_prompt="a secret dog", seed=7))
    made = asked(kept, request=order.to_json())
    words = ("jobs", command[0], *([made.id] if command[0] == "show" else []), *command[1:])

    assert "secret" not in ask(*words)[1]
    told = ask(*words, "--prompts")[1]
    assert "a secret fox" in told.replace("\\n", " ")


def test_a_job_that_is_not_there_is_not_shown(ask: Ask, kept: Database) -> None:
    asked(kept)

    assert ask("jobs", "list", "--team", "T0NONE0001") == (0, "No jobs.\n", "")
    for verb in ("show", "retry", "cancel"):
        code, printed, told = ask("jobs", verb, "000000000bad")
        assert (code, printed, "jobs list" in told) == (2, "", True)


def test_without_a_database_or_with_one_that_is_behind_nothing_is_made(ask: Ask, tmp_path: Path) -> None:
    code, _, told = ask("stats")
    assert (code, "There is no database" in told) == (2, True)
    assert list(tmp_path.iterdir()) == []

    (tmp_path / "imagine.sqlite").touch()
    code, _, told = ask("jobs", "list")
    assert (code, "python -m bot migrate" in told) == (2, True)


def test_what_is_drawn_is_cancelled_however_often_and_what_has_ended_is_not(ask: Ask, kept: Database) -> None:
    drawing, shown = asked(kept, state=State.DRAWING, drawing_at=1.0), delivered(kept, 3)

    code, printed, _ = ask("jobs", "cancel", drawing.id)
    assert (code, "is paid for" in printed) == (0, True)
    assert Jobs(kept).get(drawing.id).cancelled_by == ""
    assert "by  the command line" in " ".join(ask("jobs", "show", drawing.id)[1].splitlines())
    assert ask("jobs", "cancel", drawing.id)[1] == printed
    code, _, told = ask("jobs", "cancel", shown.id)
    assert (code, "Too late: the job is delivered" in told) == (1, True)


def test_what_waits_for_approval_is_withdrawn(ask: Ask, kept: Database) -> None:
    made = asked(kept, state=State.REVIEWING, drawn_at=1.0)
    with kept.write() as connection:
        connection.execute(sa.insert(REVIEWS).values(job_id=made.id, team_id=TEAM, asked_at=1.0))

    code, printed, _ = ask("jobs", "cancel", made.id)

    assert (code, "nobody sees it" in printed) == (0, True)
    assert Jobs(kept).get(made.id).state is State.CANCELLED


def stats(ask: Ask, *arguments: str) -> dict[str, Any]:
    code, printed, _ = ask("stats", "--json", *arguments)
    assert code == 0
    found: dict[str, Any] = json.loads(printed)
    return found


def test_stats_count_what_was_drawn_what_it_cost_and_how_long_people_waited(ask: Ask, kept: Database) -> None:
    for seconds in (1, 2, 3, 40):
        delivered(kept, seconds)
    delivered(kept, 5, team_id=OTHER_TEAM)
    asked(kept, state=State.FAILED, finished_at=time.time() + 60)
    asked(kept)

    all_of_it, own = stats(ask), stats(ask, "--team", TEAM)

    for period in ("today", "this_month"):
        assert (all_of_it[period]["pictures"], all_of_it[period]["usd"]) == (5, "0.20")
        assert all_of_it[period]["outcomes"] == {"delivered": 5, "failed": 1}
        assert (own[period]["pictures"], own[period]["usd"]) == (4, "0.16")
        assert own[period]["ack_to_shown_p50_seconds"] == pytest.approx(2, abs=0.01)
        assert own[period]["ack_to_shown_p95_seconds"] == pytest.approx(40, abs=0.01)
        assert [(one["model"], one["pictures"]) for one in own[period]["models"]] == [("Stable Image Core", 4)]
    assert (own["now"]["waiting"], own["now"]["dead_letters"]) == (1, 1)
    assert own["now"]["oldest_waiting_seconds"] >= 90
    assert "dead letters" in ask("stats")[1]


def test_stats_of_nothing_are_zeros(ask: Ask, kept: Database) -> None:
    assert kept.standing().is_current
    counted = stats(ask)

    assert counted["now"]["oldest_waiting_seconds"] is None
    assert (counted["today"]["pictures"], counted["today"]["usd"], counted["today"]["models"]) == (0, "0.00", [])


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.25, 1), (0.5, 2), (0.51, 3), (0.95, 4), (1.0, 4)])
def test_a_percentile_is_a_wait_that_somebody_had(share: float, expected: float) -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], share) == expected
    assert percentile([], share) is None


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-3, "0 s"), (59.9, "59 s"), (60, "1 min"), (7200, "2 h"), (86400 * 12.9, "12 d")]
)
def test_an_age_is_one_number_with_its_unit(seconds: float, expected: str) -> None:
    assert age(seconds) == expected


@pytest.mark.parametrize(
    ("usd", "expected"),
    [("0", "0.00"), ("0.04", "0.04"), ("0.040000", "0.04"), ("0.0125", "0.0125"), ("100", "100.00")],
)
def test_dollars_are_exact_with_two_digits_at_least(usd: str, expected: str) -> None:
    assert dollars(Decimal(usd)) == expected


def test_columns_are_aligned() -> None:
    assert table(["id", "state"], [["abc", "x"], ["d", "yy"]]) == ["id   state", "abc  x", "d    yy"]

"""A job that has failed is begun again once, and what it has cost already stays in the ledger."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from bot.jobs import names
from bot.jobs.again import Again, NotRetriedError
from bot.jobs.engine_records import workflows_of
from bot.jobs.engine_tables import migrate_engine
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.ledger import Entry, EntryState, Ledger
from bot.store.tables import PICTURES, REVIEWS
from tests.bot.entries import answer, begin, call, end, reserve
from tests.bot.job_rows import TEAM, add, job

DRAWN = {"kind": "drawn", "parts": [], "model_id": "core", "model_title": "Core", "losses": [], "withheld": 0,
         "price_usd": "0.04"}  # fmt: skip


@pytest.fixture
def again(database: Database) -> Iterator[Again]:
    migrate_engine(database)
    with closing(Again(database)) as again:
        yield again


def failed(database: Database, **changes: Any) -> Job:  # noqa: ANN401  # any field
    """One that two pictures were asked of, which has ended."""
    made = job(state=State.FAILED, finished_at=1.0, **changes)
    add(database, made)
    reserve(database, made, pictures=2, usd="0.08")
    return made


def entry(database: Database, made: Job) -> Entry:
    found = Ledger(database).find(made.id)
    assert found is not None
    return found


def queued(database: Database, made: Job) -> dict[str, str | None]:
    """Workflows of a job, with their queues."""
    found = workflows_of(database, made.id)
    assert {one.summary["status"] for one in found} <= {"ENQUEUED"}
    return {one.summary["id"]: one.summary["queue"] for one in found}


def test_what_was_not_drawn_waits_again_and_what_it_has_cost_counts_in_the_end(
    database: Database, again: Again
) -> None:
    made = failed(database, drawing_at=1.0, cut_off=6, cut_off_alone=4, placing_by="closed")
    answer(database, begin(database, call(made)))
    begin(database, call(made))  # its worker died
    end(database, made, 5.0)
    assert (entry(database, made).spent, entry(database, made).unknown) == (Decimal("0.08"), Decimal("0.04"))

    assert again.retry(made) is False

    waiting = Jobs(database).get(made.id)
    assert (waiting.state, waiting.drawing_at, waiting.finished_at, waiting.placing_by) == (
        State.WAITING, None, None, None,
    )  # fmt: skip
    assert (waiting.cut_off, waiting.cut_off_alone) == (6, 0)
    assert queued(database, made) == {made.id: names.QUEUE}
    opened = entry(database, made)
    assert (opened.state, opened.pictures, opened.reserved) == (EntryState.RESERVED, 1, Decimal("0.08"))
    answer(database, begin(database, call(made)))
    end(database, made, 9.0)
    ended = entry(database, made)
    assert (ended.state, ended.pictures, ended.spent, ended.unknown) == (
        EntryState.UNKNOWN, 3, Decimal("0.12"), Decimal("0.04"),
    )  # fmt: skip


def test_what_was_drawn_is_only_delivered_and_its_entry_stays_closed(database: Database, again: Again) -> None:
    made = failed(database, outcome=DRAWN, drawn_at=1.0)
    answer(database, begin(database, call(made)))
    end(database, made, 5.0)
    before = entry(database, made)

    assert again.retry(made) is True

    assert Jobs(database).get(made.id).state is State.ANSWERED
    assert queued(database, made) == {names.deliver_id(made.id): names.ERRANDS}
    assert entry(database, made) == before


def test_of_many_who_begin_it_again_at_once_one_does(database: Database, again: Again) -> None:
    made = failed(database)
    end(database, made, 5.0)

    def retried(_: int) -> bool:
        try:
            again.retry(made)
        except NotRetriedError:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(retried, range(4))) == 1
    assert queued(database, made) == {made.id: names.QUEUE}


def test_while_a_worker_is_ending_it_nothing_is_begun(database: Database, again: Again) -> None:
    made = failed(database)
    again.retry(made)
    with database.write() as connection:
        connection.execute(sa.text("UPDATE imagine_jobs SET state = 'failed' WHERE id = :id"), {"id": made.id})

    with pytest.raises(NotRetriedError, match="in a moment"):
        again.retry(made)

    assert Jobs(database).get(made.id).state is State.FAILED


@pytest.mark.parametrize(
    ("decision", "state", "workflow"),
    [("approved", State.SHOWING, names.approved_id), (None, State.REVIEWING, names.deliver_id)],
)
def test_what_waited_for_approval_goes_on_where_its_reviewers_are(
    database: Database,
    again: Again,
    decision: str | None,
    state: State,
    workflow: Any,  # noqa: ANN401  # of an id
) -> None:
    made = failed(database, outcome=DRAWN)
    reviewed(database, made, decision)

    again.retry(made)

    assert Jobs(database).get(made.id).state is state
    assert queued(database, made) == {workflow(made.id): names.ERRANDS}


def reviewed(database: Database, made: Job, decision: str | None) -> None:
    with database.write() as connection:
        row = {"job_id": made.id, "team_id": TEAM, "asked_at": 1.0, "decision": decision}
        connection.execute(sa.insert(REVIEWS).values(row))


def test_what_reviewers_have_rejected_stays_hidden(database: Database, again: Again) -> None:
    made = failed(database, outcome=DRAWN)
    reviewed(database, made, "rejected")

    with pytest.raises(NotRetriedError, match="decided"):
        again.retry(made)


def test_pictures_that_were_deleted_are_not_brought_back(database: Database, again: Again) -> None:
    made = failed(database, outcome=DRAWN)
    row = {"job_id": made.id, "index": 0, "file": "0.png", "width": 8, "height": 8, "model_id": "core", "drawn_at": 1.0}
    with database.write() as connection:
        connection.execute(sa.insert(PICTURES).values(**row, deleted_at=2.0))

    with pytest.raises(NotRetriedError, match="deleted"):
        again.retry(made)


@pytest.mark.parametrize("state", [state for state in State if state is not State.FAILED])
def test_what_has_not_failed_is_left_alone_and_the_reason_is_told(
    database: Database, again: Again, state: State
) -> None:
    made = job(state=state)
    add(database, made)

    with pytest.raises(NotRetriedError, match=r"\w+: "):
        again.retry(made)

    assert Jobs(database).get(made.id).state is state

"""A job's money: reserved with it, ended once and with the job, never lost and never doubled, in whatever order."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from bot.store.calls import EntryEndedError
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.ledger import Entry, EntryState, Ledger
from bot.store.tables import CALLS
from tests.bot.entries import CORE, answer, begin, call, end, reservation, reserve
from tests.bot.job_rows import BEN, add, job

ULTRA = "stability.stable-image-ultra-v1:1"


@pytest.fixture
def entries(database: Database) -> Ledger:
    return Ledger(database)


def of(entries: Ledger, it: Job) -> Entry:
    entry = entries.find(it.id)
    assert entry
    return entry


def test_an_entry_has_what_was_reserved_then_the_sums_of_its_calls(database: Database, entries: Ledger) -> None:
    it = job(channel_id="C1", user_id=BEN)
    reserve(database, it, pictures=4, usd="0.16")
    for _ in range(2):
        answer(database, begin(database, call(it)))
    answer(database, begin(database, call(it, usd="0.14", model_id=ULTRA)), usd="0.14")
    begin(database, call(it))
    end(database, it, 1_000_005.0)

    assert of(entries, it) == Entry(
        job_id=it.id,
        team_id=it.team_id,
        channel_id="C1",
        user_id=BEN,
        task="TextToImage",
        model_id=CORE,
        pictures=4,
        reserved=Decimal("0.16"),
        spent=Decimal("0.26"),
        unknown_pictures=1,
        unknown=Decimal("0.04"),
        state=EntryState.UNKNOWN,
        reserved_at=it.asked_at,
        ended_at=1_000_005.0,
    )


def test_what_was_drawn_is_settled(database: Database, entries: Ledger) -> None:
    it = job()
    reserve(database, it, pictures=2, usd="0.28")
    answer(database, begin(database, call(it, pictures=2, usd="0.28", model_id=ULTRA)), pictures=2, usd="0.28")
    end(database, it, 2.0)

    entry = of(entries, it)
    assert (entry.state, entry.model_id, entry.pictures, entry.spent) == (EntryState.SETTLED, ULTRA, 2, Decimal("0.28"))
    assert not entry.unknown_pictures
    assert not entry.unknown


@pytest.mark.parametrize("calls", [0, 1, 3])
def test_what_was_refused_or_never_sent_is_refunded(database: Database, entries: Ledger, calls: int) -> None:
    it = job()
    reserve(database, it)
    for _ in range(calls):
        answer(database, begin(database, call(it)), pictures=0, usd="0")
    end(database, it, 2.0)

    entry = of(entries, it)
    assert (entry.state, entry.model_id, entry.pictures) == (EntryState.REFUNDED, CORE, 0)
    assert not entry.spent


def test_what_is_drawn_on_the_way_to_a_picture_costs_and_is_none_of_them(database: Database, entries: Ledger) -> None:
    it = job()
    reserve(database, it, usd="0.11")
    answer(database, begin(database, call(it, pictures=0, usd="0.07")), pictures=0, usd="0.07")
    answer(database, begin(database, call(it)))
    end(database, it, 2.0)

    assert (of(entries, it).pictures, of(entries, it).spent) == (1, Decimal("0.11"))


def test_a_call_that_died_is_paid_beside_the_one_that_was_made_in_its_place(
    database: Database, entries: Ledger
) -> None:
    it = job()
    reserve(database, it)
    begin(database, call(it))
    answer(database, begin(database, call(it)))
    end(database, it, 2.0)

    entry = of(entries, it)
    assert (entry.state, entry.spent, entry.unknown) == (EntryState.UNKNOWN, Decimal("0.08"), Decimal("0.04"))
    assert (entry.pictures, entry.unknown_pictures) == (2, 1)


def test_no_call_begins_for_an_entry_that_has_ended(database: Database, entries: Ledger) -> None:
    it = job()
    reserve(database, it)
    late = begin(database, call(it))
    end(database, it, 1.0)
    ended = entries.find(it.id)

    answer(database, late, pictures=0, usd="0")
    with pytest.raises(EntryEndedError):
        begin(database, call(it))
    reserve(database, it, usd="9")

    assert not end(database, it, 2.0)
    assert entries.find(it.id) == ended


def test_calls_are_kept_until_their_entry_has_their_sums(database: Database) -> None:
    them = [job(), job()]
    for it in them:
        reserve(database, it)
        begin(database, call(it))
    end(database, them[0], 1.0)

    with database.read() as connection:
        assert connection.execute(sa.select(CALLS.c.job_id)).scalars().all() == [them[1].id]


def test_of_two_that_end_an_entry_at_once_one_does(database: Database, entries: Ledger) -> None:
    for _ in range(10):
        it = job()
        reserve(database, it)
        begin(database, call(it))
        with ThreadPoolExecutor(2) as threads:
            ended = list(threads.map(lambda at, it=it: end(database, it, at), (1.0, 2.0)))

        assert sorted(ended) == [False, True]
        assert of(entries, it).ended_at == (1.0 if ended[0] else 2.0)
        assert of(entries, it).spent == Decimal("0.04")


def test_a_job_without_an_entry_moves_all_the_same(database: Database, jobs: Jobs, entries: Ledger) -> None:
    it = job(state=State.DRAWING)
    add(database, it)

    jobs.note_answer(it.id, {})

    assert jobs.get(it.id).state is State.ANSWERED
    assert entries.find(it.id) is None


@pytest.mark.parametrize("usd", ["-0.01", "0.0000001", "NaN", "Infinity"])
def test_an_amount_is_whole_micro_dollars(usd: str) -> None:
    with pytest.raises(ValueError, match="micro-dollars"):
        reservation(job(), usd=usd)


def test_a_job_draws_a_picture_at_least_and_a_call_no_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="1 picture at least"):
        reservation(job(), pictures=0)
    with pytest.raises(ValueError, match="-1 pictures"):
        call(job(), pictures=-1)


def test_a_move_that_is_undone_takes_its_money_back(database: Database, entries: Ledger, jobs: Jobs) -> None:
    """The job's end and its entry's are one: where one can't be written, neither is."""
    it = job(state=State.DRAWING)
    add(database, it)
    reserve(database, it)

    def fail(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement == "COMMIT":
            raise ConnectionError("the disk is full")

    sa.event.listen(database.engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(ConnectionError):
            jobs.note_answer(it.id, {})
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", fail)

    entry = entries.find(it.id)
    assert entry
    assert (jobs.get(it.id).state, entry.state) == (State.DRAWING, EntryState.RESERVED)

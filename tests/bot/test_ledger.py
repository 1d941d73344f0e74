"""A job's money: reserved with it, ended once and with the job, never lost and never doubled, in whatever order."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.jobs.outcome import Drawn, NotDrawn, Outcome, ending_of
from bot.store import ledger
from bot.store.artifacts import Part
from bot.store.database import Database
from bot.store.jobs import UNFINISHED, Job, Jobs, State
from bot.store.ledger import SPENT, Ending, Entry, EntryState, Ledger, Refunded, Settled, Unknown
from bot.store.line import Line
from bot.store.tables import LEDGER
from tests.bot.entries import CORE, end, reservation, reserve
from tests.bot.job_rows import ADA, BEN, add, job

ULTRA = "stability.stable-image-ultra-v1:1"
DRAWN = Settled(model_id=ULTRA, pictures=2, usd=Decimal("0.28"))
ENDINGS: Sequence[Ending] = (DRAWN, Refunded(), Unknown())

amounts = st.decimals(min_value=0, max_value=100, places=6)
endings = st.one_of(
    st.builds(Settled, model_id=st.just(ULTRA), pictures=st.integers(0, 5), usd=amounts),
    st.builds(Refunded),
    st.builds(Unknown),
)


@pytest.fixture
def entries(database: Database) -> Ledger:
    return Ledger(database)


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Of a module, for tests that leave nothing in it."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'imagine.sqlite'}")
    database.create_tables()
    yield database
    database.dispose()


@contextmanager
def undone(database: Database) -> Iterator[sa.Connection]:
    """A transaction that never was."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def read(connection: sa.Connection) -> list[Entry]:
    return [Entry.from_row(row) for row in connection.execute(sa.select(LEDGER)).mappings()]


def drawn(pictures: int, usd: str) -> Drawn:
    parts = tuple(
        Part(index=index, file=f"{index}.png", width=8, height=8, seed=7, model_id=CORE) for index in range(pictures)
    )
    return Drawn(parts=parts, model_id=CORE, model_title="Core", losses=(), withheld=0, price_usd=usd)


def not_drawn(code: str) -> NotDrawn:
    return NotDrawn(refused=code == "content_filtered", code=code, values={}, reference="ab12cd34")


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (DRAWN, {"state": EntryState.SETTLED, "spent": Decimal("0.28"), "pictures": 2, "model_id": ULTRA}),
        (Refunded(), {"state": EntryState.REFUNDED, "spent": Decimal(0), "pictures": 0, "model_id": CORE}),
        (Unknown(), {"state": EntryState.UNKNOWN, "spent": Decimal("0.16"), "pictures": 4, "model_id": CORE}),
    ],
)
def test_an_entry_says_what_was_reserved_and_what_came_of_it(
    database: Database, entries: Ledger, ending: Ending, told: dict[str, Any]
) -> None:
    it = job(channel_id="C1", user_id=BEN)
    reserve(database, it, pictures=4, usd="0.16")
    end(database, it, ending, 1_000_005.0)

    assert entries.find(it.id) == Entry(
        job_id=it.id,
        team_id=it.team_id,
        channel_id="C1",
        user_id=BEN,
        task="TextToImage",
        reserved=Decimal("0.16"),
        reserved_at=it.asked_at,
        ended_at=1_000_005.0,
        **told,
    )


@pytest.mark.parametrize("second", ENDINGS)
@pytest.mark.parametrize("first", ENDINGS)
def test_an_entry_ends_once(database: Database, entries: Ledger, first: Ending, second: Ending) -> None:
    it = job()
    reserve(database, it)

    assert end(database, it, first, 1.0)
    ended = entries.find(it.id)
    assert not end(database, it, second, 2.0)
    reserve(database, it, usd="9")
    assert entries.find(it.id) == ended


def test_of_two_that_end_an_entry_at_once_one_does(database: Database, entries: Ledger) -> None:
    for _ in range(10):
        it = job()
        reserve(database, it)
        with ThreadPoolExecutor(2) as threads:
            settled = threads.submit(end, database, it, DRAWN, 1.0)
            refunded = threads.submit(end, database, it, Refunded(), 1.0)

        assert settled.result() is not refunded.result()
        entry = entries.find(it.id)
        assert entry
        assert entry.state is (EntryState.SETTLED if settled.result() else EntryState.REFUNDED)


def test_a_job_without_an_entry_moves_all_the_same(database: Database, jobs: Jobs, entries: Ledger) -> None:
    it = job(state=State.DRAWING)
    add(database, it)

    jobs.note_answer(it.id, {}, DRAWN)

    assert jobs.get(it.id).state is State.ANSWERED
    assert entries.find(it.id) is None


@pytest.mark.parametrize("usd", ["-0.01", "0.0000001", "NaN", "Infinity"])
def test_an_amount_is_whole_micro_dollars(usd: str) -> None:
    with pytest.raises(ValueError, match="micro-dollars"):
        Settled(model_id=CORE, pictures=1, usd=Decimal(usd))
    with pytest.raises(ValueError, match="micro-dollars"):
        reservation(job(), usd=usd)


def test_a_job_draws_a_picture_at_least() -> None:
    with pytest.raises(ValueError, match="1 picture at least"):
        reservation(job(), pictures=0)


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (drawn(3, "0.12"), Settled(model_id=CORE, pictures=3, usd=Decimal("0.12"))),
        (not_drawn("content_filtered"), Refunded()),
        (not_drawn("throttled"), Refunded()),
        (not_drawn("source_gone"), Refunded()),
        (not_drawn("unexpected"), Refunded()),
        (not_drawn("unknown_result"), Unknown()),
        (not_drawn("bad_response"), Unknown()),
    ],
)
def test_what_a_draw_came_to_says_how_its_entry_ends(outcome: Outcome, ending: Ending) -> None:
    assert ending_of(outcome) == ending


@given(
    wanted=st.lists(amounts, min_size=1, max_size=4),
    moves=st.lists(st.tuples(st.integers(0, 3), st.none() | endings), max_size=20),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_in_any_order_and_repetition_each_cent_is_where_it_was_put(
    one_database: Database, wanted: list[Decimal], moves: list[tuple[int, Ending | None]]
) -> None:
    them = [job() for _ in wanted]
    expected: dict[str, tuple[Decimal, Ending | None]] = {}
    with undone(one_database) as connection:
        for number, move in moves:
            it, usd = them[number % len(them)], wanted[number % len(them)]
            if move is None:
                ledger.reserve(connection, reservation(it, usd=str(usd)), 1.0)
                expected.setdefault(it.id, (usd, None))
            elif ledger.end(connection, it.id, move, 2.0):
                assert expected[it.id][1] is None
                expected[it.id] = (usd, move)
        entries = read(connection)

    held = sum((usd for usd, ending in expected.values() if ending is None), Decimal(0))
    spent = sum((came_to(usd, ending) for usd, ending in expected.values() if ending), Decimal(0))
    assert {entry.job_id for entry in entries} == set(expected)
    assert sum((entry.reserved for entry in entries if entry.state is EntryState.RESERVED), Decimal(0)) == held
    assert sum((entry.spent for entry in entries), Decimal(0)) == spent
    assert all(entry.spent == 0 for entry in entries if entry.state not in SPENT)
    assert all(min(entry.spent, entry.reserved) >= 0 for entry in entries)


def came_to(reserved: Decimal, ending: Ending) -> Decimal:
    match ending:
        case Settled():
            return ending.usd
        case Unknown():
            return reserved
        case _:
            return Decimal(0)


MOVES: dict[str, Callable[[Jobs, Line, Job], object]] = {
    "begin": lambda _, line, it: line.begin(it),
    "drawn": lambda jobs, _, it: jobs.note_answer(it.id, {}, DRAWN),
    "refused": lambda jobs, _, it: jobs.note_answer(it.id, {}, Refunded()),
    "lost": lambda jobs, _, it: jobs.note_answer(it.id, {}, Unknown()),
    "show": lambda jobs, _, it: jobs.begin_showing(it.id),
    "cancel waiting": lambda jobs, _, it: jobs.cancel_waiting(it.id, ADA),
    "cancel drawing": lambda jobs, _, it: jobs.cancel_drawing(it.id, ADA),
    "cancelled": lambda jobs, _, it: jobs.finish(it.id, State.CANCELLED),
    "failed": lambda jobs, _, it: jobs.finish(it.id, State.FAILED),
}


@given(moves=st.lists(st.sampled_from(list(MOVES)), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_becomes_of_a_job_its_money_goes_with_it(one_database: Database, moves: list[str]) -> None:
    jobs, line, it = Jobs(one_database), Line(one_database, 2), job()
    add(one_database, it)
    reserve(one_database, it)
    answer = None
    for move in moves:
        before = jobs.get(it.id).state
        MOVES[move](jobs, line, it)
        if before is State.DRAWING and jobs.get(it.id).state is State.ANSWERED:
            answer = move

    entry, state = Ledger(one_database).find(it.id), jobs.get(it.id).state
    assert entry
    if answer:
        states = {"drawn": EntryState.SETTLED, "refused": EntryState.REFUNDED, "lost": EntryState.UNKNOWN}
        assert entry.state is states[answer]
    else:
        assert entry.state is (EntryState.RESERVED if state in UNFINISHED else EntryState.REFUNDED)


def test_a_move_that_is_undone_takes_its_money_back(database: Database, entries: Ledger, jobs: Jobs) -> None:
    """The job's end and its entry's are one: where one can't be written, neither is."""
    it = job(state=State.DRAWING)
    add(database, it)
    reserve(database, it)

    def fail(*_: object) -> None:
        raise ConnectionError("the disk is full")

    sa.event.listen(database.engine, "commit", fail, insert=True)
    try:
        with pytest.raises(ConnectionError):
            jobs.note_answer(it.id, {}, DRAWN)
    finally:
        sa.event.remove(database.engine, "commit", fail)

    entry = entries.find(it.id)
    assert entry
    assert (jobs.get(it.id).state, entry.state) == (State.DRAWING, EntryState.RESERVED)

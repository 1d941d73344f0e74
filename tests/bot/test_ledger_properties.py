"""A job's money in any order and any repetition of what may happen: never doubled, never lost, never overdrawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.store import calls, ledger
from bot.store.calls import Call, EntryEndedError
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.ledger import SPENT, Entry, EntryState, Ledger
from bot.store.line import Line
from bot.store.tables import LEDGER
from tests.bot.entries import begin, call, reservation, reserve
from tests.bot.job_rows import ADA, add, job


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Of a module, for tests that make jobs of their own in it."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'imagine.sqlite'}")
    database.create_tables()
    yield database
    database.dispose()


class _Money(RuleBasedStateMachine):
    """Reserve, begin, end, settle in any order and any repetition, beside what must be true of it.

    A job of `wanted` pictures is drawn by calls of one picture each at the price that was reserved for it. A worker
    sends no more calls than pictures are missing; when it is killed, those that were under way stay as they are.
    """

    connection: sa.Connection

    @initialize(
        prices=st.lists(st.integers(0, 10**9), min_size=1, max_size=3), wanted=st.lists(st.integers(1, 3), min_size=3)
    )
    def ask(self, prices: list[int], wanted: list[int]) -> None:
        self.jobs = [job() for _ in prices]
        self.price, self.wanted = prices, wanted
        self.under_way: list[list[Call]] = [[] for _ in prices]
        self.dead: list[list[Call]] = [[] for _ in prices]
        self.drawn = [0] * len(prices)
        self.refused = [0] * len(prices)
        self.ended: dict[int, Entry] = {}
        self.reserved: set[int] = set()

    def which(self, number: int) -> int:
        return number % len(self.jobs)

    def entry(self, which: int) -> Entry:
        mine = sa.select(LEDGER).where(LEDGER.c.job_id == self.jobs[which].id)
        return Entry.from_row(self.connection.execute(mine).mappings().one())

    @rule(number=st.integers(0, 2))
    def reserve(self, number: int) -> None:
        which = self.which(number)
        usd = ledger.dollars_of(self.price[which] * self.wanted[which])
        ledger.reserve(self.connection, reservation(self.jobs[which], pictures=self.wanted[which], usd=str(usd)), 1.0)
        self.reserved.add(which)

    @rule(number=st.integers(0, 2))
    def send(self, number: int) -> None:
        which = self.which(number)
        gone = self.drawn[which] + self.refused[which] + len(self.under_way[which])
        if which not in self.reserved or gone >= self.wanted[which]:
            return
        sent = call(self.jobs[which], usd=str(ledger.dollars_of(self.price[which])))
        if which in self.ended:
            with pytest.raises(EntryEndedError):
                calls.begin(self.connection, sent, 1.0)
        else:
            calls.begin(self.connection, sent, 1.0)
            self.under_way[which].append(sent)

    @rule(number=st.integers(0, 2), is_drawn=st.booleans(), times=st.integers(1, 2))
    def answer(self, number: int, *, is_drawn: bool, times: int) -> None:
        which = self.which(number)
        if not self.under_way[which]:
            return
        sent = self.under_way[which].pop()
        for _ in range(times):
            calls.end(self.connection, replace(sent, pictures=int(is_drawn), micros=sent.micros * is_drawn))
        if which not in self.ended:
            self.drawn[which] += is_drawn
            self.refused[which] += not is_drawn

    @rule(number=st.integers(0, 2))
    def kill(self, number: int) -> None:
        which = self.which(number)
        if which not in self.ended:
            self.dead[which] += self.under_way[which]
        self.under_way[which] = []

    @rule(number=st.integers(0, 2))
    def end(self, number: int) -> None:
        which = self.which(number)
        is_first = which in self.reserved and which not in self.ended
        assert ledger.end(self.connection, self.jobs[which].id, 2.0) is is_first
        if is_first:
            self.dead[which] += self.under_way[which]
            self.ended[which] = self.entry(which)

    @invariant()
    def each_cent_is_where_it_was_put(self) -> None:
        for which in getattr(self, "reserved", ()):
            entry, each = self.entry(which), ledger.dollars_of(self.price[which])
            assert entry.reserved == each * self.wanted[which]
            if which not in self.ended:
                assert (entry.state, entry.pictures) == (EntryState.RESERVED, self.wanted[which])
                assert not entry.spent
                continue
            assert entry == self.ended[which], "an entry that has ended never changes"
            extra = max(0, self.drawn[which] + self.refused[which] + len(self.dead[which]) - self.wanted[which])
            assert 0 <= entry.spent <= entry.reserved + each * extra
            assert entry.spent == each * (self.drawn[which] + len(self.dead[which]))
            assert entry.unknown == each * len(self.dead[which])
            assert (entry.pictures, entry.unknown_pictures) == (
                self.drawn[which] + len(self.dead[which]),
                len(self.dead[which]),
            )
            assert (entry.state in SPENT) is (entry.pictures > 0)


def test_in_any_order_and_repetition_each_cent_is_where_it_was_put(one_database: Database) -> None:
    with one_database.engine.connect() as in_one, in_one.begin() as transaction:

        class Money(_Money):
            connection = in_one

        run_state_machine_as_test(
            Money,
            settings=settings(deadline=None, max_examples=60, stateful_step_count=25),
        )
        transaction.rollback()


MOVES: dict[str, Callable[[Database, Jobs, Line, Job], object]] = {
    "begin": lambda _, __, line, it: line.begin(it),
    "send": lambda database, jobs, __, it: (
        begin(database, call(it)) if jobs.get(it.id).state is State.DRAWING else None
    ),
    "answered": lambda _, jobs, __, it: jobs.note_answer(it.id, {}),
    "show": lambda _, jobs, __, it: jobs.begin_showing(it.id),
    "cancel waiting": lambda _, jobs, __, it: jobs.cancel_waiting(it.id, ADA),
    "cancel drawing": lambda _, jobs, __, it: jobs.cancel_drawing(it.id, ADA),
    "cancelled": lambda _, jobs, __, it: jobs.finish(it.id, State.CANCELLED),
    "failed": lambda _, jobs, __, it: jobs.finish(it.id, State.FAILED),
}


@given(moves=st.lists(st.sampled_from(list(MOVES)), max_size=8))
@settings(deadline=None, max_examples=60)
def moves_of_a_job(database: Database, moves: list[str]) -> None:
    jobs, line, it = Jobs(database), Line(database, 2), job()
    add(database, it)
    reserve(database, it)
    sent = 0
    for move in moves:
        sent += move == "send" and jobs.get(it.id).state is State.DRAWING
        MOVES[move](database, jobs, line, it)

    entry, state = Ledger(database).find(it.id), jobs.get(it.id).state
    assert entry
    if state in {State.WAITING, State.DRAWING}:
        assert entry.state is EntryState.RESERVED
    else:
        assert entry.state is (EntryState.UNKNOWN if sent else EntryState.REFUNDED)
        assert entry.spent == Decimal("0.04") * sent


def test_whatever_becomes_of_a_job_its_money_goes_with_it(one_database: Database) -> None:
    moves_of_a_job(one_database)

"""Calls a minute over all workers: never more than the limit in any sixty seconds, fewer while Bedrock throttles."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.call_slots import CallSlots
from bot.store.database import Database
from tests.titan_core.clocks import Clock

LIMIT = 6


def most_in_a_minute(moments: list[float]) -> int:
    ordered = sorted(moments)
    return max(sum(1 for other in ordered if at <= other < at + 60.0 - 1e-6) for at in ordered)


def test_ten_calls_at_once_are_six_now_and_four_a_minute_and_a_second_later(database: Database, clock: Clock) -> None:
    slots = CallSlots(database, LIMIT, clock=clock)
    slots.prepare()

    assert [round(slots.take()) for _ in range(10)] == [0] * 6 + [61] * 4


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pauses=st.lists(st.floats(0, 30), min_size=1, max_size=30))
def test_no_minute_holds_more_calls_than_the_limit_however_they_come(database: Database, pauses: list[float]) -> None:
    clock = Clock()
    clock.now = random.random() + max([0.0, *free_times(database)]) + 60
    slots = CallSlots(database, LIMIT, clock=clock)
    slots.prepare()
    moments = []
    for pause in pauses:
        clock.now += pause
        moments.append(clock.now + slots.take())

    assert most_in_a_minute(moments) <= LIMIT


def free_times(database: Database) -> list[float]:
    with database.read() as connection:
        return [row.free_at for row in connection.exec_driver_sql("SELECT free_at FROM imagine_call_slots")]


def test_several_workers_at_once_never_take_the_same_slot(database: Database, clock: Clock) -> None:
    others = [Database(database.url) for _ in range(3)]
    workers = [CallSlots(one, LIMIT, clock=clock) for one in (database, *others)]
    for worker in workers:
        worker.prepare()
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda number: round(workers[number % 4].take()), range(24)))
    for other in others:
        other.dispose()

    assert sorted(waits) == [0] * 6 + [61] * 6 + [122] * 6 + [183] * 6


def test_a_new_process_does_not_forget_the_calls_of_the_last_one(database: Database, clock: Clock) -> None:
    processes = [CallSlots(database, LIMIT, clock=clock) for _ in range(2)]
    waits = []
    for slots in processes:
        slots.prepare()
        waits += [slots.take() for _ in range(LIMIT)]

    assert waits == [0.0] * LIMIT + [61.0] * LIMIT


def test_a_lower_limit_holds_from_the_next_start(database: Database, clock: Clock) -> None:
    CallSlots(database, LIMIT, clock=clock).prepare()
    slots = CallSlots(database, 2, clock=clock)
    slots.prepare()

    assert [slots.take() for _ in range(3)] == [0.0, 0.0, 61.0]


@pytest.fixture
def fleet(database: Database) -> Iterator[list[Database]]:
    """The same database as three processes have it: each by connections of its own."""
    databases = [Database(database.url) for _ in range(3)]
    yield databases
    for one in databases:
        one.dispose()


def test_three_workers_together_keep_the_limit_in_any_window_by_the_databases_own_clock(fleet: list[Database]) -> None:
    window, way, limit = 1.0, 1.0, 8
    workers = [CallSlots(one, limit, seconds=window + way) for one in fleet]
    workers[0].prepare()

    def call(number: int) -> float:
        time.sleep(workers[number % 3].take())
        return time.monotonic()

    with ThreadPoolExecutor(2 * limit) as threads:
        moments = sorted(threads.map(call, range(2 * limit)))
    assert max(sum(at <= other < at + window for other in moments) for at in moments) <= limit


def test_a_host_whose_clock_is_wrong_takes_no_slot_before_its_time(database: Database) -> None:
    """On a server its clock rules: a host that is an hour ahead isn't asked. SQLite has one host."""
    CallSlots(database, 1).prepare()
    assert CallSlots(database, 1).take() == 0.0
    with database.read() as connection:
        now = connection.scalar(sa.text("SELECT extract(epoch FROM clock_timestamp())")) if database.is_server else None

    (free_at,) = free_times(database)
    assert free_at == pytest.approx(float(now or time.time()) + 61, abs=20)


def test_one_workers_throttled_answer_slows_all_of_them_and_calls_that_pass_make_them_faster_again(
    fleet: list[Database], clock: Clock
) -> None:
    workers = [CallSlots(one, 1000, clock=clock) for one in fleet]
    workers[0].prepare()
    for _ in range(4):
        clock.now += 1
        workers[1].slow_down()

    waits = [workers[number % 3].take() for number in range(100)]
    gaps = [later - earlier for earlier, later in pairwise(waits)]
    assert waits[0] == pytest.approx(0.8)
    assert gaps[0] == pytest.approx(0.8)
    assert all(later <= earlier + 1e-6 for earlier, later in pairwise(gaps))
    assert gaps[-1] == 0.0


def test_what_throttles_never_lets_more_through_than_the_limit(database: Database, clock: Clock) -> None:
    slots = CallSlots(database, LIMIT, clock=clock)
    slots.prepare()
    moments = []
    for number in range(30):
        if number % 4 == 0:
            slots.slow_down()
        moments.append(clock.now + slots.take())
        clock.now += 1

    assert most_in_a_minute(moments) <= LIMIT

"""Calls a minute over all workers: never more than the limit in any sixty seconds."""

import random
from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.call_slots import CallSlots
from bot.store.database import Database
from tests.titan_core.clocks import Clock

LIMIT = 6


def most_in_a_minute(moments: list[float]) -> int:
    ordered = sorted(moments)
    return max(sum(1 for other in ordered if at <= other < at + 60.0 - 1e-6) for at in ordered)


def test_ten_calls_at_once_are_six_now_and_four_a_minute_later(database: Database, clock: Clock) -> None:
    slots = CallSlots(database, LIMIT, clock=clock)
    slots.prepare()

    assert [round(slots.take()) for _ in range(10)] == [0] * 6 + [60] * 4


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

    assert sorted(waits) == [0] * 6 + [60] * 6 + [120] * 6 + [180] * 6


def test_a_new_process_does_not_forget_the_calls_of_the_last_one(database: Database, clock: Clock) -> None:
    processes = [CallSlots(database, LIMIT, clock=clock) for _ in range(2)]
    waits = []
    for slots in processes:
        slots.prepare()
        waits += [slots.take() for _ in range(LIMIT)]

    assert waits == [0.0] * LIMIT + [60.0] * LIMIT


def test_a_lower_limit_holds_from_the_next_start(database: Database, clock: Clock) -> None:
    CallSlots(database, LIMIT, clock=clock).prepare()
    slots = CallSlots(database, 2, clock=clock)
    slots.prepare()

    assert [slots.take() for _ in range(3)] == [0.0, 0.0, 60.0]

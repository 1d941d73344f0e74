"""What the queue's poller sleeps on: rung, it looks at once; set, it ends; else it sleeps its time out."""

import threading
import time
from collections.abc import Callable

from bot.jobs.bell import Bell

LONG = 30.0


def seconds_of(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_a_ring_ends_a_sleep_without_ending_the_poller() -> None:
    bell = Bell()
    ringer = threading.Timer(0.05, bell.ring)
    ringer.start()

    assert seconds_of(lambda: bell.wait(LONG)) < LONG / 2
    assert not bell.is_set()
    ringer.join()


def test_a_ring_while_the_poller_looks_is_kept_for_its_next_sleep() -> None:
    bell = Bell()
    bell.ring()

    assert bell.wait(LONG) is False


def test_a_ring_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.wait(LONG)

    assert seconds_of(lambda: bell.wait(0.05)) >= 0.05


def test_a_late_ring_is_heard_at_its_time() -> None:
    bell = Bell()
    bell.ring(after=[0.05])

    assert 0.05 <= seconds_of(lambda: bell.wait(LONG)) < LONG / 2


def test_rings_at_several_moments_are_heard_at_each() -> None:
    bell = Bell(pause=0.0)
    bell.ring(after=[0.02, 1.0])

    assert seconds_of(lambda: bell.wait(LONG)) < LONG / 2
    assert seconds_of(lambda: bell.wait(LONG)) < LONG / 2
    assert seconds_of(lambda: bell.wait(0.05)) >= 0.05


def test_of_two_rings_the_earlier_counts() -> None:
    bell = Bell()
    bell.ring(after=[LONG])
    bell.ring()

    assert seconds_of(lambda: bell.wait(LONG)) < LONG / 2


def test_two_looks_lie_apart_however_often_it_is_rung() -> None:
    bell = Bell(pause=0.05)
    bell.ring()
    bell.wait(LONG)
    bell.ring()

    assert seconds_of(lambda: bell.wait(LONG)) >= 0.05


def test_set_ends_every_sleep_at_once() -> None:
    bell = Bell()
    setter = threading.Timer(0.05, bell.set)
    setter.start()

    assert bell.wait(LONG) is True
    assert bell.wait(LONG) is True
    setter.join()

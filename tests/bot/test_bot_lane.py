"""One lane: many together, or one alone."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest

from bot.jobs.lane import Lane

SECONDS = 10


class Walker:
    """Somebody in the lane, until told to leave."""

    def __init__(self, pool: ThreadPoolExecutor, enter: Callable[[], AbstractContextManager[None]]) -> None:
        self.inside, self._leave = threading.Event(), threading.Event()
        self._done: Future[None] = pool.submit(self._walk, enter)

    def leave(self) -> None:
        self._leave.set()
        self._done.result(SECONDS)

    def _walk(self, enter: Callable[[], AbstractContextManager[None]]) -> None:
        with enter():
            self.inside.set()
            assert self._leave.wait(SECONDS)


def test_many_are_together_and_one_alone_waits_for_all_of_them() -> None:
    lane = Lane()
    with ThreadPoolExecutor(4) as pool:
        together = [Walker(pool, lane.together) for _ in range(2)]
        assert all(walker.inside.wait(SECONDS) for walker in together)
        alone = Walker(pool, lane.alone)
        together[0].leave()
        assert not alone.inside.wait(0.05)
        together[1].leave()
        assert alone.inside.wait(SECONDS)
        alone.leave()


def test_whoever_wants_to_be_alone_is_not_kept_waiting_by_newcomers() -> None:
    lane = Lane()
    with ThreadPoolExecutor(4) as pool:
        early = Walker(pool, lane.together)
        assert early.inside.wait(SECONDS)
        alone = Walker(pool, lane.alone)
        assert not alone.inside.wait(0.05)
        late = Walker(pool, lane.together)
        assert not late.inside.wait(0.05)
        early.leave()
        assert alone.inside.wait(SECONDS)
        assert not late.inside.is_set()
        alone.leave()
        assert late.inside.wait(SECONDS)
        late.leave()


def test_two_that_want_to_be_alone_are_never_there_at_once() -> None:
    lane = Lane()
    with ThreadPoolExecutor(2) as pool:
        first = Walker(pool, lane.alone)
        assert first.inside.wait(SECONDS)
        second = Walker(pool, lane.alone)
        assert not second.inside.wait(0.05)
        first.leave()
        assert second.inside.wait(SECONDS)
        second.leave()


def test_a_draw_that_fails_leaves_the_lane() -> None:
    lane = Lane()
    for enter in (lane.together, lane.alone, lane.together):
        with pytest.raises(ValueError, match="failed"), enter():
            raise ValueError("failed")
    with lane.alone():
        pass

"""One lane: many together, or one alone."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial

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
        alone = Walker(pool, partial(lane.alone, 0))
        together[0].leave()
        assert not alone.inside.wait(0.05)
        together[1].leave()
        assert alone.inside.wait(SECONDS)
        alone.leave()


def test_whoever_wants_to_be_alone_lets_newcomers_pass_for_a_while() -> None:
    lane = Lane()
    with ThreadPoolExecutor(4) as pool:
        early = Walker(pool, lane.together)
        assert early.inside.wait(SECONDS)
        alone = Walker(pool, partial(lane.alone, 0))
        late = Walker(pool, lane.together)
        assert late.inside.wait(SECONDS)
        early.leave()
        assert not alone.inside.wait(0.05)
        late.leave()
        assert alone.inside.wait(SECONDS)
        alone.leave()


def test_of_several_that_want_to_be_alone_the_one_that_was_cut_off_least_goes_first() -> None:
    lane = Lane()
    with ThreadPoolExecutor(4) as pool:
        early = Walker(pool, lane.together)
        assert early.inside.wait(SECONDS)
        often = Walker(pool, partial(lane.alone, 2))
        assert not often.inside.wait(0.05)
        never = Walker(pool, partial(lane.alone, 0))
        assert not never.inside.wait(0.05)
        early.leave()
        assert never.inside.wait(SECONDS)
        assert not often.inside.is_set()
        never.leave()
        assert often.inside.wait(SECONDS)
        often.leave()


def test_whoever_wants_to_be_alone_is_not_kept_waiting_by_newcomers_for_ever() -> None:
    lane = Lane(patience=0.02)
    with ThreadPoolExecutor(4) as pool:
        early = Walker(pool, lane.together)
        assert early.inside.wait(SECONDS)
        alone = Walker(pool, partial(lane.alone, 0))
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
        first = Walker(pool, partial(lane.alone, 0))
        assert first.inside.wait(SECONDS)
        second = Walker(pool, partial(lane.alone, 0))
        assert not second.inside.wait(0.05)
        first.leave()
        assert second.inside.wait(SECONDS)
        second.leave()


def test_a_draw_that_fails_leaves_the_lane() -> None:
    lane = Lane()
    for enter in (lane.together, partial(lane.alone, 0), lane.together):
        with pytest.raises(ValueError, match="failed"), enter():
            raise ValueError("failed")
    with lane.alone(0):
        pass

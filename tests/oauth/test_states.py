"""A state is good once, for ten minutes, in the browser that it was made for."""

import pytest

from bot.oauth.keys import Keys
from bot.oauth.states import LIFE_SECONDS, StateFault, States
from bot.store.database import Database
from tests.oauth.installing import KEY, OTHER_KEY, on_both


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def states(database: Database, clock: Clock) -> States:
    return States(database, Keys((KEY,)), clock)


@on_both
def test_it_is_good_once(states: States, database: Database, clock: Clock) -> None:
    state = states.issue("mine")

    assert states.fault_of(state, "mine") is None
    assert states.fault_of(state, "mine") == StateFault.USED
    assert States(database, Keys((KEY,)), clock).fault_of(state, "mine") == StateFault.USED, "in each process"


def test_it_is_of_one_browser(states: States) -> None:
    state = states.issue("mine")

    assert states.fault_of(state, "other") == StateFault.OTHER_BROWSER
    assert states.fault_of(state, "") == StateFault.OTHER_BROWSER
    assert states.fault_of(state, "mine") is None, "who tries with another doesn't use it up"


def test_one_browser_may_have_several_under_way(states: States) -> None:
    first, second = states.issue("mine"), states.issue("mine")

    assert states.fault_of(second, "mine") is None
    assert states.fault_of(first, "mine") is None


def test_it_grows_old_and_stays_used_until_then(states: States, clock: Clock) -> None:
    used, late = states.issue("mine"), states.issue("mine")
    assert states.fault_of(used, "mine") is None
    clock.now += LIFE_SECONDS - 1
    assert states.fault_of(used, "mine") == StateFault.USED
    clock.now += 2

    assert states.fault_of(late, "mine") == StateFault.OLD
    assert states.fault_of(used, "mine") == StateFault.OLD


def test_what_was_not_made_here_is_none(states: States) -> None:
    for forged in ("", "x", "gAAAAA", "\ud800", "a" * 10_000):
        assert states.fault_of(forged, "mine") == StateFault.OLD


def test_neither_another_s_key_nor_a_sealed_token_makes_one(states: States, database: Database, clock: Clock) -> None:
    assert states.fault_of(States(database, Keys((OTHER_KEY,)), clock).issue("mine"), "mine") == StateFault.OLD
    assert states.fault_of(Keys((KEY,)).seal("xoxb-1", clock.now), "mine") == StateFault.OLD

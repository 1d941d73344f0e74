"""The wait for Slack to process a file: found soon, found again when it changes, never by hammering."""

import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.delivery.readiness import Readiness

CALL_SECONDS = 0.005
LEARNED = 15  # files after which the wait counts as learned


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """How late a file was shown, and after how many refused tries."""

    late: float
    refused: int


def show(readiness: Readiness, ready_at: float) -> Shown:
    """What publishing does with one file, in a time of its own."""
    age, refused, last_refused = readiness.expected, 0, None
    for pause in readiness.pauses():
        if age >= ready_at:
            break
        last_refused, refused = age, refused + 1
        age += pause + CALL_SECONDS
    readiness.learn(last_refused, age)
    return Shown(late=age - ready_at, refused=refused)


def show_many(delay: Callable[[], float], *, readiness: Readiness | None = None, files: int = 200) -> list[Shown]:
    readiness = readiness or Readiness()
    return [show(readiness, delay()) for _ in range(files)]


@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.2, 3.0, 10.0])
def test_a_steady_delay_is_met_within_tens_of_milliseconds_at_one_refused_try_or_none(seconds: float) -> None:
    learned = show_many(lambda: seconds)[LEARNED:]

    assert statistics.median(file.late for file in learned) <= 0.025
    assert max(file.late for file in learned) <= 0.1
    assert statistics.fmean(file.refused for file in learned) <= 1


@pytest.mark.parametrize("seconds", [0.2, 1.2, 3.0])
@pytest.mark.parametrize("jitter", [0.05, 0.15])
def test_an_unsteady_delay_is_met_within_its_spread_at_two_or_three_refused_tries(
    seconds: float, jitter: float
) -> None:
    rng = random.Random(7)
    learned = show_many(lambda: rng.lognormvariate(0, jitter) * seconds)[LEARNED:]
    refused = [file.refused for file in learned]

    assert statistics.median(file.late for file in learned) <= max(0.03, seconds * jitter)
    assert statistics.fmean(refused) <= 2
    assert statistics.quantiles(refused, n=20)[-1] <= 5


def test_a_slack_that_has_become_faster_is_noticed() -> None:
    readiness = Readiness()
    show_many(lambda: 3.0, readiness=readiness, files=30)

    later = show_many(lambda: 0.6, readiness=readiness, files=30)[20:]

    assert max(file.late for file in later) <= 0.1


def test_a_slack_that_has_become_slower_is_noticed_without_hammering() -> None:
    readiness = Readiness()
    show_many(lambda: 0.6, readiness=readiness, files=30)

    later = show_many(lambda: 6.0, readiness=readiness, files=30)

    assert max(file.refused for file in later) <= 16
    assert max(file.refused for file in later[3:]) <= 5
    assert max(file.late for file in later[20:]) <= 0.3


def test_many_files_at_once_that_were_all_ready_do_not_drive_the_wait_to_nothing() -> None:
    readiness = Readiness()
    show_many(lambda: 1.2, readiness=readiness, files=30)
    planned = readiness.expected + 0.02

    for _ in range(40):
        readiness.learn(None, planned)

    assert readiness.expected > 0.9


def test_a_try_that_came_much_later_than_planned_teaches_nothing() -> None:
    readiness = Readiness()
    show_many(lambda: 1.2, readiness=readiness, files=30)
    before = readiness.expected

    readiness.learn(None, 60.0)

    assert readiness.expected == before


def test_a_file_that_is_never_ready_is_tried_every_five_seconds_at_last() -> None:
    pauses = Readiness().pauses()

    assert [next(pauses) for _ in range(30)][-1] == 5.0

"""How throttled answers slow all workers down, and how they recover: arithmetic alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.store.call_pace import FORGET_SECONDS, LONGEST_GAP, ONCE_SECONDS, SHORTEST_GAP, Pace

NOW = 1_700_000_000.0
CALLS_TO_RECOVER = 90


def called(pace: Pace, at: float, times: int) -> tuple[Pace, list[float]]:
    """As many calls as all workers can make, and when they went out."""
    moments = []
    for _ in range(times):
        moments.append(pace.earliest(at))
        pace = pace.called(moments[-1])
    return pace, moments


def test_nothing_is_slowed_before_the_first_throttled_answer() -> None:
    assert called(Pace(), NOW, 100)[1] == [NOW] * 100


def test_answers_to_calls_that_went_out_together_slow_it_once() -> None:
    pace = Pace()
    for number in range(24):
        pace = pace.throttled(NOW + number * 0.01)

    assert pace.gap == SHORTEST_GAP


def test_each_further_one_doubles_the_gap_up_to_a_bound() -> None:
    pace, gaps = Pace(), []
    for number in range(8):
        pace = pace.throttled(NOW + number * ONCE_SECONDS)
        gaps.append(pace.gap)

    assert gaps == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, LONGEST_GAP, LONGEST_GAP]


def test_one_throttled_answer_in_twenty_slows_a_busy_fleet_by_little() -> None:
    pace, at = Pace(), NOW
    for _ in range(100):
        pace, moments = called(pace, at, 20)
        at = moments[-1]
        pace = pace.throttled(at)

    assert (at - NOW) / 2000 < SHORTEST_GAP


def test_a_quota_is_kept_to_within_a_few_answers_in_ten() -> None:
    """Bedrock takes one call a second here; whatever comes sooner is throttled."""
    pace, at, free_at, throttled = Pace(), NOW, NOW, 0
    for _ in range(600):
        at = pace.earliest(at)
        pace = pace.called(at)
        if at < free_at:
            throttled += 1
            pace = pace.throttled(at)
        else:
            free_at = at + 1.0

    taken = 600 - throttled
    assert throttled < 600 * 0.3
    assert at - NOW < 2 * taken, "at least half of the quota is used"


@given(events=st.lists(st.tuples(st.floats(0, 120), st.booleans()), max_size=60))
def test_no_two_calls_are_closer_than_the_gap_and_none_waits_longer_than_the_longest(
    events: list[tuple[float, bool]],
) -> None:
    pace, now, last = Pace(), NOW, -1.0
    for pause, is_throttled in events:
        now += pause
        gap = 0.0 if now > pace.next_at + FORGET_SECONDS else pace.gap
        if is_throttled:
            pace = pace.throttled(now)
            continue
        at = pace.earliest(now)
        assert at >= now
        assert at - max(now, last) <= LONGEST_GAP + 1e-6
        if gap and last >= 0:
            assert at >= last
        pace, last = pace.called(at), at
        assert 0 <= pace.gap <= LONGEST_GAP


@given(throttled=st.lists(st.floats(0, 30), max_size=40))
def test_however_often_it_was_throttled_some_calls_later_nothing_of_it_is_left(throttled: list[float]) -> None:
    pace, now = Pace(), NOW
    for pause in throttled:
        now += pause
        pace = pace.throttled(now)
    pace, moments = called(pace, now, CALLS_TO_RECOVER)

    assert called(pace, moments[-1] + LONGEST_GAP, 5)[1] == [moments[-1] + LONGEST_GAP] * 5


def test_a_minute_without_calls_forgets_it() -> None:
    pace = Pace()
    for number in range(8):
        pace = pace.throttled(NOW + number)
    later = pace.next_at + FORGET_SECONDS + 1

    assert called(pace, later, 3)[1] == [later] * 3
    assert pace.throttled(later).gap == SHORTEST_GAP

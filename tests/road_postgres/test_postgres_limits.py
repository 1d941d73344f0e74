"""Limits over three workers on PostgreSQL, held to Bedrock's own record."""

import pytest

from tests.road_postgres.fleet import Fleet

WORKERS = ("worker-1", "worker-2", "worker-3")


@pytest.mark.slow
def test_the_calls_a_minute_are_those_of_all_workers_together(fleet: Fleet) -> None:
    limit, jobs = 5, 12
    fleet.start(*WORKERS, WORKER_CONCURRENCY="4", REQUESTS_PER_MINUTE=str(limit))
    fleet.ask("ada", [f"fox {number}" for number in range(jobs)], "--model core")

    def standing_in_line() -> int:
        """Calls that have a slot: each slot's next one is held for another minute."""
        return sum(int(row["free_at"] > row["now"] + 61) for row in fleet.rows(slots))

    slots = "SELECT free_at, extract(epoch FROM clock_timestamp()) AS now FROM imagine_call_slots"
    fleet.slack.wait_for(lambda: standing_in_line() == limit <= len(fleet.calls()), 30, "each slot to be taken again")
    assert len(fleet.calls()) == limit
    assert len({call["access_key_id"] for call in fleet.calls()}) > 1


@pytest.mark.slow
def test_throttled_answers_slow_all_workers_down_and_they_recover(fleet: Fleet) -> None:
    """Each of twelve jobs would ask again within a second, then within two: the pace keeps them from it."""
    jobs = [f"fox {number}" for number in range(12)]
    fleet.start(*WORKERS, WORKER_CONCURRENCY="4")
    fleet.bedrock.change(throttle_fraction=1.0)
    fleet.ask("ada", jobs, "--model core")
    pace = "SELECT 1 FROM imagine_call_pace WHERE gap >= 0.8"
    fleet.slack.wait_for(lambda: fleet.rows(pace), 30, "the gap between calls to grow")
    refused = fleet.calls()
    fleet.bedrock.change(throttle_fraction=0.0)

    assert len({call["access_key_id"] for call in refused}) > 1
    assert len(refused) < 3 * len(jobs)
    fleet.wait_until_shown(*jobs)


@pytest.mark.slow
def test_one_persons_hundred_jobs_keep_anothers_waiting_for_one_drawing_at_most(fleet: Fleet) -> None:
    workers, concurrency = WORKERS[:2], 8
    fleet.start(*workers, WORKER_CONCURRENCY=str(concurrency))
    fleet.bedrock.change(latency=3.0)
    fleet.ask("ada", [f"fox {number}" for number in range(100)], "--model core")
    slots = len(workers) * concurrency
    fleet.slack.wait_for(lambda: len(fleet.under_way()) == slots, 30, "all slots to draw")
    fleet.ask("ben", ["a single hare"], "--model core")
    before = len(fleet.calls())
    fleet.slack.wait_for(lambda: fleet.calls("hare"), 30, "its turn")

    (own,) = fleet.calls("hare")
    meanwhile = [call for call in fleet.calls()[before:] if call["number"] < own["number"]]
    begun_and_ended = [call for call in meanwhile if call["ended_at"] and call["ended_at"] <= own["started_at"]]
    assert begun_and_ended == [], "no slot has drawn a whole picture of somebody else's since it was asked for"
    assert {call["access_key_id"] for call in fleet.calls()} == set(workers)

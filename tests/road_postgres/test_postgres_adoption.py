"""Workers on PostgreSQL that are killed for ever, that are frozen and wake, and a picture that kills its workers."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.road.scenes import said
from tests.road_postgres.fleet import Fleet

POISON = "a picture that kills"
NEIGHBOURS = [f"neighbour {number}" for number in range(7)]
TAKEN_OVER_SECONDS = 5.0
BUSY_SECONDS = 5.0  # for a machine that does other things, too


@pytest.mark.slow
def test_the_jobs_of_a_worker_that_is_killed_for_ever_are_taken_over_within_five_seconds(fleet: Fleet) -> None:
    fleet.start("victim", WORKER_CONCURRENCY="3")
    fleet.bedrock.change(latency=60)
    prompts = [f"fox {number}" for number in range(3)]
    fleet.ask("ada", prompts, "--model core")
    fleet.slack.wait_for(lambda: len(fleet.under_way()) == 3, 30, "all its slots to draw")
    fleet.start("heir", WORKER_CONCURRENCY="3")
    fleet.bedrock.change(latency=0.1)

    fleet.workers["victim"].kill()
    killed_at = time.time()
    fleet.slack.wait_for(lambda: len(fleet.calls()) == 6, 30, "all three to be drawn again")
    assert max(call["started_at"] for call in fleet.calls()) - killed_at < TAKEN_OVER_SECONDS + BUSY_SECONDS
    fleet.wait_until_shown(*prompts)
    assert len(fleet.calls()) == 6


@pytest.mark.slow
def test_a_worker_that_was_frozen_and_lost_pays_shows_and_charges_nothing_of_what_others_took_over_when_it_wakes(
    fleet: Fleet,
) -> None:
    """It is frozen with one call on its way and another to be made anew; it wakes while the other one still draws."""

    def drawn_by(worker: str) -> list[dict[str, Any]]:
        return [call for call in fleet.calls() if call["access_key_id"] == worker]

    fleet.start("sleeper")
    fleet.bedrock.change(latency=10)
    fleet.ask("ben", ["a blue hare"], "--model core")
    fleet.slack.wait_for(fleet.under_way, 30, "the draw")
    fleet.bedrock.fault_next("ThrottlingException", 3)  # then it waits for two to four seconds
    fleet.ask("ada", ["a red fox"], "--model core")
    log = fleet.workers["sleeper"].log
    fleet.slack.wait_for(lambda: log.read_text().count("throttled, again in") == 3, 30, "three refusals")
    fleet.freeze("sleeper")
    fleet.bedrock.change(latency=3)
    fleet.start("heir")
    fleet.slack.wait_for(lambda: len(drawn_by("heir")) == 2, 30, "the other to draw both")
    fleet.wake("sleeper")

    fleet.wait_until_shown("a red fox", "a blue hare")
    assert (len(drawn_by("sleeper")), len(drawn_by("heir"))) == (4, 2)
    fleet.slack.wait_for(lambda: len(fleet.slack.messages("general")) == 2, 30, "no placeholder to be too many")
    pictures = fleet.rows("SELECT pictures FROM imagine_ledger ORDER BY reserved_at")
    assert [entry["pictures"] for entry in pictures] == [2, 1]
    (spent,) = fleet.rows("SELECT sum(spent_micros) AS micros FROM imagine_ledger")
    assert spent["micros"] == round(float(fleet.bedrock.totals["charged_usd"]) * 1_000_000), (
        "to the cent what is billed"
    )

    fleet.workers["heir"].kill()
    fleet.bedrock.change(latency=0)
    fleet.ask("ada", ["a white owl"], "--model core")
    fleet.wait_until_shown("a red fox", "a blue hare", "a white owl")
    assert fleet.calls("owl")[0]["access_key_id"] == "sleeper", "awake, it works on"


@pytest.mark.slow
def test_of_eight_jobs_one_that_kills_its_workers_is_given_up_told_and_refunded_and_seven_pictures_arrive(
    fleet: Fleet,
) -> None:
    """It has killed six workers alone, as one worker's own test (tests/road/test_road_poison.py) shows from zero."""
    fleet.start()
    fleet.ask("ada", [POISON], "--model core")
    fleet.ask("ben", NEIGHBOURS, "--model core")
    fleet.change("UPDATE imagine_jobs SET cut_off = 1, cut_off_alone = 6 WHERE user_id = 'U0ADA00001'")
    fleet.bedrock.change(latency=2.5)
    fleet.start("worker-1", "worker-2", "worker-3", WORKER_CONCURRENCY="3")

    def is_given_up() -> bool:
        return any("something went wrong" in said(message) for message in fleet.slack.direct_messages("ada"))

    killed: list[str] = []
    with ThreadPoolExecutor(3) as starting:  # others have taken it over and draw it before a process is up again
        while not is_given_up():
            fleet.slack.wait_for(
                lambda: len(fleet.calls(POISON)) > len(killed) or is_given_up(), 60, "the next death, or the end"
            )
            for call in fleet.calls(POISON)[len(killed) :]:
                killed.append(call["access_key_id"])
                fleet.workers[killed[-1]].kill()
                starting.submit(fleet.workers[killed[-1]].start)

    assert len(killed) == 3, "one beside others, two more alone"
    fleet.wait_until_shown(*NEIGHBOURS)
    (entry,) = fleet.rows("SELECT * FROM imagine_ledger WHERE user_id = 'U0ADA00001'")
    assert entry["ended_at"]
    assert entry["spent_micros"] == entry["unknown_micros"] <= 3 * 40_000, "what Bedrock may have billed, nothing else"

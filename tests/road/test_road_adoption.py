"""The bot takes over what a worker beside it was drawing when it was killed."""

from collections.abc import Iterator

import pytest

from tests.road.bot_process import Worker
from tests.road.local_bot import CONCURRENCY
from tests.road.scenes import Scene, alt_texts

JOBS = 2 * CONCURRENCY


@pytest.fixture
def worker(scene: Scene) -> Iterator[Worker]:
    """A worker beside the bot, on the same folder, that draws some of the pictures."""
    scene.slack.configure(tiers=False)
    shared = {"WORKER_CONCURRENCY": str(CONCURRENCY), "REQUESTS_PER_MINUTE": "10000"}
    worker = Worker(scene.slack, scene.bedrock, scene.bot.settings.data_dir.parent, **shared)
    try:
        worker.start()
        scene.bedrock.change(latency=4.0)  # the other begins before the first has ended, on a busy machine too
        for number in range(JOBS):
            scene.slack.command("ada", "general", f"/imagine fox {number}")
        scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"] > CONCURRENCY, 20, "both to draw")
        scene.bedrock.change(latency=0.3)
        yield worker
    finally:
        worker.kill()


def shown(scene: Scene) -> list[str]:
    """What pictures show. A placeholder that was posted, but not noted when the worker died, stays without one."""
    return [text for message in scene.slack.messages("general") for text in alt_texts(message)]


def test_each_of_its_pictures_arrives_once(scene: Scene, worker: Worker) -> None:
    worker.kill()

    scene.pictures(count=JOBS)
    scene.bot.settle()
    assert sorted(shown(scene)) == [f"fox {number}. AI-generated picture" for number in range(JOBS)]


def test_only_its_own_jobs_are_given_up_if_they_have_killed_enough_of_them(scene: Scene, worker: Worker) -> None:
    with scene.bot.services.database.write() as connection:
        connection.exec_driver_sql("UPDATE imagine_jobs SET cut_off_alone = 8 WHERE state = 'drawing'")
    worker.kill()

    scene.aside("ada", "something went wrong that is not your doing")
    scene.bot.settle()
    told = [words for words in scene.asides("ada") if "reference" in words]
    assert len(told) + len(shown(scene)) == JOBS
    assert 1 <= len(told) <= CONCURRENCY
    ended = scene.bot.rows(
        "SELECT imagine_ledger.state, count(*) AS jobs FROM imagine_ledger JOIN imagine_jobs ON id = job_id"
        " WHERE imagine_jobs.asked_at >= :start GROUP BY 1",
        start=scene.jobs_saying("fox 0")[-1]["asked_at"],
    )
    states = {row["state"]: row["jobs"] for row in ended}
    assert states.pop("settled", 0) == len(shown(scene))
    assert sum(states.values()) == len(told)
    assert set(states) <= {"unknown", "refunded"}, "what was sent when its worker died may have been billed"

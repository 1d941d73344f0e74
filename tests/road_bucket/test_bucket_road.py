"""What people do, once over, with pictures in a bucket; and a bucket that goes away in the middle of it."""

import os
import signal
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import Scene, alt_texts
from tests.road.test_road_operations import ask, test_a_delivery_that_failed_is_begun_again_and_nothing_is_drawn_twice
from tests.road.test_road_processes import Start, bedrock, ended, slack, start, wait_for_pictures
from tests.road.test_talk_history import (
    test_another_persons_picture_in_a_shared_channel_is_found_by_its_words_and_edited,
)
from tests.road.test_talk_keeping import (
    test_two_people_who_pick_the_same_number_at_once_get_one_picture_and_the_second_is_told_where,
)
from tests.road.test_talk_ledger import (
    test_pictures_are_kept_and_charged_although_one_beside_them_failed_and_the_rest_can_be_drawn,
)
from tests.s3 import S3Server

__all__ = [
    "ask",
    "bedrock",
    "slack",
    "start",
    "test_a_delivery_that_failed_is_begun_again_and_nothing_is_drawn_twice",
    "test_another_persons_picture_in_a_shared_channel_is_found_by_its_words_and_edited",
    "test_pictures_are_kept_and_charged_although_one_beside_them_failed_and_the_rest_can_be_drawn",
    "test_two_people_who_pick_the_same_number_at_once_get_one_picture_and_the_second_is_told_where",
]


def keys(s3: S3Server, bucket: str) -> list[str]:
    client = s3.client()
    found = [one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", ())]
    client.close()
    return found


def test_nothing_of_a_picture_lies_on_the_machine_and_no_name_tells_anything(scene: Scene, s3: S3Server) -> None:
    scene.slack.command("ada", "general", "/imagine a fox in a bucket --model core")
    scene.picture()
    scene.bot.settle()
    (job,) = scene.jobs_saying("a fox in a bucket")
    mine = [key for key in keys(s3, scene.bot.settings.artifacts_url.split("/")[2]) if job["id"] in key]

    assert sorted(mine) == [f"originals/{job['id']}/{file}" for file in ("0.json", "0.png", "manifest.json")]
    assert not scene.bot.artifacts.exists()


@pytest.mark.slow
def test_a_bucket_that_hangs_under_a_draw_and_comes_back_loses_and_repeats_nothing(scene: Scene, s3: S3Server) -> None:
    scene.bedrock.change(latency=1.0)
    scene.slack.command("ada", "general", "/imagine a fox in a flood --model core")
    scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"], 20, "the draw")
    os.kill(s3.process.pid, signal.SIGSTOP)
    scene.slack.wait_for(lambda: not scene.bedrock.totals["in_flight"], 20, "the answer that can't be kept")
    os.kill(s3.process.pid, signal.SIGCONT)

    assert alt_texts(scene.picture()) == ["a fox in a flood. AI-generated picture"]
    scene.bot.settle()
    assert len(scene.drawing_calls()) == 1


@pytest.mark.slow
def test_a_worker_killed_between_two_pictures_draws_only_the_other_one_again(
    slack: SlackSandbox, bedrock: BedrockSandbox, start: Start, s3: S3Server
) -> None:
    name = s3.new_bucket()
    there = {"ARTIFACTS_URL": f"s3://{name}", "WORKER_CONCURRENCY": "1", **s3.settings}
    bedrock.change(latency=1.0)
    bot = start(BotProcess, **there)
    slack.command("ada", "general", "/imagine a red fox --n 2 --model core")
    slack.wait_for(lambda: [key for key in keys(s3, name) if key.endswith(("/0.json", "/1.json"))], 30, "one of two")
    bot.kill()
    paid = bedrock.totals["pictures"]
    start(BotProcess, **there)

    assert len(wait_for_pictures(slack, 1)) == 1
    assert bedrock.totals["pictures"] <= paid + 1


@pytest.mark.slow
def test_a_bot_whose_bucket_refuses_it_doesnt_start_and_the_doctor_says_what_to_do(
    slack: SlackSandbox, bedrock: BedrockSandbox, s3: S3Server, tmp_path: Path
) -> None:
    bot = BotProcess(slack, bedrock, tmp_path, ARTIFACTS_URL="s3://nobody-has-made-me", **s3.settings)
    started, examined = (ended(dict(bot.environment), command) for command in ("run", "doctor"))

    assert (started.returncode, "NoSuchBucket" in started.stderr, "Traceback" in started.stderr) == (2, True, False)
    assert "Make the bucket" in examined.stdout

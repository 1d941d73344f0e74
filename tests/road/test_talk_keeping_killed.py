"""What a press asked for is done once, whenever the worker is killed; `web` takes it, a worker does it."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import Web, Worker
from tests.road.scenes import Json, images

WAIT_SECONDS = 30


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(tiers=False, file_delay=0.4) as sandbox:
        yield sandbox


@pytest.fixture
def processes(slack: SlackSandbox, tmp_path: Path) -> Iterator[tuple[Web, Worker]]:
    with BedrockSandbox() as bedrock:
        bedrock.change(painter="plain")
        web = Web(slack, bedrock, tmp_path, IMAGINE_CONFIRM_USD="1")
        worker = Worker(slack, bedrock, tmp_path)
        try:
            web.start()
            worker.start()
            yield web, worker
        finally:
            worker.kill()
            web.kill()


def pictures(slack: SlackSandbox, thread_ts: str = "") -> list[Json]:
    return [message for message in slack.messages("general", thread_ts) if images(message)]


def calls(slack: SlackSandbox, method: str) -> int:
    return len(slack.calls(method))


def test_picks_that_a_dying_worker_had_begun_are_each_shown_once(
    slack: SlackSandbox, processes: tuple[Web, Worker]
) -> None:
    web, worker = processes
    slack.command("ada", "general", "/imagine a red fox --n 3")  # unasked: the limit is raised
    (sheet,) = slack.wait_for(lambda: pictures(slack), WAIT_SECONDS, "the sheet")
    slack.wait_for(lambda: is_settled(web), WAIT_SECONDS, "its row")
    for number, method in enumerate(("chat.postMessage", "upload"), 1):
        moment = rises(slack, method)
        press(slack, sheet, number)
        slack.wait_for(moment, WAIT_SECONDS, "the moment to strike", every=0.001)
        worker.kill()
        worker.start()
    worker.kill()
    press(slack, sheet, 3)  # taken while nobody works
    worker.start()

    slack.wait_for(lambda: len(pictures(slack, sheet["ts"])) == 3, WAIT_SECONDS, "three picks")
    shown = [message["blocks"][-1]["elements"][0]["value"][-1] for message in pictures(slack, sheet["ts"])]
    assert sorted(shown) == ["0", "1", "2"]


def press(slack: SlackSandbox, sheet: Json, number: int) -> None:
    assert slack.press("ben", sheet, f"pick_picture_{number}").status == 200
    assert slack.ephemerals("ben") == []


def is_settled(web: Web) -> bool:
    """Whether the bot has noted that its message shows pictures."""
    with contextlib.closing(sqlite3.connect(web.data_dir / "imagine.sqlite")) as database:
        return bool(database.execute("SELECT count(*) FROM imagine_posts").fetchone()[0])


def rises(slack: SlackSandbox, method: str) -> Callable[[], bool]:
    before = calls(slack, method)
    return lambda: calls(slack, method) > before

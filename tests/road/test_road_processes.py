"""The bot as processes: how it starts and ends, how several share the work, how the living take over from the dead."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.app_process import ROOT
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess, Web, Worker
from tests.road.scenes import alt_texts, images, said

TITAN = "amazon.titan-image-generator-v2:0"
Start = Callable[..., BotProcess]


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.1) as sandbox:
        yield sandbox


@pytest.fixture
def bedrock() -> Iterator[BedrockSandbox]:
    with BedrockSandbox() as sandbox:
        sandbox.change(painter="plain")
        yield sandbox


@pytest.fixture
def start(slack: SlackSandbox, bedrock: BedrockSandbox, tmp_path: Path) -> Iterator[Start]:
    """Start processes that share one data folder; all end with the test."""
    started: list[BotProcess] = []

    def start(kind: type[BotProcess] = BotProcess, **settings: str) -> BotProcess:
        process = kind(slack, bedrock, tmp_path, **settings)
        started.append(process)
        process.start()
        return process

    yield start
    for process in started:
        process.kill()


def wait_for_pictures(slack: SlackSandbox, count: int, channel: str = "general") -> list[str]:
    """Wait for messages with pictures; their alt texts."""

    def found() -> list[str]:
        return [alt_texts(message)[0] for message in slack.messages(channel) if images(message)]

    slack.wait_for(lambda: len(found()) >= count, 60, f"{count} pictures")
    return sorted(found())


def put_to_sleep(worker: BotProcess) -> None:
    """Stop it between two transactions: in the middle of one it would keep SQLite's lock from all others."""
    while True:
        os.kill(worker.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, worker.pid, os.WSTOPPED | os.WNOWAIT)
        with closing(sqlite3.connect(worker.data_dir / "imagine.sqlite", timeout=0)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:  # locked, by it or by another for a moment
                os.kill(worker.pid, signal.SIGCONT)
            else:
                return


def ended(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bot until it ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_while_titan_lives_titan_draws_with_the_whole_of_its_contract(
    slack: SlackSandbox, bedrock: BedrockSandbox, start: Start
) -> None:
    bedrock.change({TITAN: "active"})
    start()
    slack.command("ada", "general", "/imagine a calico cat --no people --n 2 --size 768x1280 --cfg 7.5 --seed 7")

    wait_for_pictures(slack, 1)
    (message,) = slack.messages("general")
    (call,) = bedrock.calls
    assert call["model_id"] == TITAN
    assert call["body"]["textToImageParams"] == {"text": "a calico cat", "negativeText": "people"}
    assert call["body"]["imageGenerationConfig"] == {
        "numberOfImages": 2, "width": 768, "height": 1280, "cfgScale": 7.5, "seed": 7, "quality": "standard",
    }  # fmt: skip
    assert "Titan Image Generator G1 v2 · 768x1280 · seed 7" in said(message)
    assert [picture["alt_text"] for picture in images(message)] == [
        "a calico cat. 2 AI-generated pictures, numbered: 1 left, 2 right"
    ]


@pytest.mark.slow
def test_sigterm_lets_a_draw_end_and_leaves_nothing_half_done(
    slack: SlackSandbox, bedrock: BedrockSandbox, start: Start
) -> None:
    bedrock.change(latency=1.5)
    bot = start()
    slack.command("ada", "general", "/imagine a red fox")
    slack.wait_for(lambda: bedrock.totals["in_flight"], 20, "the draw")

    assert bot.stop() == 0
    assert bedrock.totals["pictures"] == 1
    assert [alt_texts(message) for message in slack.messages("general")] == [["a red fox. AI-generated picture"]]
    with closing(sqlite3.connect(bot.data_dir / "imagine.sqlite")) as database:
        open_states = database.execute("SELECT name, status FROM workflow_status WHERE status != 'SUCCESS'").fetchall()
    assert open_states == []

    bot.start()
    slack.command("ada", "general", "/imagine a second fox")
    assert len(wait_for_pictures(slack, 2)) == 2
    assert bedrock.totals["pictures"] == 2


def test_web_and_worker_share_one_folder(slack: SlackSandbox, start: Start) -> None:
    start(Web)
    slack.command("ada", "general", "/imagine a waiting fox")
    assert slack.messages("general") == []
    worker = start(Worker)

    assert wait_for_pictures(slack, 1) == ["a waiting fox. AI-generated picture"]
    assert worker.stop() == 0


@pytest.mark.slow
def test_another_worker_takes_over_a_killed_ones_jobs_within_seconds(
    slack: SlackSandbox, bedrock: BedrockSandbox, start: Start
) -> None:
    start(Web)
    first = start(Worker)
    bedrock.change(latency=30)
    slack.command("ada", "general", "/imagine a red fox")
    slack.wait_for(lambda: bedrock.totals["in_flight"], 20, "the draw")
    bedrock.change(latency=0)
    start(Worker)

    first.kill()
    killed_at = time.monotonic()
    assert wait_for_pictures(slack, 1) == ["a red fox. AI-generated picture"]
    assert time.monotonic() - killed_at < 5 + 3, "2 s until it is noticed, the draw, the delivery"
    assert len([message for message in slack.messages("general") if images(message)]) == 1


@pytest.mark.slow
def test_a_worker_that_is_only_asleep_keeps_its_job_and_does_no_harm_when_it_wakes(
    slack: SlackSandbox, bedrock: BedrockSandbox, start: Start
) -> None:
    start(Web)
    sleeper = start(Worker)
    bedrock.change(latency=1.5, painter="plain")  # an answer so small that it arrives while nobody reads it
    slack.command("ada", "general", "/imagine the sleeper's fox")
    asked = ["in_flight", "calls"]
    slack.wait_for(lambda: [bedrock.totals[name] for name in asked] == [1, 2], 20, "the draw, after Titan's no")
    put_to_sleep(sleeper)
    slack.wait_for(lambda: not bedrock.totals["in_flight"], 20, "Bedrock's answer")

    victim = start(Worker)
    slack.command("ada", "general", "/imagine the victim's fox")
    slack.wait_for(lambda: bedrock.totals["in_flight"], 20, "the second draw")
    victim.kill()
    start(Worker)
    assert wait_for_pictures(slack, 1) == ["the victim's fox. AI-generated picture"], "the living adopt the dead alone"
    paid = bedrock.totals["calls"]
    os.kill(sleeper.pid, signal.SIGCONT)

    assert len(wait_for_pictures(slack, 2)) == 2
    assert len([message for message in slack.messages("general") if images(message)]) == 2
    assert bedrock.totals["calls"] == paid, "drawn by its own worker, once"


@pytest.mark.slow
def test_what_a_process_learned_of_a_persons_language_holds_in_the_next(slack: SlackSandbox, start: Start) -> None:
    bot = start()
    slack.command("minji", "general", "/imagine help")
    slack.wait_for(lambda: slack.ephemerals("minji"), 20, "help")
    bot.kill()
    bot.start()
    delivery = slack.command("minji", "general", "/imagine help")

    assert delivery.ack, "known at once"
    assert len(slack.calls("users.info")) == 1


@pytest.mark.parametrize("arguments", [("run",), ("web",), ("worker",)])
def test_all_that_is_wrong_with_the_settings_is_said_together(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    environment = {
        "PATH": os.environ["PATH"], "IMAGINE_DOTENV": os.devnull, "DATA_DIR": str(tmp_path),
        "PORT": "many", "WORKER_CONCURRENCY": "0", "SLACK_BOT_TOKEN": "xapp-1", "IMAGINE_MODELS": "dall-e",
    }  # fmt: skip
    run = ended(environment, *arguments)

    assert run.returncode == 2
    for name in ("PORT", "WORKER_CONCURRENCY", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "IMAGINE_MODELS"):
        assert name in run.stderr, run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", ["web", "worker"])
def test_web_and_worker_want_to_be_told_where_they_meet(slack: SlackSandbox, command: str) -> None:
    environment = {
        "PATH": os.environ["PATH"], "IMAGINE_DOTENV": os.devnull, "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_SIGNING_SECRET": slack.signing_secret,
    }  # fmt: skip
    run = ended(environment, command)

    assert run.returncode == 2
    assert "DATA_DIR" in run.stderr


def test_a_port_that_is_taken_is_an_error_in_words(
    slack: SlackSandbox, bedrock: BedrockSandbox, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104  as the bot does
        taken.listen()
        bot = BotProcess(slack, bedrock, tmp_path, PORT=str(taken.getsockname()[1]))
        run = ended(dict(bot.environment), "run")

    assert run.returncode == 1
    assert "Can't receive" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("wrong", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_token_that_slack_refuses_ends_the_start_and_points_to_the_doctor(
    slack: SlackSandbox, bedrock: BedrockSandbox, tmp_path: Path, wrong: str
) -> None:
    bot = BotProcess(slack, bedrock, tmp_path)
    good = {"SLACK_APP_TOKEN": slack.app_token, "SLACK_BOT_TOKEN": slack.bot_token}
    run = ended({**bot.environment, **good, wrong: good[wrong] + "-wrong"}, "run")

    assert run.returncode == 1
    assert "python -m bot doctor" in run.stderr
    assert "Traceback" not in run.stderr

"""Where no model can start from a picture: a thread is drawn from its words, and says so; no other picture goes in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from bot.manifest import PATH
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import Json, images, said
from tests.road.test_talk_pictures import picture

CORE = "stability.stable-image-core-v1:1"
SECONDS = 30.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module")
def slack(folder: Path) -> Iterator[SlackSandbox]:
    """One workspace and one bot for all: each test looks at the newest message."""
    with SlackSandbox(file_delay=0.1) as sandbox, BedrockSandbox() as bedrock:
        bedrock.change(painter="plain")
        sandbox.install(yaml.safe_load(PATH.read_text("utf-8")))
        process = BotProcess(sandbox, bedrock, folder, IMAGINE_MODELS=CORE, IMAGINE_EDIT_MODELS="off")
        process.start()
        yield sandbox
        process.stop()


def shown(slack: SlackSandbox, thread_ts: str = "") -> Json:
    def found() -> list[Json]:
        return [message for message in slack.messages("general", thread_ts) if images(message)]

    message: Json = slack.wait_for(found, SECONDS, "a picture")[-1]
    return message


def is_known(folder: Path, ts: str) -> bool:
    """Whether the bot has written down that this message shows a picture: right after Slack shows it."""
    with closing(sqlite3.connect(folder / "data" / "imagine.sqlite")) as database:
        return bool(database.execute("SELECT 1 FROM imagine_posts WHERE ts = ?", (ts,)).fetchall())


def test_a_thread_is_redrawn_from_words_with_the_same_seed_and_says_so(slack: SlackSandbox, folder: Path) -> None:
    slack.command("ada", "general", "/imagine a red fox --seed 7")
    root = shown(slack)["ts"]
    slack.wait_for(lambda: is_known(folder, root), SECONDS, "the picture to be known")
    slack.mention("ben", "general", "in snow", thread_ts=root)

    message = said(shown(slack, root))
    assert "redrawn from words" in message
    assert "seed 7" in message
    assert "a red fox, in snow" in message


def test_a_shared_picture_is_no_beginning_and_nothing_is_offered(slack: SlackSandbox) -> None:
    slack.upload("ben", "general", picture(), "cat.png", "look")
    slack.shortcut("ada", "use_picture", slack.messages("general")[-1])

    slack.wait_for(lambda: "No model" in said(slack.view("ada") or {}), SECONDS, "a view without offers")


def test_a_picture_attached_to_a_mention_is_refused_in_words(slack: SlackSandbox) -> None:
    slack.upload("ada", "general", picture(), "cat.png", "@imagine in snow")

    def told() -> list[str]:
        return [said(aside) for aside in slack.ephemerals("ada") if "Not drawn" in said(aside)]

    assert "These could: `sd3.5`" in slack.wait_for(told, SECONDS, "words for Ada")[0]
    assert slack.messages("general", slack.messages("general")[-1]["ts"]) == []

"""Buttons live as long as their message: the bot is killed and started anew, and every one of them works."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.views.buttons import EDIT, GET_FILE, MORE, PICK, REROLL, SAVE, VARY
from bot.views.more.menu import CUT_OUT
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import WAIT_SECONDS, Json, images, said

pytestmark = pytest.mark.slow
PEOPLE = ("ada", "ben", "chloe", "minji", "olga")


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.05) as sandbox:
        sandbox.configure(tiers=False)
        yield sandbox


@pytest.fixture
def bot(slack: SlackSandbox, tmp_path: Path) -> Iterator[BotProcess]:
    with BedrockSandbox() as bedrock:
        bedrock.change(painter="plain")
        process = BotProcess(slack, bedrock, tmp_path)
        process.start()
        yield process
        process.kill()


def shown(slack: SlackSandbox, count: int, thread_ts: str = "") -> list[Json]:
    """Wait for as many pictures in #general or a thread of it."""

    def found() -> list[Json]:
        return [message for message in slack.messages("general", thread_ts) if images(message)]

    slack.wait_for(lambda: len(found()) >= count, WAIT_SECONDS, f"{count} pictures")
    return found()


def press(slack: SlackSandbox, user: str, message: Json, action_id: str) -> None:
    delivery = slack.press(user, message, action_id)
    assert not delivery.error, delivery


def form(slack: SlackSandbox, user: str, saying: str) -> Json:
    def look() -> Json:
        view = slack.view(user)
        return view if view and saying in f"{said(view)}{view['state']}" else {}

    return slack.wait_for(look, WAIT_SECONDS, f"{saying!r} in the form of {user}")


def told(slack: SlackSandbox, user: str, words: str) -> None:
    slack.wait_for(lambda: any(words in said(message) for message in slack.ephemerals(user)), WAIT_SECONDS, words)


def test_each_button_works_after_a_kill_on_a_picture_and_on_what_was_derived_twice(
    slack: SlackSandbox, bot: BotProcess
) -> None:
    slack.command("ada", "general", "/imagine a red fox --seed 7")
    (root,) = shown(slack, 1)
    press(slack, "ben", root, VARY)
    (child,) = shown(slack, 1, root["ts"])
    press(slack, "chloe", child, VARY)
    _, grandchild = shown(slack, 2, root["ts"])
    bot.kill()
    bot.start()

    for number, message in enumerate((root, child, grandchild), start=1):
        press(slack, "ada", message, REROLL)
        shown(slack, 2 + number, root["ts"])
    press(slack, "ben", grandchild, VARY)
    made = shown(slack, 6, root["ts"])
    press(slack, "olga", made[-1], SAVE)
    told(slack, "olga", "Saved")
    press(slack, "ben", grandchild, EDIT)
    form(slack, "ben", "a red fox")
    press(slack, "ada", grandchild, MORE)
    press(slack, "ada", form(slack, "ada", "Cut out"), CUT_OUT)
    assert "Remove Background" in said(shown(slack, 7, root["ts"])[-1])


def test_after_a_kill_five_people_press_at_once_and_a_view_from_before_still_acts(
    slack: SlackSandbox, bot: BotProcess
) -> None:
    slack.command("ada", "general", "/imagine a red fox --n 2")
    (sheet,) = shown(slack, 1)
    press(slack, "ben", sheet, MORE)
    opened = form(slack, "ben", "Which one?")
    bot.kill()
    bot.start()

    with ThreadPoolExecutor(len(PEOPLE)) as hands:
        list(hands.map(lambda user: press(slack, user, sheet, f"{PICK}_2"), PEOPLE))
        list(hands.map(lambda user: press(slack, user, sheet, REROLL), PEOPLE))
    found = shown(slack, 1 + len(PEOPLE), sheet["ts"])
    assert len([message for message in found if "Picked by" in said(message)]) == 1
    slack.press("ben", opened, GET_FILE, "thread")
    slack.wait_for(lambda: any("files" in it for it in slack.messages("general", sheet["ts"])), WAIT_SECONDS, "a file")

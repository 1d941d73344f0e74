"""An ask and its answer are not lost with a process: killed between them and while they are told, all is told once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.views.buttons import APPROVE_ONCE, ASK_ADMIN
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import WAIT_SECONDS, Json, images, said

pytestmark = pytest.mark.slow


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(tiers=False, file_delay=0.0) as sandbox:
        yield sandbox


@pytest.fixture
def bot(slack: SlackSandbox, tmp_path: Path) -> Iterator[BotProcess]:
    with BedrockSandbox() as bedrock:
        bedrock.change(painter="plain")
        settings = {"IMAGINE_LIMITS": "person 0 pictures/day", "IMAGINE_ADMINS": "U0OLGA0001"}
        process = BotProcess(slack, bedrock, tmp_path, **settings)
        process.start()
        yield process
        process.kill()


def test_killed_after_the_press_and_after_the_answer_all_is_told_and_one_picture_drawn(
    slack: SlackSandbox, bot: BotProcess
) -> None:
    slack.command("ada", "general", "/imagine a red fox")
    refused = waited(slack, lambda: [it for it in slack.ephemerals("ada") if ASK_ADMIN in str(it)])
    slack.press("ada", refused, ASK_ADMIN)
    again(bot)
    request = waited(slack, lambda: [it for it in slack.direct_messages("olga") if APPROVE_ONCE in str(it)])
    slack.press("olga", request, APPROVE_ONCE)
    again(bot)

    waited(slack, lambda: [it for it in slack.messages("general") if images(it)])
    waited(slack, lambda: [it for it in slack.direct_messages("ada") if "approved your request" in said(it)])
    waited(slack, lambda: [it for it in slack.direct_messages("olga") if "Approved once" in said(it)])
    assert len([it for it in slack.messages("general") if images(it)]) == 1


def again(bot: BotProcess) -> None:
    bot.kill()
    bot.start()


def waited(slack: SlackSandbox, look: Callable[[], list[Json]]) -> Json:
    return slack.wait_for(look, WAIT_SECONDS, "what is told")[-1]

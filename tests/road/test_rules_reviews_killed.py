"""A picture that waits for approval is shown once and never without one, whenever the process is killed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from bot import manifest
from bot.rules.rules import WorkspaceRules
from bot.store.database import Database
from bot.store.rules import RuleBook
from bot.views.buttons import APPROVE_PICTURE
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, images, said

pytestmark = pytest.mark.slow


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(tiers=False, file_delay=0.3) as sandbox:
        sandbox.install(yaml.safe_load(manifest.PATH.read_text("utf-8")))
        yield sandbox


@pytest.fixture
def bot(slack: SlackSandbox, tmp_path: Path) -> Iterator[BotProcess]:
    with BedrockSandbox() as bedrock:
        bedrock.change(painter="plain")
        process = BotProcess(slack, bedrock, tmp_path)
        process.start()
        database = Database(f"sqlite:///{process.data_dir / 'imagine.sqlite'}")
        RuleBook(database).keep(TEAM, "", WorkspaceRules(review_channel="C0CONCEPT1"), by="")
        database.dispose()
        yield process
        process.kill()


def test_killed_before_the_reviewers_see_it_after_their_yes_and_while_it_is_shown(
    slack: SlackSandbox, bot: BotProcess
) -> None:
    slack.command("ada", "general", "/imagine a red fox")
    killed_at(slack, bot, "chat.postMessage", 2)  # the placeholder, the reviewers' line
    waited(slack, lambda: [it for it in slack.messages("concept-art") if images(it)])
    request = [it for it in slack.messages("concept-art") if APPROVE_PICTURE in str(it)]
    assert len(request) == 1
    assert not [it for it in slack.messages("general") if images(it)]

    uploads = len(slack.calls("files.completeUploadExternal"))
    slack.press("olga", request[0], APPROVE_PICTURE)
    again(bot)
    killed_at(slack, bot, "files.completeUploadExternal", uploads + 1)

    waited(slack, lambda: [it for it in slack.messages("general") if images(it)])
    waited(slack, lambda: [it for it in slack.direct_messages("ada") if "was approved" in said(it)])
    waited(slack, lambda: [it for it in slack.messages("concept-art") if "approved by" in said(it)])
    assert len([it for it in slack.messages("general") if images(it)]) == 1


def killed_at(slack: SlackSandbox, bot: BotProcess, method: str, count: int) -> None:
    """Once Slack has been called so often."""
    slack.wait_for(lambda: len(slack.calls(method)) >= count, WAIT_SECONDS, f"{count} {method}", every=0.002)
    again(bot)


def again(bot: BotProcess) -> None:
    bot.kill()
    bot.start()


def waited(slack: SlackSandbox, look: Callable[[], list[Json]]) -> Json:
    return slack.wait_for(look, WAIT_SECONDS, "what is told")[-1]

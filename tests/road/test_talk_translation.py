"""A bot that translates: both texts are shown, the English is drawn, and a picture never fails for want of it."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import yaml
from PIL import Image

from bot import manifest
from bot.rules.rules import WorkspaceRules
from bot.store.database import Database
from bot.store.rules import RuleBook
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.translate import TranslateSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import alt_texts, images, said

WAIT_SECONDS = 30.0
LINE, ENGLISH = "/imagine 눈 속의 붉은 여우 --no 사람들", "snow inside red fox"

Json = dict[str, Any]


@pytest.fixture(scope="module")
def served_slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.05) as sandbox:
        sandbox.install(yaml.safe_load(manifest.PATH.read_text("utf-8")))
        yield sandbox


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[BedrockSandbox, TranslateSandbox]]:
    with BedrockSandbox() as bedrock, TranslateSandbox() as translate:
        yield bedrock, translate


@pytest.fixture(scope="module")
def bot(
    served_slack: SlackSandbox,
    servers: tuple[BedrockSandbox, TranslateSandbox],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BotProcess]:
    bedrock, translate = servers
    folder = tmp_path_factory.mktemp("translating")
    process = BotProcess(served_slack, bedrock, folder, TRANSLATE="aws", AWS_ENDPOINT_URL_TRANSLATE=translate.url)
    process.start()
    yield process
    process.kill()


@pytest.fixture
def slack(served_slack: SlackSandbox, bot: BotProcess) -> SlackSandbox:
    served_slack.wait_for(lambda: settled(bot), WAIT_SECONDS, "the last test's picture to be in the history")
    served_slack.reset()
    served_slack.configure(app_url=f"{bot.url}/slack/events")
    return served_slack


@pytest.fixture
def bedrock(servers: tuple[BedrockSandbox, TranslateSandbox]) -> BedrockSandbox:
    servers[0].reset()
    servers[0].change(painter="plain")
    return servers[0]


@pytest.fixture
def translate(servers: tuple[BedrockSandbox, TranslateSandbox]) -> TranslateSandbox:
    servers[1].reset()
    return servers[1]


def picture(slack: SlackSandbox, thread_ts: str = "") -> Json:
    def found() -> list[Json]:
        return [message for message in slack.messages("general", thread_ts) if images(message)]

    return slack.wait_for(found, WAIT_SECONDS, "a picture")[-1]


def settled(bot: BotProcess) -> bool:
    """Whether every picture is in the history, where a press finds it."""
    with closing(sqlite3.connect(bot.data_dir / "imagine.sqlite")) as database:
        found = database.execute("SELECT count(*) FROM imagine_jobs WHERE state NOT IN ('delivered', 'refused')")
        count = found.fetchone()[0]
    return bool(count == 0)


def prompts(bedrock: BedrockSandbox) -> list[tuple[str, str]]:
    bodies = [call["body"] for call in bedrock.calls if call["outcome"] == "ok"]
    return [(body["prompt"], body.get("negative_prompt", "")) for body in bodies]


def test_the_picture_shows_the_words_as_written_and_their_english_which_was_drawn(
    slack: SlackSandbox, bedrock: BedrockSandbox, translate: TranslateSandbox
) -> None:
    slack.command("minji", "general", LINE)
    message = picture(slack)

    assert alt_texts(message) == ["눈 속의 붉은 여우. AI-generated picture"]
    assert f"→ English: {ENGLISH}" in said(message)
    assert prompts(bedrock) == [(ENGLISH, "people")]
    assert [call["text"] for call in translate.calls] == ["눈 속의 붉은 여우", "사람들"]
    with Image.open(io.BytesIO(slack.file(images(message)[0]["slack_file"]["id"]))) as file:
        assert file.info["prompt"] == ENGLISH


def test_a_reroll_draws_the_same_english_and_asks_nobody(
    slack: SlackSandbox, bedrock: BedrockSandbox, translate: TranslateSandbox, bot: BotProcess
) -> None:
    slack.command("minji", "general", LINE)
    message = picture(slack)
    slack.wait_for(lambda: settled(bot), WAIT_SECONDS, "the history")
    translate.fault_next("AccessDeniedException", 9)
    asked = len(translate.calls)
    slack.press("ben", message, "reroll_picture")
    again = picture(slack, message["ts"])

    assert prompts(bedrock) == [(ENGLISH, "people")] * 2
    assert f"→ English: {ENGLISH}" in said(again)
    assert len(translate.calls) == asked


def test_what_cannot_be_translated_is_drawn_as_written_and_its_asker_alone_hears_why(
    slack: SlackSandbox, bedrock: BedrockSandbox, translate: TranslateSandbox
) -> None:
    translate.fault_next("AccessDeniedException")
    slack.command("minji", "general", LINE)
    message = picture(slack)
    told = slack.wait_for(lambda: [said(it) for it in slack.ephemerals("minji")], WAIT_SECONDS, "an aside")

    assert prompts(bedrock) == [("눈 속의 붉은 여우", "사람들")]
    assert "English" not in said(message)
    assert "번역하지 못해서" in told[-1]
    assert "권한" in told[-1]


def test_refused_words_are_looked_for_in_the_english_and_what_is_kept_out_is_put_into_it(
    slack: SlackSandbox, bedrock: BedrockSandbox, translate: TranslateSandbox, bot: BotProcess
) -> None:
    database = Database(f"sqlite:///{bot.data_dir / 'imagine.sqlite'}")
    book, asked = RuleBook(database), len(translate.calls)
    book.keep("T0SANDBOX1", "", WorkspaceRules(refused_words=("red fox",), unwanted="사람들"), by="U0OLGA0001")
    slack.command("minji", "general", "/imagine 눈 속의 붉은 여우")
    notice = slack.wait_for(lambda: slack.ephemerals("minji"), WAIT_SECONDS, "an aside")[-1]
    assert "관리자가 여기에서 허용하지 않은 말" in said(notice)
    assert "edit_job" in str(notice["blocks"])
    assert len(translate.calls) > asked
    assert prompts(bedrock) == []

    slack.command("minji", "general", "/imagine 눈")
    picture(slack)
    assert prompts(bedrock)[0][1] == "people"
    book.keep("T0SANDBOX1", "", WorkspaceRules(), by="U0OLGA0001")
    database.dispose()


def test_lettering_and_flags_are_drawn_as_they_are(
    slack: SlackSandbox, bedrock: BedrockSandbox, translate: TranslateSandbox
) -> None:
    slack.command("ada", "general", '/imagine "열림" 간판 --seed 7 --ar 16:9')
    picture(slack)

    assert prompts(bedrock) == [('"열림" sign', "")]
    assert all("--" not in call["text"] and "열림" not in call["text"] for call in translate.calls)

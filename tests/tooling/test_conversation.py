"""docs/conversation.md tells what happens: its conversations are played, its tables are the code's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.locale import words_for
from bot.manifest import render
from bot.orders.offers import Offer
from bot.prompt_line import Word
from bot.store.pictures import PictureId
from bot.views.more.menu import more_view
from bot.views.row import picture_row, preview_row, sheet_rows
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.translate import TranslateSandbox
from tests.bot.test_more_view import menu
from tests.dialogues import eyes
from tests.dialogues.play import play
from tests.dialogues.script import FOLDER, read_file
from tests.road.local_bot import LocalBot
from tests.road.scenes import Scene

Json = dict[str, Any]
EN = words_for("en")
PAGE = (Path(__file__).parents[2] / "docs" / "conversation.md").read_text("utf-8")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A workspace whose bot translates."""
    with (
        SlackSandbox(file_delay=0) as slack,
        BedrockSandbox() as bedrock,
        TranslateSandbox() as translate,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("AWS_ENDPOINT_URL_TRANSLATE", translate.url)
        slack.install(yaml.safe_load(render()))
        with LocalBot(slack, bedrock, tmp_path_factory.mktemp("told"), TRANSLATE="aws") as bot:
            yield Scene(slack=slack, bedrock=bedrock, bot=bot)


def printed(transcript: str) -> str:
    """Without what readers don't see or need: addresses of links, files, the time of each line."""
    seen = re.sub(r"\s*\((?:https:|file\s)[^)]*\)", "", transcript)
    lines = (re.sub(r"^( *)\d\d:\d\d:\d\d  |^ {10}", r"\1", line) for line in seen.splitlines())
    return "\n".join(lines).strip()


def shape(text: str) -> str:
    """With seeds left open: a new one is drawn for each Vary."""
    return re.sub(r"(seed|시드) \d+", r"\1 N", text)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "channel"), [("english", "general"), ("korean", "concept-art")])
def test_the_conversation_goes_as_it_is_printed(scene: Scene, name: str, channel: str) -> None:
    scene.slack.reset()
    scene.slack.configure(app_url=scene.bot.url)
    scene.bedrock.change(painter="plain")
    (dialogue,) = read_file(FOLDER / "told" / f"{name}.yml")
    play(scene, dialogue)

    blocks = [shape(block.strip()) for block in re.findall(r"^```text\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)]
    told = printed(scene.slack.transcript(channel))
    assert shape(told) in blocks, told


def table(heading: str, number: int = 0) -> list[list[str]]:
    """Cells of a table under a heading, without its two head lines."""
    section = re.split(rf"^## {heading}\n", PAGE, maxsplit=1, flags=re.MULTILINE)[1].partition("\n## ")[0]
    tables = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in tables[number].splitlines()[2:]]


def bold(rows: list[list[str]]) -> list[str]:
    return re.findall(r"\*\*(.+?)\*\*", " ".join(cell for row in rows for cell in row))


def labels(*blocks: Json) -> list[str]:
    return [str(button["text"]["text"]) for _, button in eyes.buttons({"blocks": list(blocks)})]


def test_every_word_that_shows_something_has_its_row() -> None:
    assert [row[0] for row in table("Doors", 1)] == [f"`{word}`" for word in Word]


def test_the_doors_are_the_manifest_s() -> None:
    features = yaml.safe_load(render())["features"]
    named = {shortcut["name"] for shortcut in features["shortcuts"]}

    assert set(bold(table("Doors"))) == named | {"Home"}
    assert features["app_home"]["home_tab_enabled"]
    assert all(f"`{command['command']} " in PAGE for command in features["slash_commands"])


def test_the_buttons_are_those_under_a_picture_a_sheet_and_a_preview() -> None:
    offer, ids = Offer(vary=True), [PictureId(job_id="f" * 12, index=index) for index in range(5)]

    assert bold(table("Under a picture")) == labels(picture_row(ids[0], offer, EN))
    assert bold(table("For you first")) == labels(preview_row(ids[0], offer, "channel", EN))
    picks = labels(*sheet_rows(ids, offer, EN))
    assert f"**{picks[0]}** to **{picks[4]}**" in PAGE


def test_more_is_the_view_s_own_list() -> None:
    everything = replace(menu(), among=(menu().picture,))
    assert bold(table("Under a picture", 1)) == labels(*more_view(everything, EN)["blocks"])


def test_what_can_be_done_when_something_goes_wrong_is_worded_as_on_the_buttons() -> None:
    said = set(bold(table("Waiting, and what goes wrong"))) - {"Draw with --seed 7"}
    worded = {EN(label) for label in ("Edit", "Draw another", "Cancel", "Draw as it is", "Draw again", "Draw the rest")}

    assert said == worded | {EN("Draw again from words")}
    assert EN("Draw with {flag}", flag="--seed 7") in PAGE

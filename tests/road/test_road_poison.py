"""A picture that kills whoever draws it: it is drawn alone, then given up and told, and its neighbours arrive."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess
from tests.road.scenes import alt_texts, images, said

POISON = "a picture that kills"
BESIDE, ALONE = 2, 8  # deaths until it is drawn alone; then until it is given up


def poison_is_drawn(bedrock: BedrockSandbox) -> bool:
    return any(call["ended_at"] is None and (call["body"] or {}).get("prompt") == POISON for call in bedrock.calls)


def given_up(slack: SlackSandbox) -> bool:
    return any("something went wrong" in said(message) for message in slack.direct_messages("ada"))


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(file_delay=0.1, tiers=False) as sandbox:
        yield sandbox


@pytest.fixture
def bedrock() -> Iterator[BedrockSandbox]:
    with BedrockSandbox(latency=1.0) as sandbox:
        sandbox.change(painter="plain")
        yield sandbox


@pytest.fixture
def bot(slack: SlackSandbox, bedrock: BedrockSandbox, tmp_path: Path) -> Iterator[BotProcess]:
    bot = BotProcess(slack, bedrock, tmp_path, WORKER_CONCURRENCY="4")
    yield bot
    bot.kill()


@pytest.mark.slow
def test_a_job_that_kills_its_worker_is_given_up_and_told_and_its_neighbours_are_drawn(
    slack: SlackSandbox, bedrock: BedrockSandbox, bot: BotProcess
) -> None:
    bot.start()
    slack.command("ada", "general", f"/imagine {POISON}")
    for number in range(3):
        slack.command("ben", "general", f"/imagine neighbour {number}")

    deaths = 0
    while not given_up(slack):
        slack.wait_for(lambda: poison_is_drawn(bedrock) or given_up(slack), 60, "the next death, or the end")
        if poison_is_drawn(bedrock):
            bot.kill()
            deaths += 1
            slack.wait_for(lambda: not bedrock.totals["in_flight"], 10, "Bedrock to be idle")
            bot.start()

    assert deaths == BESIDE + ALONE
    slack.wait_for(lambda: len([m for m in slack.messages("general") if images(m)]) == 3, 30, "the neighbours")
    shown = sorted(text for message in slack.messages("general") for text in alt_texts(message))
    assert shown == [f"neighbour {number}. AI-generated picture" for number in range(3)]

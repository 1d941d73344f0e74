"""Every dialogue of tests/dialogues, over both ways in which Slack reaches the bot."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.dialogues.play import play
from tests.dialogues.script import Dialogue, read_all
from tests.road.local_bot import LocalBot
from tests.road.scenes import Scene

DIALOGUES = {dialogue.title: dialogue for dialogue in read_all()}


@pytest.fixture(scope="module", params=["http", "socket"])
def transport(request: pytest.FixtureRequest, running_bot: LocalBot) -> Iterator[str]:
    """One connection for all dialogues: closing it takes seconds."""
    if request.param == "http":
        yield request.param
        return
    with running_bot.socket():
        yield request.param


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=DIALOGUES)
def test_the_dialogue_goes_as_it_is_written(scene: Scene, transport: str, dialogue: Dialogue) -> None:
    if transport == "socket":
        scene.slack.configure(app_url=None)
    play(scene, dialogue)
    assert {sent.transport for sent in scene.slack.deliveries()} <= {transport, "none"}


FOX = {"who": "ada", "types": "/imagine a red fox", "all_see": "a red fox"}


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({**FOX, "drawn": {"prompt": "a blue fox"}}, "a red fox"),
        ({**FOX, "drawn": 2}, "so many were drawn"),
        ({**FOX, "below": "the fox"}, "the fox"),
        ({"who": "ada", "presses": "Vary", "under": "the fox"}, "the fox"),
        ({"who": "ada", "types": "/imagine help"}, "said and not told of"),
        ({**FOX, "slack_says": "not_supported_in_threads"}, "step 1"),
    ],
)
def test_a_dialogue_that_goes_otherwise_fails(scene: Scene, step: dict[str, Any], reason: str) -> None:
    with pytest.raises((pytest.fail.Exception, AssertionError), match=reason):
        play(scene, Dialogue.read("wrong", [step]))


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"who": "ada", "says": "hello"}, "says"),
        ({"who": "ada", "types": "hello", "presses": "Vary"}, "one act a step"),
        ({"presses": "Vary"}, "who presses"),
        ({"given": "the moon is full"}, "no state 'the moon is full'"),
    ],
)
def test_a_step_that_means_nothing_is_refused_by_its_number(step: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=f"'wrong', step 1: .*{reason}"):
        Dialogue.read("wrong", [step])

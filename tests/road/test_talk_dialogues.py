"""Every dialogue of tests/dialogues, over both ways in which Slack reaches the bot."""

from collections.abc import Iterator

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

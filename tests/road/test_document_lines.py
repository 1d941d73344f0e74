"""What the documents type in Slack, in blocks of the kind `slack`, is typed, and comes to what they promise."""

from functools import partial

import pytest

from bot.prompt_line.words import word_of
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, images, said
from tests.tooling.documents import blocks, documents

COMMAND, MENTION = "/imagine", "@Imagine"
ASKER = "ada"
TYPED = {
    document: [line for block in blocks(document) if block.language == "slack" for line in block.text.splitlines()]
    for document in documents()
}


@pytest.mark.parametrize("document", [document for document, lines in TYPED.items() if lines])
def test_each_line_draws_or_shows_what_it_asks_for(scene: Scene, document: str) -> None:
    scene.slack.configure(file_delay=0, tiers=False)
    user_id = scene.slack.workspace.user(ASKER).id
    scene.bot.services.preferences.keep_preset(TEAM, user_id, "noir", "film noir, deep shadows --ar 16:9")

    for line in TYPED[document]:
        before = len(pictures(scene))
        told = len(scene.slack.ephemerals(ASKER))
        rest = typed(scene, line)
        there = partial(is_shown, scene, told) if word_of(rest) else partial(comes, scene, before, told)
        scene.slack.wait_for(there, WAIT_SECONDS, line)
        scene.bot.settle()
        if scene.slack.view(ASKER):
            scene.slack.close_view(ASKER)


def typed(scene: Scene, line: str) -> str:
    """Type it, in the newest picture's thread if it is a mention; answers what stands behind the command or name."""
    first, _, rest = line.partition(" ")
    assert first in (COMMAND, MENTION), f"{line!r} is neither a command nor a mention"
    if first == COMMAND:
        assert not scene.slack.command(ASKER, "general", line).error
    else:
        newest = pictures(scene)[-1]
        scene.slack.mention(ASKER, "general", rest, str(newest.get("thread_ts") or newest["ts"]))
    return rest


def pictures(scene: Scene) -> list[Json]:
    """All that stand in the channel, its threads and the asker's direct messages."""
    places = [*scene.slack.conversation("general"), *scene.slack.direct_messages(ASKER)]
    return [message for message in places if images(message)]


def is_shown(scene: Scene, told: int) -> bool:
    return bool(scene.slack.view(ASKER)) or len(scene.slack.ephemerals(ASKER)) > told


def comes(scene: Scene, before: int, told: int) -> bool:
    """Whether the picture is there; a question about it is answered with yes, and any other words are a fault."""
    if len(pictures(scene)) > before:
        return True
    news = scene.slack.ephemerals(ASKER)[told:]
    assert not [message for message in news if "Nothing was spent" in said(message)], [said(one) for one in news]
    if any("draw_asked" in str(message["blocks"]) for message in news):
        scene.agree(ASKER)
        scene.slack.wait_for(lambda: len(pictures(scene)) > before, WAIT_SECONDS, "what was asked about")
    return False

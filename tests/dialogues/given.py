"""States of things that a dialogue may begin with, each undone by the next reset of the scene."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from bot.store.preferences import ChannelPreferences
from bot.store.tables import LEDGER
from tests.road.scenes import TEAM, Scene
from tests.road.test_road_line import fill_the_slots


def _answer_is_lost(scene: Scene) -> None:
    scene.bedrock.fault_next("cut")


def _is_in_secret_project(scene: Scene) -> None:
    scene.slack.invite("secret-project")


def _file_is_lost(scene: Scene) -> None:
    """Here and in Slack: whatever was drawn so far."""
    for path in scene.bot.artifacts.rglob("[0-9].*"):
        path.unlink()
    for file_id in list(scene.slack.workspace.files):
        scene.slack.delete_file(file_id)


def _twenty_wait(scene: Scene) -> None:
    """With all slots taken; each of the twenty takes some."""
    fill_the_slots(scene, 1.0)
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda n: scene.slack.command("olga", "concept-art", f"/imagine waiting {n}"), range(20)))


def _speaks_korean(scene: Scene) -> None:
    """For good: nothing else is said in that channel by then."""
    scene.bot.services.preferences.keep(TEAM, "C0CONCEPT1", ChannelPreferences(language="ko"))


def _nothing_was_used(scene: Scene) -> None:
    """For good: whatever other dialogues drew counts no more."""
    scene.bot.settle()
    with scene.bot.services.database.write() as connection:
        connection.execute(LEDGER.delete())


STATES: Mapping[str, Callable[[Scene], None]] = {
    "every drawing slot is taken": fill_the_slots,
    "twenty wait in line": _twenty_wait,
    "the model's answer is lost": _answer_is_lost,
    "the bot is in secret-project": _is_in_secret_project,
    "concept-art speaks Korean": _speaks_korean,
    "nothing was used so far": _nothing_was_used,
    "the file is lost everywhere": _file_is_lost,
}

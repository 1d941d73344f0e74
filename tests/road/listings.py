"""What a test looks for in Home and in views, and pictures that people asked for some day."""

import time
from typing import Any

from bot.store.people import Person
from bot.store.pictures import PictureId
from tests.bot import hung_pictures
from tests.road.scenes import TEAM, Scene, said

Json = dict[str, Any]
GENERAL, SECRET, CONCEPT = "C0GENERAL1", "C0SECRET01", "C0CONCEPT1"


def person(scene: Scene, name: str) -> Person:
    return Person(team_id=TEAM, user_id=scene.slack.workspace.user(name).id)


def hang(scene: Scene, name: str, prompt: str, channel: str = GENERAL, **changes: Any) -> PictureId:  # noqa: ANN401  # a job's fields
    """A picture of somebody's, straight into the database; Slack has neither file nor message of it."""
    now = {"asked_at": time.time(), "drawn_at": time.time()}
    asked: dict[str, Any] = {"user_id": person(scene, name).user_id, "place_channel_id": channel, **now, **changes}
    return hung_pictures.hang(scene.bot.services.database, prompt, **asked)


def opened_home(scene: Scene, user: str, expecting: str) -> Json:
    """The Home tab, opened now, once it says something."""
    scene.slack.open_home(user)
    return home(scene, user, expecting)


def home(scene: Scene, user: str, expecting: str) -> Json:
    """The Home tab once it says something."""

    def found() -> Json:
        shown = scene.slack.home(user)
        return shown if shown and expecting in said(shown) else {}

    return scene.slack.wait_for(found, 10, f"{expecting!r} in {user}'s Home")


def home_without(scene: Scene, user: str, words: str) -> Json:
    """The Home tab once it no longer says something."""

    def found() -> Json:
        shown = scene.slack.home(user)
        return shown if shown and words not in said(shown) else {}

    return scene.slack.wait_for(found, 10, f"{user}'s Home without {words!r}")


def form(scene: Scene, user: str, expecting: str = "") -> Json:
    """The view on top once it says something."""

    def found() -> Json:
        shown = scene.slack.view(user)
        return shown if shown and expecting in said(shown) else {}

    return scene.slack.wait_for(found, 10, f"{expecting!r} in {user}'s view")


def press(scene: Scene, user: str, view: Json, action_id: str, value: object = None) -> None:
    """Press a button that Slack's listener must acknowledge."""
    delivery = scene.slack.press(user, view, action_id, value)
    assert not delivery.error, delivery.error

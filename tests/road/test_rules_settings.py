"""Rules set in the chat: opened, changed and read by admins alone, from every door, and in force at once."""

from collections.abc import Iterator

import pytest

from bot.rules.limits import parse_limits
from bot.rules.rules import ChannelRules, WorkspaceRules
from tests.road import listings
from tests.road.listings import CONCEPT, GENERAL, Json, form, opened_home, person
from tests.road.scenes import TEAM, Scene, said

LIMITS = parse_limits("person 20 pictures/day, workspace $50/month")


@pytest.fixture(autouse=True)
def no_rules(scene: Scene) -> Iterator[None]:
    """Rules stay from test to test."""
    yield
    for channel in ("", GENERAL, CONCEPT):
        scene.bot.services.rules.keep(TEAM, channel, ChannelRules() if channel else WorkspaceRules(), by="test")


def press(scene: Scene, name: str, action_id: str, value: object = None) -> None:
    listings.press(scene, name, form(scene, name), action_id, value)


def menu(scene: Scene, name: str = "olga") -> Json:
    """The rules, from the slash command."""
    scene.slack.command(name, "general", "/imagine rules")
    return form(scene, name, "Who changed what" if name == "olga" else "")


def part(scene: Scene, section: str, expecting: str) -> None:
    press(scene, "olga", "change_rules", section)
    form(scene, "olga", expecting)


def rules(scene: Scene) -> WorkspaceRules:
    return scene.bot.services.rules.of_workspace(TEAM)


def errors(scene: Scene, name: str) -> Json:
    (view,) = [view for view in scene.slack.workspace.views.values() if view.id == form(scene, name)["id"]]
    return dict(view.errors)


def test_an_admin_sets_limits_and_sees_them_in_the_menu(scene: Scene) -> None:
    menu(scene)
    part(scene, "limits", "Each person")

    scene.slack.submit_view(
        "olga", {"limit.person.pictures.day": "20", "limit.workspace.dollars.month": "50", "timezone": "Seoul"}
    )

    form(scene, "olga", "20 pictures a day for each person; $50.00 a month for the workspace")
    form(scene, "olga", "Saved.")
    assert set(map(str, rules(scene).limits or ())) == {"person 20 pictures/day", "workspace $50.00/month"}
    assert rules(scene).timezone == "Asia/Seoul"

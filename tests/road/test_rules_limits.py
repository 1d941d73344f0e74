"""Limits on the road: whoever has little left hears of it, whoever has nothing left is refused, alone and kindly."""

from collections.abc import Callable

import pytest

from bot.rules.limits import parse_limits
from bot.rules.rules import WorkspaceRules
from bot.store.ledger import EntryState
from bot.views.buttons import DRAW_AGAIN, DRAW_ASKED, REROLL
from tests.road.hands import drawn
from tests.road.presses import pressed, reply
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, said
from tests.road.test_road_line import fill_the_slots

Set = Callable[..., None]


@pytest.fixture
def rules(scene: Scene) -> Set:
    """Sets the workspace's rules."""

    def keep(limits: str = "", *, is_stopped: bool = False) -> None:
        rules = WorkspaceRules(limits=parse_limits(limits), is_stopped=is_stopped)
        scene.bot.services.rules.keep(TEAM, "", rules, by="U0OLGA0001")

    return keep


@pytest.fixture
def somebody(scene: Scene) -> str:
    """Who has drawn nothing so far."""
    name = scene.newcomer()
    scene.meet(name)
    return name


def buttons(message: Json) -> list[str]:
    return [
        element["text"]["text"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_the_last_three_are_told_to_the_asker_and_then_that_nothing_is_left(
    scene: Scene, rules: Set, somebody: str
) -> None:
    rules("person 3 pictures/month")
    for left in (
        "2 of 3 pictures left this month, about $0.04 a picture.",
        "1 of 3 pictures",
        "Used up now: 3 pictures",
    ):
        scene.slack.command(somebody, "general", f"/imagine a sparing fox, {left[0]} left")
        scene.aside(somebody, left)
    scene.slack.command(somebody, "general", "/imagine a fox too many")
    told = scene.aside(somebody, "the limit is used up: 3 pictures a month for each person.")

    scene.bot.settle()
    assert len(scene.drawn()) == 3
    assert buttons(told) == ["Ask an admin"]
    assert "It refills <!date^" in said(told)
    assert not [said(message) for message in scene.slack.messages("general") if "pictures left" in said(message)]


def test_who_has_plenty_left_hears_nothing(scene: Scene, rules: Set, somebody: str) -> None:
    rules("person 5 pictures/month, person 9 pictures/minute, workspace $9000/month")
    scene.slack.command(somebody, "general", "/imagine a rich fox")
    scene.picture()
    scene.bot.settle()
    assert not scene.asides(somebody)


def test_a_press_is_told_what_is_left_and_then_refused(scene: Scene, rules: Set, somebody: str) -> None:
    shown = drawn(scene)
    rules("person 1 pictures/month")
    pressed(scene, somebody, shown, REROLL)
    reply(scene, shown)
    scene.aside(somebody, "Used up now: 1 picture a month for each person. It refills ")
    pressed(scene, somebody, shown, REROLL)
    scene.aside(somebody, "Not drawn: the limit is used up")
    scene.bot.settle()
    assert len(scene.drawn()) == 2


def test_a_line_that_makes_more_than_is_left_is_refused_before_it_is_asked_about(
    scene: Scene, rules: Set, somebody: str
) -> None:
    rules("person 2 pictures/month")
    scene.slack.command(somebody, "general", "/imagine a {red, blue, green} fox")
    told = scene.aside(
        somebody, "this takes 3 pictures, more than the whole limit: 2 pictures a month for each person."
    )
    assert "2 pictures would fit now" in said(told)
    assert buttons(told) == ["Ask an admin"]

    scene.slack.command(somebody, "general", "/imagine a {red, blue} fox")
    asked = scene.aside(somebody, "This line makes 2 requests")
    scene.slack.command(somebody, "general", "/imagine a hasty fox")
    scene.aside(somebody, "1 of 2 pictures left this month")
    scene.slack.press(somebody, asked, DRAW_ASKED)
    scene.aside(somebody, "this takes 2 pictures, and what is left is 1 picture")
    scene.bot.settle()
    assert len(scene.drawn()) == 1


def test_a_burst_is_slowed_down(scene: Scene, rules: Set, somebody: str) -> None:
    rules("person 1 pictures/minute")
    scene.slack.command(somebody, "general", "/imagine a fast fox")
    scene.slack.command(somebody, "general", "/imagine a faster fox")
    told = scene.aside(somebody, "Not drawn: 1 picture in the last minute.")
    assert "Again in " in said(told)
    assert not buttons(told)


def test_those_that_wait_when_drawing_is_stopped_are_given_back_and_drawn_later(
    scene: Scene, rules: Set, somebody: str
) -> None:
    fill_the_slots(scene)
    scene.slack.command(somebody, "general", "/imagine a stopped fox")
    scene.aside(somebody, "in line")
    rules(is_stopped=True)
    told = scene.aside(somebody, "an admin has stopped drawing")
    scene.bot.settle()
    (job,) = scene.jobs_saying("a stopped fox")
    entry = scene.bot.services.ledger.find(job["id"])
    assert entry
    assert entry.state is EntryState.REFUNDED
    assert not entry.spent
    assert "a stopped fox" not in str(scene.drawn())

    scene.slack.press(somebody, told, DRAW_AGAIN)
    scene.aside(somebody, "an admin has stopped drawing")
    rules()
    scene.slack.press(somebody, told, DRAW_AGAIN)
    scene.slack.wait_for(lambda: "a stopped fox" in str(scene.drawn()), WAIT_SECONDS, "it to be drawn")

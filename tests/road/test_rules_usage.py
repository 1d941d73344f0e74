"""What was used, on the road: one's own with what limits leave, a month for admins, its chart and table as files."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.rules.limits import parse_limits
from bot.rules.rules import WorkspaceRules
from sandbox.slack.entities import File
from tests.dialogues.play import play
from tests.dialogues.script import find
from tests.road.hands import drawn, press_in_view, view_says
from tests.road.listings import form, hang, opened_home, person, press
from tests.road.scenes import TEAM, Json, Scene, said

OLGA = "U0OLGA0001"
PAGE = (Path(__file__).parents[2] / "docs" / "usage.md").read_text("utf-8")


@pytest.fixture
def rules(scene: Scene) -> Iterator[WorkspaceRules]:
    """Limits, and a time zone whose day is another one than the server's for most of it."""
    kept = WorkspaceRules(
        limits=parse_limits("person 20 pictures/day, channel $5/month"), timezone="Pacific/Kiritimati"
    )
    scene.bot.services.rules.keep(TEAM, "", kept, by=OLGA)
    yield kept
    scene.bot.services.rules.keep(TEAM, "", WorkspaceRules(), by=OLGA)


@pytest.fixture
def somebody(scene: Scene) -> str:
    """Who has drawn nothing so far."""
    name = scene.newcomer()
    scene.meet(name)
    return name


def open_team(scene: Scene, user: str = "olga") -> Json:
    """Through `/imagine usage`."""
    scene.slack.command(user, "general", "/imagine usage")
    scene.slack.press(user, scene.aside(user, "Workspace's usage"), "open_team_usage")
    return form(scene, user, "By person")


def files(scene: Scene, user: str = "olga") -> dict[str, File]:
    """Those of a direct message, by how their names end."""
    told = scene.slack.wait_for(
        lambda: [found for found in scene.slack.direct_messages(user) if found.get("files")], 30, "files"
    )
    stored = (scene.slack.workspace.files[file["id"]] for file in told[-1]["files"])
    return {file.name.rpartition(".")[2]: file for file in stored}


@contextmanager
def dismissed(scene: Scene) -> Iterator[None]:
    """Olga is an admin no more, and the bot knows nothing of her from before."""
    people, known = scene.slack.workspace.users, scene.bot.services.admins._known  # noqa: SLF001  # it lasts five minutes
    olga = people[OLGA]
    people[OLGA] = replace(olga, is_admin=False, is_owner=False)
    known.clear()
    yield
    people[OLGA] = olga
    known.clear()


def table(scene: Scene) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(scene)["csv"].data.decode("utf-8-sig"))))


def send(scene: Scene) -> None:
    press_in_view(scene, "send_usage_report", "olga")
    view_says(scene, "are in our direct messages", "olga")


def test_usage_tells_what_is_left_of_each_limit_and_when_it_refills(
    scene: Scene, rules: WorkspaceRules, somebody: str
) -> None:
    drawn(scene, "a counted cat", somebody)
    scene.slack.command(somebody, "general", "/imagine usage")

    told = said(scene.aside(somebody, "This month"))

    assert "Today: 1 picture, $0.04" in told
    assert "20 pictures a day for each person: 19 pictures left, it refills" in told
    assert "$5.00 a month for each channel" in told
    assert rules.timezone in told
    assert "Workspace's usage" not in told


def test_home_tells_limits_too_but_none_of_channels(scene: Scene, rules: WorkspaceRules, somebody: str) -> None:
    view = said(opened_home(scene, somebody, "20 pictures a day for each person: 20 pictures left"))

    assert "each channel" not in view
    assert rules.timezone in view


def test_an_admin_who_is_one_no_more_is_shown_nothing_and_sent_nothing(scene: Scene, somebody: str) -> None:
    hang(scene, somebody, "an open plan")
    open_team(scene)
    with dismissed(scene):
        press_in_view(scene, "send_usage_report", "olga")
        view_says(scene, "Only admins", "olga")
    assert not [found for found in scene.slack.direct_messages("olga") if found.get("files")]


def test_the_chart_is_a_picture_whose_words_tell_its_numbers(scene: Scene, somebody: str) -> None:
    hang(scene, somebody, "an open plan", count=4)
    open_team(scene)
    send(scene)

    chart = files(scene)["png"]

    assert Image.open(io.BytesIO(chart.data)).width == 1600
    assert "Stable Image Core: " in chart.alt_text
    assert f"{datetime.now(ZoneInfo('UTC')):%Y-%m}" in chart.alt_text


def test_the_table_names_no_place_and_no_prompt_that_the_admin_does_not_see(scene: Scene, somebody: str) -> None:
    user_id = person(scene, somebody).user_id
    hang(scene, somebody, "an unspeakable plan", "C0HIDDEN001", count=2)
    hang(scene, somebody, "an open plan")
    open_team(scene)
    send(scene)

    rows = [row for row in table(scene) if row["person"] == user_id]

    assert [(row["channel"], row["channel name"], row["pictures"]) for row in rows] == [
        ("", "not seen", "2"),
        ("C0GENERAL1", "general", "1"),
    ]
    assert {row["name"] for row in rows} == {"Newcomer"}
    assert "unspeakable" not in str(rows)


def test_an_earlier_month_is_chosen_and_sent(scene: Scene, somebody: str) -> None:
    then = datetime(2026, 1, 31, 23, 30, tzinfo=ZoneInfo("UTC")).timestamp()
    hang(scene, somebody, "a winter plan", asked_at=then, drawn_at=then, count=3)

    press(scene, "olga", open_team(scene), "choose_usage_month", "2026-01")
    view_says(scene, "2026-01-31: 3 pictures", "olga")
    send(scene)

    assert [row["date"] for row in table(scene)] == ["2026-01-31 23:30:00"]


def test_slack_that_takes_no_file_is_told_of_and_can_be_asked_again(scene: Scene, somebody: str) -> None:
    hang(scene, somebody, "an open plan")
    open_team(scene)
    scene.slack.fail("files.getUploadURLExternal", "not_allowed")

    press_in_view(scene, "send_usage_report", "olga")
    view_says(scene, "Press again in a minute", "olga")
    send(scene)

    assert set(files(scene)) == {"png", "csv"}


def shape(told: str) -> str:
    """Without what differs each time and what readers don't see: times, seeds, addresses, files' ids."""
    told = " ".join(re.sub(r"^\d\d:\d\d:\d\d|[│┌└]", "", told, flags=re.MULTILINE).split())
    told = re.sub(r" \((file F\w+|F\w+|https:)[^)]*\)", "", told).replace("[static_select]", "[menu of months]")
    return re.sub(r"\d{4}-\d\d(-\d\d)?", "<date>", re.sub(r"seed \d+(, \d+)*", "seed N", told))


def test_an_admins_month_goes_as_it_is_printed(scene: Scene) -> None:
    play(scene, find("an admin's month, from usage to a chart and a table"))
    workspaces = scene.slack.view_text("olga")
    scene.bot.settle()

    for told in (scene.slack.transcript("general"), workspaces, scene.slack.transcript("@olga")):
        assert shape(told) in shape(PAGE), told

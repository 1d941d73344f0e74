"""Home, from the tab that is opened to what is seen and done in it."""

import re
import time
from dataclasses import replace
from typing import Any

import pytest

from bot.orders.order import Order
from bot.store.jobs import State
from tests.bot import job_rows
from tests.road.listings import CONCEPT, GENERAL, form, hang, home, home_without, opened_home, person, press
from tests.road.scenes import Scene, alt_texts, images, said
from titan_core.tasks import TextToImage


def test_a_newcomer_is_told_how_to_begin_and_finds_the_form(scene: Scene) -> None:
    name = scene.newcomer()

    view = opened_home(scene, name, "No pictures yet")
    press(scene, name, view, "open_form")

    assert "/imagine" in said(view)
    assert scene.slack.view(name)


def test_a_korean_person_reads_home_in_korean(scene: Scene) -> None:
    name = scene.newcomer("ko-KR")

    view = opened_home(scene, name, "아직 그림이 없어요")

    assert "Your pictures" not in said(view)


def test_a_picture_stands_in_its_askers_home_with_image_words_and_link(scene: Scene) -> None:
    name = scene.newcomer()
    scene.slack.command(name, "general", "/imagine a lighthouse in fog --ar 16:9")
    scene.picture()
    scene.bot.settle()

    view = opened_home(scene, name, "a lighthouse in fog")

    assert alt_texts(view) == ["a lighthouse in fog. AI-generated picture"]
    assert "see it there" in said(view)
    assert f"<#{GENERAL}>" in said(view)
    assert "1 picture, $0." in said(view), "what it cost"

    press(scene, name, view, "edit_found_picture")
    assert "a lighthouse in fog" in str(form(scene, name)["state"]["values"])


def test_several_pictures_of_a_request_are_one_entry_with_their_sheet(scene: Scene) -> None:
    name = scene.newcomer()
    scene.slack.command(name, "general", "/imagine two lanterns --n 2")
    scene.picture()
    scene.bot.settle()

    view = opened_home(scene, name, "two lanterns")

    assert alt_texts(view) == ["two lanterns. 2 AI-generated pictures, numbered"]
    assert "2 pictures" in said(view)


def test_older_and_newer_turn_the_page(scene: Scene) -> None:
    name = scene.newcomer()
    for number in range(20):
        hang(scene, name, f"picture {number:02}")

    view = opened_home(scene, name, "picture 19")
    assert "picture 11" not in said(view)
    press(scene, name, view, "older_pictures")
    view = home(scene, name, "picture 11")
    press(scene, name, view, "older_pictures")
    view = home(scene, name, "picture 00")
    assert "Older" not in said(view)
    press(scene, name, view, "newer_pictures")
    view = home(scene, name, "picture 04")
    press(scene, name, view, "newer_pictures")
    view = home(scene, name, "picture 19")
    assert "Newer" not in said(view)


def test_pictures_are_filtered_by_channel_and_by_what_was_saved(scene: Scene) -> None:
    name = scene.newcomer()
    hang(scene, name, "a general fox")
    saved = hang(scene, name, "a saved heron", CONCEPT)
    hang(scene, name, "a concept otter", CONCEPT)
    scene.bot.services.saves.toggle(person(scene, name), saved)

    view = opened_home(scene, name, "a general fox")
    press(scene, name, view, "show_in_home", CONCEPT)
    view = home_without(scene, name, "a general fox")
    assert "a concept otter" in said(view)
    press(scene, name, view, "show_in_home", "saved")
    view = home_without(scene, name, "a concept otter")
    assert "a saved heron" in said(view)
    press(scene, name, view, "show_in_home", "all")
    home(scene, name, "a general fox")


def test_a_picture_whose_file_is_gone_leaves_home_standing(scene: Scene) -> None:
    name = scene.newcomer()
    for prompt in ("a kept kite", "a lost lantern"):
        scene.slack.command(name, "general", f"/imagine {prompt}")
    scene.pictures(count=2)
    scene.bot.settle()
    lost = next(message for message in scene.pictures(count=2) if "lantern" in said(message))
    scene.slack.delete_file(images(lost)[0]["slack_file"]["id"])

    view = opened_home(scene, name, "a lost lantern")

    assert alt_texts(view) == ["a kept kite. AI-generated picture"]
    assert "its file is gone from Slack" in said(view)


def test_what_came_to_nothing_can_be_edited_from_home(scene: Scene) -> None:
    name = scene.newcomer()
    scene.slack.command(name, "general", "/imagine forbidden marmalade")
    scene.aside(name, "Not drawn")
    scene.bot.settle()

    view = opened_home(scene, name, "forbidden marmalade")

    assert "content filter" in said(view)
    press(scene, name, view, "edit_job")
    assert "forbidden marmalade" in str(form(scene, name)["state"]["values"])


def test_admins_see_sums_and_never_a_word_of_private_places(scene: Scene) -> None:
    name = scene.newcomer()
    now = time.time()  # this month
    hang(scene, name, "an unspeakable plan", "C0HIDDEN001", drawn_at=now, count=9)  # among those who drew most
    hang(scene, name, "an open plan", drawn_at=now, count=9)

    press(scene, "olga", opened_home(scene, "olga", "Workspace's usage"), "open_team_usage")
    view = form(scene, "olga", "By person")

    unseen = re.search(r"that you don't see: (\d+) pictures", said(view))
    assert unseen
    assert int(unseen[1]) >= 9  # other tests drew in private places, too
    assert f"<@{person(scene, name).user_id}>: 18 pictures, $0.72" in said(view)
    assert "unspeakable" not in said(view)
    assert "C0HIDDEN001" not in said(view)
    assert "Workspace's usage" not in said(opened_home(scene, name, "What you have used"))


def test_slack_that_does_not_say_who_sees_what_lists_nothing_and_says_so(scene: Scene) -> None:
    name = scene.newcomer()
    hang(scene, name, "an unseen unicorn")
    scene.slack.fail("users.conversations", "500")

    view = opened_home(scene, name, "Slack doesn't say right now")

    assert "unicorn" not in said(view)


@pytest.mark.parametrize("value", ["", "nonsense", "faceb00c9999.0"])
def test_a_forged_press_on_edit_opens_nothing_of_anybodys(scene: Scene, value: str) -> None:
    name = scene.newcomer()
    hang(scene, name, "a forged fern")
    view = opened_home(scene, name, "a forged fern")
    found = next(
        block for block in view["blocks"] if block.get("accessory", {}).get("action_id") == "edit_found_picture"
    )
    with scene.slack.workspace.lock:
        shown = scene.slack.workspace.homes[person(scene, name).user_id]
        next(block for block in shown.body["blocks"] if block.get("block_id") == found["block_id"])["accessory"][
            "value"
        ] = value

    press(scene, name, scene.slack.home(name) or {}, "edit_found_picture")

    form(scene, name, "doesn't belong to a picture")


def test_what_failed_is_drawn_again_from_home_which_then_no_longer_lists_it(scene: Scene) -> None:
    name = scene.newcomer()
    row = job_rows.job(
        user_id=person(scene, name).user_id, state=State.FAILED, request=asked_for("an overdue meringue")
    )
    job_rows.add(scene.bot.services.database, replace(row, id="faded0000001", intent="faded"))

    view = opened_home(scene, name, "an overdue meringue")
    assert "failed" in said(view)
    press(scene, name, view, "draw_again")

    scene.picture()
    home_without(scene, name, "Came to nothing")


def asked_for(prompt: str) -> dict[str, Any]:
    return Order.of(TextToImage(prompt=prompt, seed=7)).to_json()

"""Home and the history, from the tab that is opened to what is seen in it."""

import itertools
from typing import Any

import pytest

from bot.orders.order import Order
from bot.store.jobs import State
from bot.store.people import Person
from bot.store.pictures import PictureId
from tests.bot import job_rows
from tests.road.scenes import TEAM, Scene, alt_texts, images, said
from titan_core.tasks import TextToImage

Json = dict[str, Any]
GENERAL, SECRET = "C0GENERAL1", "C0SECRET01"
_HUNG = itertools.count(1)


def opened(scene: Scene, user: str, expecting: str) -> Json:
    """The Home tab once it says something."""
    scene.slack.open_home(user)
    return home(scene, user, expecting)


def home(scene: Scene, user: str, expecting: str) -> Json:
    def found() -> Json:
        shown = scene.slack.home(user)
        return shown if shown and expecting in said(shown) else {}

    return scene.slack.wait_for(found, 10, f"{expecting!r} in {user}'s Home")


def form(scene: Scene, user: str, expecting: str) -> Json:
    """The view on top once it says something."""

    def found() -> Json:
        shown = scene.slack.view(user)
        return shown if shown and expecting in said(shown) else {}

    return scene.slack.wait_for(found, 10, f"{expecting!r} in {user}'s view")


def person(scene: Scene, name: str) -> Person:
    return Person(team_id=TEAM, user_id=scene.slack.workspace.user(name).id)


def hang(scene: Scene, name: str, prompt: str, channel: str = GENERAL, **changes: Any) -> PictureId:  # noqa: ANN401  # a job's fields
    """A picture that somebody asked for some day, straight into the database."""
    number = next(_HUNG)
    drawn = {
        "id": f"faceb00c{number:04x}",
        "intent": f"hung:{number}",
        "user_id": person(scene, name).user_id,
        "channel_id": channel,
        "place_channel_id": channel,
        "place_ts": f"1.{number}",
        "state": State.DELIVERED,
        "asked_at": 1_000_000.0 + number,
        "drawn_at": 1_000_000.0 + number,
        "request": Order.of(TextToImage(prompt=prompt, seed=7)).to_json(),
        "outcome": {"kind": "drawn", "price_usd": "0.04", "model_title": "Stable Image Core", "parts": []},
    }
    row = job_rows.job(**{**drawn, **changes})
    job_rows.add(scene.bot.services.database, row)
    picture = {"job_id": row.id, "index": 0, "file": "0.png", "slack_file_id": None, "width": 512, "height": 512}
    scene.bot.services.pictures.keep([{**picture, "seed": 7, "model_id": "m", "drawn_at": row.drawn_at}])
    return PictureId(job_id=row.id, index=0)


def press(scene: Scene, user: str, view: Json, action_id: str, value: object = None) -> None:
    delivery = scene.slack.press(user, view, action_id, value)
    assert not delivery.error, delivery.error


def test_a_newcomer_is_told_how_to_begin_and_finds_the_form(scene: Scene) -> None:
    name = scene.newcomer()

    view = opened(scene, name, "No pictures yet")
    press(scene, name, view, "open_form")

    assert "/imagine" in said(view)
    assert scene.slack.view(name)


def test_a_korean_person_reads_home_in_korean(scene: Scene) -> None:
    name = scene.newcomer("ko-KR")

    view = opened(scene, name, "아직 그림이 없어요")

    assert "Your pictures" not in said(view)


def test_a_picture_stands_in_its_askers_home_with_image_words_and_link(scene: Scene) -> None:
    name = scene.newcomer()
    scene.slack.command(name, "general", "/imagine a lighthouse in fog --ar 16:9")
    scene.picture()
    scene.bot.settle()

    view = opened(scene, name, "a lighthouse in fog")

    assert alt_texts(view) == ["a lighthouse in fog. AI-generated picture"]
    assert "see it there" in said(view)
    assert f"<#{GENERAL}>" in said(view)
    assert "1 picture, $0." in said(view), "what it cost"

    press(scene, name, view, "edit_found_picture")
    assert "a lighthouse in fog" in str(form(scene, name, "")["state"]["values"])


def test_several_pictures_of_a_request_are_one_entry_with_their_sheet(scene: Scene) -> None:
    name = scene.newcomer()
    scene.slack.command(name, "general", "/imagine two lanterns --n 2")
    scene.picture()
    scene.bot.settle()

    view = opened(scene, name, "two lanterns")

    assert alt_texts(view) == ["two lanterns. 2 AI-generated pictures, numbered"]
    assert "2 pictures" in said(view)


def test_older_and_newer_turn_the_page(scene: Scene) -> None:
    name = scene.newcomer()
    for number in range(20):
        hang(scene, name, f"picture {number:02}")

    view = opened(scene, name, "picture 19")
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
    saved = hang(scene, name, "a saved heron", "C0CONCEPT1")
    hang(scene, name, "a concept otter", "C0CONCEPT1")
    scene.bot.services.saves.toggle(person(scene, name), saved)

    view = opened(scene, name, "a general fox")
    press(scene, name, view, "show_in_home", "C0CONCEPT1")
    view = scene.slack.wait_for(lambda: _without(scene, name, "a general fox"), 10)
    assert "a concept otter" in said(view)
    press(scene, name, view, "show_in_home", "saved")
    view = scene.slack.wait_for(lambda: _without(scene, name, "a concept otter"), 10)
    assert "a saved heron" in said(view)
    press(scene, name, view, "show_in_home", "all")
    home(scene, name, "a general fox")


def _without(scene: Scene, user: str, words: str) -> Json:
    shown = scene.slack.home(user)
    return shown if shown and words not in said(shown) else {}


def test_a_private_channels_picture_is_not_listed_for_who_is_not_in_it_or_has_left(scene: Scene) -> None:
    insider, leaver = scene.newcomer(), scene.newcomer()
    scene.slack.invite("secret-project")
    outsider = scene.newcomer()
    for name in (outsider, leaver):
        with scene.slack.workspace.lock:
            scene.slack.workspace.leave(scene.slack.workspace.channel("secret-project"), person(scene, name).user_id)
    hang(scene, insider, "a classified zeppelin", SECRET)
    hang(scene, leaver, "a classified zeppelin, too", SECRET)

    assert "a classified zeppelin" in said(searched(scene, insider, "classified", "a classified zeppelin"))
    for name in (outsider, leaver):
        assert "zeppelin" not in said(searched(scene, name, "classified", "Nothing found"))
        assert "zeppelin" not in said(opened(scene, name, "No pictures yet"))


def searched(scene: Scene, user: str, words: str, expecting: str) -> Json:
    """What the history shows for words that were typed into Home."""
    view = opened(scene, user, "Your pictures")
    press(scene, user, view, "search_from_home", words)
    return form(scene, user, expecting)


def test_another_persons_picture_in_a_shared_channel_is_found_by_its_words_and_edited(scene: Scene) -> None:
    painter, reader = scene.newcomer(), scene.newcomer()
    hang(scene, painter, "Ein GRÜNER Papagei, quokkaesque")

    view = searched(scene, reader, "QUOKKAESQUE grüner", "Papagei")

    assert f"<@{person(scene, painter).user_id}>" in said(view)
    press(scene, reader, view, "edit_found_picture")
    scene.slack.wait_for(lambda: "quokkaesque" in str((scene.slack.view(reader) or {}).get("state")), 10)


def test_a_search_is_changed_in_the_view_and_a_guest_finds_only_their_own_channels(scene: Scene) -> None:
    painter = scene.newcomer()
    hang(scene, painter, "a marzipan walrus")
    hang(scene, painter, "a marzipan narwhal", "C0CONCEPT1")
    scene.meet("gus")

    view = searched(scene, "gus", "marzipan", "walrus")
    assert "narwhal" not in said(view)
    press(scene, "gus", view, "search_history", "marzipan narwhal")
    form(scene, "gus", "Nothing found")
    delivery = scene.slack.submit_view("gus", {"search_history": "walrus marzipan"})
    assert not delivery.error
    form(scene, "gus", "a marzipan walrus")


def test_a_picture_whose_file_is_gone_leaves_home_standing(scene: Scene) -> None:
    name = scene.newcomer()
    for prompt in ("a kept kite", "a lost lantern"):
        scene.slack.command(name, "general", f"/imagine {prompt}")
    scene.pictures(count=2)
    scene.bot.settle()
    lost = next(message for message in scene.pictures(count=2) if "lantern" in said(message))
    scene.slack.delete_file(images(lost)[0]["slack_file"]["id"])

    view = opened(scene, name, "a lost lantern")

    assert alt_texts(view) == ["a kept kite. AI-generated picture"]
    assert "its file is gone from Slack" in said(view)


def test_what_came_to_nothing_can_be_edited_from_home(scene: Scene) -> None:
    name = scene.newcomer()
    scene.slack.command(name, "general", "/imagine forbidden marmalade")
    scene.aside(name, "Not drawn")
    scene.bot.settle()

    view = opened(scene, name, "forbidden marmalade")

    assert "content filter" in said(view)
    press(scene, name, view, "edit_job")
    assert "forbidden marmalade" in str(form(scene, name, "")["state"]["values"])


def test_admins_see_sums_and_never_a_word_of_private_places(scene: Scene) -> None:
    name = scene.newcomer()
    now = scene.bot.services.jobs._clock()  # noqa: SLF001  # this month
    hang(scene, name, "an unspeakable plan", "C0HIDDEN001", drawn_at=now)
    hang(scene, name, "an open plan", drawn_at=now)

    view = opened(scene, "olga", "By person")

    assert f"<@{person(scene, name).user_id}>: 2 pictures, $0.08" in said(view)
    assert "private ones among them" in said(view)
    assert "unspeakable" not in said(view)
    assert "C0HIDDEN001" not in said(view)
    assert "By person" not in said(opened(scene, name, "What you have used"))


def test_slack_that_does_not_say_who_sees_what_lists_nothing_and_says_so(scene: Scene) -> None:
    name = scene.newcomer()
    hang(scene, name, "an unseen unicorn")
    scene.slack.fail("users.conversations", "500")

    view = opened(scene, name, "Slack doesn't say right now")

    assert "unicorn" not in said(view)


@pytest.mark.parametrize("value", ["", "nonsense", "faceb00c9999.0"])
def test_a_forged_press_on_edit_opens_nothing_of_anybodys(scene: Scene, value: str) -> None:
    name = scene.newcomer()
    hang(scene, name, "a forged fern")
    view = opened(scene, name, "a forged fern")
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

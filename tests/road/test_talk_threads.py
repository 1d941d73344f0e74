"""A thread is a conversation about its picture: what people say one after another builds up."""

import time

import pytest
import sqlalchemy as sa

from bot.intake.said import Said
from bot.listeners.hearing import Heard, pick_up
from bot.store.people import Person
from bot.store.tables import DRAFTS
from tests.road.scenes import TEAM, Json, Scene, said


def newest(scene: Scene) -> Json:
    return scene.drawn()[-1]


def starts_from_a_picture(body: Json) -> bool:
    return "image" in body or "imageVariationParams" in body


def root_of(scene: Scene, line: str = "a red fox --seed 7") -> str:
    """A picture in #general, and its thread."""
    scene.slack.command("ada", "general", f"/imagine {line}")
    scene.picture()
    scene.bot.settle()
    return str(scene.picture()["ts"])


def say(scene: Scene, user: str, text: str, root: str) -> Json:
    """Mention the bot in a thread, and answer its newest picture once the bot has ended."""
    before = len(scene.drawn())
    scene.slack.mention(user, "general", text, thread_ts=root)
    scene.slack.wait_for(lambda: len(scene.drawn()) > before, 30, f"a picture for {text!r}")
    scene.bot.settle()
    return scene.pictures("general", root)[-1]


def test_six_turns_of_three_people_in_two_languages_build_up(scene: Scene) -> None:
    root = root_of(scene, "a red fox in the snow --no people --seed 7")
    say(scene, "ben", "with a blue scarf", root)
    assert newest(scene)["prompt"] == "a red fox in the snow, with a blue scarf"
    assert starts_from_a_picture(newest(scene))

    say(scene, "chloe", "at dusk --no dogs, people", root)
    assert newest(scene)["negative_prompt"] == "people, dogs"

    say(scene, "ada", "--ar 16:9", root)
    assert newest(scene)["prompt"] == "a red fox in the snow, with a blue scarf, at dusk"

    say(scene, "ben", "--seed 11 --keep 0", root)
    assert newest(scene)["seed"] == 11
    assert not starts_from_a_picture(newest(scene))

    say(scene, "chloe", "부드러운 빛 --keep 100", root)
    assert starts_from_a_picture(newest(scene))
    assert newest(scene)["prompt"].endswith("at dusk, 부드러운 빛")

    last = say(scene, "ada", "a grey hen --new", root)
    assert newest(scene)["prompt"] == "a grey hen"
    assert "a grey hen" in said(last)
    assert len(scene.pictures("general", root, count=6)) == 6
    assert len(scene.slack.messages("general")) == 1, "all of it stays in the thread"


@pytest.mark.parametrize("keep", [0, 60, 100])
def test_keep_says_how_much_of_the_picture_stays(scene: Scene, keep: int) -> None:
    root = root_of(scene)
    say(scene, "ben", f"in snow --keep {keep}", root)

    assert starts_from_a_picture(newest(scene)) == (keep > 0)
    assert newest(scene)["seed"] == 7


def test_a_derived_picture_names_the_one_it_was_changed_from_and_shows_the_new_line(scene: Scene) -> None:
    root = root_of(scene)
    message = said(say(scene, "ben", "in snow", root))

    assert "Changed from" in message
    assert "a red fox, in snow" in message


def test_in_a_thread_under_a_mention_its_newest_picture_is_meant(scene: Scene) -> None:
    scene.slack.mention("ada", "general", "a red fox --seed 7")
    root = scene.slack.messages("general")[0]["ts"]
    scene.pictures("general", root)
    scene.bot.settle()
    say(scene, "ben", "in snow", root)
    say(scene, "chloe", "at night", root)

    assert newest(scene)["prompt"] == "a red fox, in snow, at night"


def test_turns_that_come_faster_than_pictures_build_up_too(scene: Scene) -> None:
    root = root_of(scene)
    for user, text in (("ada", "in snow"), ("ben", "at night"), ("chloe", "under stars")):
        scene.slack.mention(user, "general", text, thread_ts=root)
    scene.bot.settle()

    prompts = [body["prompt"] for body in scene.drawn()]
    assert "a red fox, in snow, at night, under stars" in prompts


def test_a_mention_told_twice_is_one_turn(scene: Scene) -> None:
    root = root_of(scene)
    first = scene.slack.mention("ben", "general", "in snow", thread_ts=root)
    scene.slack.redeliver(first)
    scene.bot.settle()
    scene.slack.redeliver(first, 2)
    scene.bot.settle()

    assert len(scene.drawn()) == 2


def test_the_ack_of_a_mention_in_an_unknown_thread_waits_for_no_call_to_slack(scene: Scene) -> None:
    scene.slack.write("ben", "general", "look at this")
    root = scene.slack.messages("general")[0]["ts"]
    scene.slack.fail("conversations.replies", "hang", seconds=3.0)
    began = time.monotonic()
    scene.slack.mention("ada", "general", "a red fox", thread_ts=root)

    assert time.monotonic() - began < 2
    scene.pictures("general", root)


def heard(scene: Scene, text: str, *, seconds_ago: float) -> None:
    """A mention that a process had kept, and had not taken when it died."""
    scene.slack.write("ben", "general", "look at this")
    root = scene.slack.messages("general")[0]["ts"]
    person = Person(team_id=TEAM, user_id=scene.slack.workspace.user("ada").id)
    channel_id = scene.slack.workspace.channel("general").id
    message = Said(
        text=text,
        from_message=True,
        intent=f"mention:{TEAM}:{channel_id}:{root}:{text}",
        person=person,
        channel_id=channel_id,
        thread_ts=root,
        command="@Imagine",
        response_url=None,
    )
    left = Heard(said=message, ts=root, root_ts=root, file_ids=())
    draft_id = scene.bot.services.drafts.put("heard", person, left.to_json())
    with scene.bot.services.database.write() as connection:
        aged = sa.update(DRAFTS).where(DRAFTS.c.id == draft_id).values(made_at=DRAFTS.c.made_at - seconds_ago)
        connection.execute(aged)


def test_what_a_dead_process_has_heard_is_picked_up_once_by_the_next_one(scene: Scene) -> None:
    heard(scene, "a fox from two minutes ago", seconds_ago=120)
    heard(scene, "a fox that another process is at", seconds_ago=1)
    heard(scene, "a fox from yesterday", seconds_ago=24 * 3600)
    for _ in range(2):
        pick_up(scene.bot.services)
    scene.bot.settle()

    assert [body["prompt"] for body in scene.drawn()] == ["a fox from two minutes ago"]


def test_a_picture_at_the_top_that_cannot_be_read_is_told_instead_of_drawing_something_else(scene: Scene) -> None:
    scene.slack.upload("ben", "general", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64, "cat.heic", "my cat")
    root = scene.slack.messages("general")[-1]
    scene.slack.mention("ada", "general", "as a woodcut", root["ts"])

    assert "`--new`" in scene.aside("ada", "cat.heic")["text"]
    scene.bot.settle()
    assert scene.drawn() == []
    scene.slack.mention("ada", "general", "a woodcut of a cat --new", root["ts"])
    scene.picture("general", root["ts"])


def test_a_document_at_the_top_is_no_picture_that_anybody_meant(scene: Scene) -> None:
    scene.slack.upload("ben", "general", b"%PDF-1.4", "plan.pdf", "the plan")
    root = scene.slack.messages("general")[-1]
    scene.slack.mention("ada", "general", "a lighthouse as a woodcut", root["ts"])

    scene.picture("general", root["ts"])

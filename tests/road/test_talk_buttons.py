"""Re-roll, Vary and Draw again: pressed in Slack, drawn by Bedrock, shown in the picture's thread."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store.posts import Post
from bot.store.preferences import ChannelPreferences
from bot.views.buttons import DRAW_AGAIN, MORE, REROLL, VARY
from bot.views.more.menu import CUT_OUT
from tests.road.hands import drawn, more
from tests.road.presses import bodies, model_of, order_of_newest, pressed, replies, reply, view
from tests.road.scenes import TEAM, Json, Scene, alt_texts, images, said


@pytest.mark.usefixtures("door")
def test_a_reroll_draws_the_same_words_with_another_seed_into_the_pictures_thread(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, REROLL)

    again = reply(scene, shown)
    first, second = bodies(scene)
    assert first["prompt"] == second["prompt"]
    assert first["seed"] != second["seed"]
    assert "U0BEN00001" in said(again)
    assert scene.slack.messages("general")[0]["blocks"] == shown["blocks"]  # what was pressed on stays as it is


def test_five_people_who_press_at_once_get_a_picture_each(scene: Scene) -> None:
    shown = drawn(scene)
    people = [scene.newcomer() for _ in range(5)]
    scene.meet(*people)
    with ThreadPoolExecutor(5) as hands:
        list(hands.map(lambda name: pressed(scene, name, shown, REROLL), people))

    assert len(replies(scene, shown, count=5)) == 5
    assert len({body["seed"] for body in bodies(scene)}) == 6


def test_a_press_that_slack_tells_of_twice_is_one_picture(scene: Scene) -> None:
    shown = drawn(scene)
    delivery = scene.slack.press("ben", shown, REROLL)
    scene.slack.redeliver(delivery)

    scene.bot.settle()
    assert len(replies(scene, shown)) == 1


def test_each_press_of_one_person_counts(scene: Scene) -> None:
    shown = drawn(scene)
    for _ in range(2):
        pressed(scene, "ben", shown, REROLL)

    assert len(replies(scene, shown, count=2)) == 2


def test_a_variation_starts_from_the_picture_itself(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, VARY)

    reply(scene, shown)
    body = bodies(scene)[-1]
    assert "sd3-5" in model_of(scene)
    assert body["mode"] == "image-to-image"
    assert body["prompt"] == "a red fox"
    assert body["image"]


def test_what_was_made_of_a_picture_has_its_buttons_and_so_has_what_is_made_of_that(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, VARY)
    second = reply(scene, shown)
    pressed(scene, "chloe", second, VARY)
    third = next(it for it in replies(scene, shown, count=2) if it["ts"] != second["ts"])

    assert third["thread_ts"] == shown["ts"]
    parents = [row["request"] for row in scene.bot.rows("SELECT request FROM imagine_jobs ORDER BY asked_at")][-2:]
    first_job, second_job = (json.loads(row)["parent"]["job_id"] for row in parents)
    assert first_job != second_job
    assert alt_texts(third) == ["a red fox. AI-generated picture"]


def test_a_channel_may_have_results_stand_flat(scene: Scene) -> None:
    scene.slack.command("ada", "design", "/imagine a red fox")
    shown = scene.picture("design")
    scene.bot.settle()
    preferences = scene.bot.services.preferences
    preferences.keep(TEAM, shown["channel"], ChannelPreferences(results_flat=True))
    try:
        pressed(scene, "ada", shown, REROLL)
        scene.pictures("design", count=2)
    finally:
        preferences.keep(TEAM, shown["channel"], ChannelPreferences())


def test_in_the_bots_direct_messages_results_stand_flat(scene: Scene) -> None:
    scene.slack.command("ada", "@imagine", "/imagine a red fox")
    shown = scene.direct_picture("ada")
    scene.bot.settle()
    pressed(scene, "ada", shown, REROLL)

    def pictures() -> list[Json]:
        return [it for it in scene.slack.direct_messages("ada") if images(it)]

    scene.slack.wait_for(lambda: len(pictures()) == 2, 20, "a second picture")
    assert not any(it.get("thread_ts") for it in pictures())


def test_a_value_that_is_not_of_this_message_is_refused_kindly(scene: Scene) -> None:
    shown = drawn(scene)
    delivery = scene.slack.press("ben", shown, REROLL)
    scene.bot.settle()
    scene.slack.command("ada", "design", "/imagine an owl")
    other = scene.picture("design")
    foreign = next(it["value"] for it in row(other) if it["action_id"] == REROLL)
    before = len(bodies(scene))
    for forged in ("", "nonsense", "ffffffffffff.0", foreign):
        delivery.payload["actions"][0] |= {"value": forged, "action_ts": f"1.{len(forged)}"}
        assert scene.slack.redeliver(delivery).status == 200

    assert "doesn't belong to a picture that I know" in said(scene.aside("ben", "doesn't belong"))
    scene.bot.settle()
    assert len(bodies(scene)) == before


def row(shown: Json) -> list[Json]:
    return [element for block in shown["blocks"] if block["type"] == "actions" for element in block["elements"]]


def test_a_press_from_another_workspace_is_refused(scene: Scene) -> None:
    shown = drawn(scene)
    delivery = scene.slack.press("ben", shown, MORE)
    delivery.payload["team"] = {"id": "T0OTHER001", "domain": "other"}
    delivery.payload["actions"][0]["action_ts"] = "2.0"
    scene.slack.close_view("ben")
    scene.slack.redeliver(delivery)

    assert scene.slack.view("ben") is None


def test_buttons_of_a_deleted_picture_say_so(scene: Scene) -> None:
    shown = drawn(scene)
    opened = more(scene, shown, "ben")
    services = scene.bot.services
    post = services.posts.at(shown["channel"], shown["ts"])
    assert isinstance(post, Post)
    services.pictures.delete(services.pictures.of_job(post.job_id)[0].id)
    pressed(scene, "ben", shown, VARY)
    pressed(scene, "ben", opened, CUT_OUT)

    assert "doesn't belong" in said(scene.aside("ben", "doesn't belong"))
    scene.slack.wait_for(lambda: "doesn't belong" in said(view(scene, "ben")), 10, "the word in the view")
    assert len(bodies(scene)) == 1


def test_a_picture_whose_file_expired_here_comes_from_slack(scene: Scene) -> None:
    shown = drawn(scene)
    for path in scene.bot.artifacts.rglob("0.*"):
        path.unlink()
    pressed(scene, "ben", shown, VARY)

    assert reply(scene, shown)


def test_what_is_gone_everywhere_is_drawn_again_once_from_its_words_with_its_seed(scene: Scene) -> None:
    shown = drawn(scene)
    for path in scene.bot.artifacts.rglob("0.*"):
        path.unlink()
    scene.slack.delete_file(images(shown)[0]["slack_file"]["id"])
    pressed(scene, "ben", shown, VARY)
    gone = scene.aside("ben", "gone")
    for _ in range(2):
        pressed(scene, "ben", gone, DRAW_AGAIN)

    reply(scene, shown)
    scene.bot.settle()
    assert [body["prompt"] for body in bodies(scene)] == ["a red fox"] * 2
    assert [body["seed"] for body in bodies(scene)] == [7, 7]
    assert len(replies(scene, shown)) == 1


def test_what_failed_is_drawn_again_once_by_its_asker_with_its_seed(scene: Scene) -> None:
    scene.bedrock.fault_next("cut")
    scene.slack.command("ada", "general", "/imagine a red fox")
    failed = scene.aside("ada", "billed")
    seed = order_of_newest(scene)["asked"]["seed"]
    scene.bedrock.fault_next("cut")
    pressed(scene, "ada", failed, DRAW_AGAIN)
    scene.slack.wait_for(lambda: sum("billed" in told for told in scene.asides("ada")) == 2, 20, "the second failure")
    for _ in range(2):
        pressed(scene, "ada", failed, DRAW_AGAIN)

    scene.picture()
    scene.bot.settle()
    assert len(scene.slack.messages("general")) == 1
    assert {str(body["seed"]) for body in bodies(scene)} == {seed}


def test_nobody_but_the_asker_draws_again_what_failed(scene: Scene) -> None:
    scene.bedrock.fault_next("cut")
    scene.slack.command("ada", "general", "/imagine a red fox")
    failed = scene.aside("ada", "billed")
    scene.bedrock.fault_next("cut")
    delivery = scene.slack.press("ada", failed, DRAW_AGAIN)
    scene.bot.settle()
    delivery.payload["user"] = {**delivery.payload["user"], "id": scene.slack.workspace.user("ben").id}
    scene.slack.redeliver(delivery)

    assert scene.aside("ada", "Only the person who asked")  # where Ada pressed: the response_url is hers
    scene.bot.settle()
    assert bodies(scene) == []

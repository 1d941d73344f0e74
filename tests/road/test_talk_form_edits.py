"""Edit: the form filled with what a picture, a job or a line asked for."""

import json

from bot.store.pictures import PictureId
from tests.road.forms import GENERAL, asked_of, drawn_by_ada, held, offer, opened, person, preview
from tests.road.scenes import Scene


def test_edit_opens_the_form_filled_and_its_result_stands_in_the_pictures_thread(scene: Scene) -> None:
    picture, job = drawn_by_ada(scene), scene.job()["id"]
    scene.slack.press("ben", picture, "edit_picture")

    fields = held(opened(scene, "ben"))
    assert (fields["prompt"], fields["negative_prompt"], fields["seed"]) == ("a red fox", "people", "7")
    assert fields["aspect_ratio"] == "3:2"

    scene.slack.submit_view("ben", {"form_prompt": "a red fox asleep"})
    scene.picture("general", picture["ts"])
    order = asked_of(scene)
    assert (order["action"], order["asked"]["prompt"], order["asked"]["seed"]) == ("edit", "a red fox asleep", "7")
    assert PictureId(**order["parent"]).job_id == job


def test_edit_may_start_from_the_picture_itself(scene: Scene) -> None:
    picture = drawn_by_ada(scene)
    scene.slack.press("ada", picture, "edit_picture")
    scene.slack.submit_view("ada", {"form_prompt": "a red fox asleep", "form_from_picture": "from_picture"})

    scene.picture("general", picture["ts"])
    order = asked_of(scene)
    assert order["asked"]["task"] == "ImageVariation"
    assert order["sources"]["images"]["picture"] == order["parent"]
    assert order["otherwise"]["prompt"] == "a red fox asleep"


def test_edit_of_a_derived_picture_keeps_what_went_into_it_unless_it_is_unticked(scene: Scene) -> None:
    picture = drawn_by_ada(scene)
    scene.slack.press("ada", picture, "vary_picture")
    scene.bot.settle()
    variation = scene.picture("general", picture["ts"])
    sources = asked_of(scene)["sources"]

    scene.slack.press("ada", variation, "edit_picture")
    assert "Start from “a red fox”" in json.dumps(opened(scene), ensure_ascii=False)
    scene.slack.submit_view("ada", {"form_prompt": "a blue fox"})
    scene.pictures("general", picture["ts"], count=2)
    assert asked_of(scene)["sources"] == sources

    scene.slack.press("ada", variation, "edit_picture")
    scene.slack.submit_view("ada", {"form_prompt": "a green fox", "form_from_picture": None})
    scene.pictures("general", picture["ts"], count=3)
    assert (asked_of(scene)["sources"], asked_of(scene)["asked"]["task"]) == ({}, "TextToImage")


def test_edit_under_a_picture_that_is_gone_is_answered_to_the_presser_alone(scene: Scene) -> None:
    picture = drawn_by_ada(scene)
    job = scene.job()["id"]
    scene.bot.services.pictures.delete(PictureId(job_id=job, index=0))
    scene.slack.press("ben", picture, "edit_picture")

    scene.aside("ben", "doesn't belong to a picture that I know")
    assert scene.slack.view("ben") is None


def test_a_refused_request_is_edited_by_its_asker_and_by_nobody_else(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a sandbox-refused fox --seed 7")
    scene.bot.settle()
    job = scene.job()["id"]

    scene.slack.press("ben", offer(scene, "ben", "edit_job", job), "edit_job")
    scene.aside("ben", "Only the person who asked can edit")
    assert scene.slack.view("ben") is None

    scene.slack.press("ada", offer(scene, "ada", "edit_job", job), "edit_job")
    assert held(opened(scene))["prompt"] == "a sandbox-refused fox"
    scene.slack.submit_view("ada", {"form_prompt": "a tame fox"})
    scene.bot.settle()
    assert scene.jobs_saying("a tame fox")[0]["channel_id"] == GENERAL


def test_a_line_with_a_slip_is_mended_in_its_field(scene: Scene) -> None:
    line = {"text": "a red fox --sead 7", "channel_id": GENERAL, "thread_ts": None}
    draft = scene.bot.services.drafts.put("line", person(scene, "ada"), line)
    scene.slack.press("ada", offer(scene, "ada", "edit_line", draft), "edit_line")

    assert held(opened(scene))["prompt"] == "a red fox --sead 7"
    assert "Did you mean --seed?" in preview(opened(scene))
    scene.slack.submit_view("ada", {"form_prompt": "a red fox --seed 7"})
    scene.picture()
    assert (scene.drawn()[0]["prompt"], scene.drawn()[0]["seed"]) == ("a red fox", 7)


def test_a_line_that_can_be_read_stands_in_its_fields(scene: Scene) -> None:
    line = {"text": "a red fox --no dogs --n 2", "channel_id": GENERAL, "thread_ts": None}
    draft = scene.bot.services.drafts.put("line", person(scene, "ada"), line)
    scene.slack.press("ada", offer(scene, "ada", "edit_line", draft), "edit_line")

    fields = held(opened(scene))
    assert (fields["prompt"], fields["negative_prompt"], fields["number_of_images"]) == ("a red fox", "dogs", "2")


def test_somebody_elses_line_is_not_opened(scene: Scene) -> None:
    line = {"text": "a secret fox", "channel_id": GENERAL, "thread_ts": None}
    draft = scene.bot.services.drafts.put("line", person(scene, "ada"), line)
    scene.slack.press("ben", offer(scene, "ben", "edit_line", draft), "edit_line")

    scene.aside("ben", "Only the person who asked")
    assert scene.slack.view("ben") is None


def test_imagine_this_on_a_picture_of_ours_is_its_edit(scene: Scene) -> None:
    picture = drawn_by_ada(scene)
    scene.slack.shortcut("ben", "imagine_this", picture)

    fields = held(opened(scene, "ben"))
    assert (fields["prompt"], fields["seed"]) == ("a red fox", "7")

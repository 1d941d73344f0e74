"""Slack fails in every way it has: the picture that was paid for arrives all the same, and is drawn once."""

import pytest

from tests.road.scenes import Scene, alt_texts, images

DELIVERY = (
    "chat.postMessage",
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
    "chat.update",
)
FAULTS = ("429", "drop")  # each other one has its test with SlackCalls


def shown_once(scene: Scene) -> None:
    message = scene.picture()
    scene.bot.settle()
    assert alt_texts(message) == ["a red fox. AI-generated picture"]
    assert len([m for m in scene.slack.messages("general") if images(m)]) == 1
    assert len(scene.drawn()) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_every_call_of_a_delivery_failing_once_only_delays_the_picture(scene: Scene, fault: str) -> None:
    for method in DELIVERY:
        scene.slack.fail(method, fault, seconds=1)
    scene.slack.command("ada", "general", "/imagine a red fox")

    shown_once(scene)
    assert scene.asides("ada") == []


@pytest.mark.parametrize("method", DELIVERY[1:])
def test_an_answer_lost_after_the_call_took_effect_shows_the_picture_once(scene: Scene, method: str) -> None:
    scene.slack.fail(method, "drop", after=True)
    scene.slack.command("ada", "general", "/imagine a red fox")

    shown_once(scene)
    assert len(scene.slack.messages("general")) == 1
    assert scene.asides("ada") == []


def test_a_429_is_heeded_for_as_long_as_it_says(scene: Scene) -> None:
    scene.slack.fail("chat.update", "429", seconds=2)
    scene.slack.command("ada", "general", "/imagine a red fox")

    shown_once(scene)
    refused, *later = (call for call in scene.slack.calls("chat.update"))
    assert refused.status == 429
    assert later[0].at - refused.at >= 1.6


def test_while_slack_processes_the_file_the_message_waits_and_then_shows_it(scene: Scene) -> None:
    scene.slack.configure(file_delay=1.5)
    scene.slack.command("ada", "general", "/imagine a red fox")

    shown_once(scene)
    answers = [call.answer.get("error") for call in scene.slack.calls("chat.update")]
    assert answers[-1] is None
    assert set(answers[:-1]) == {"invalid_blocks"}


def test_slack_out_of_reach_for_a_while_delays_the_picture_and_does_not_draw_it_again(scene: Scene) -> None:
    scene.bedrock.change(latency=0.5)
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.slack.unreachable(2)

    shown_once(scene)


def test_what_slack_refuses_for_good_is_told_to_the_asker_and_the_picture_kept(scene: Scene) -> None:
    scene.slack.fail("files.completeUploadExternal", "storage_limit_reached")
    scene.slack.command("ada", "general", "/imagine a red fox")

    scene.aside("ada", "storage_limit_reached")
    scene.bot.settle()
    job = scene.jobs_saying("a red fox")[-1]
    assert job["state"] == "failed"
    assert scene.bot.rows("SELECT file FROM imagine_pictures WHERE job_id = :id", id=job["id"])
    assert scene.slack.messages("general") == []


def test_an_upload_that_arrives_cut_is_sent_again_whole(scene: Scene) -> None:
    scene.slack.fail("upload", "hang", seconds=0.2, after=False)
    scene.slack.command("ada", "general", "/imagine a red fox")

    shown_once(scene)


def test_words_for_the_asker_take_another_way_when_the_response_url_fails(scene: Scene) -> None:
    scene.slack.fail("response_url", "500")
    scene.slack.command("ada", "general", "/imagine forbidden fox")

    scene.aside("ada", "content filter")
    assert [call.method for call in scene.slack.calls() if call.method in {"response_url", "chat.postEphemeral"}] == [
        "response_url",
        "chat.postEphemeral",
    ]


def test_a_place_that_slack_denies_again_and_again_is_not_looked_for_without_end(scene: Scene) -> None:
    scene.slack.fail("chat.update", how="channel_not_found", times=100)
    scene.slack.command("ada", "general", "/imagine a fox without a place --model core")

    assert scene.aside("ada")
    scene.bot.settle()
    assert len(scene.slack.calls("chat.postMessage")) <= 6
    (job,) = scene.jobs_saying("a fox without a place")
    assert job["state"] == "failed"

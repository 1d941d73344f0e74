"""No picture: the asker alone hears why, nothing stays in the channel, nothing is paid twice."""

import logging
import re

import pytest

from tests.road.scenes import Scene, said

CORE = "stability.stable-image-core-v1:1"
ULTRA = "stability.stable-image-ultra-v1:1"
SD = "stability.sd3-5-large-v1:0"


def ends_without_a_trace(scene: Scene, state: str, prompt: str) -> None:
    scene.bot.settle()
    assert scene.slack.messages("general") == []
    assert scene.jobs_saying(prompt)[-1]["state"] == state


@pytest.mark.parametrize(
    ("prompt", "words"),
    [("forbidden fox", "stopped this prompt"), ("forbidden-output fox", "kept back what it drew")],
)
def test_a_refusal_of_the_content_filter_is_told_to_the_asker_alone(scene: Scene, prompt: str, words: str) -> None:
    scene.bedrock.change(latency=0.3)
    scene.slack.command("ada", "general", f"/imagine {prompt}")

    told = scene.aside("ada", words)
    assert "fox" not in said(told)
    ends_without_a_trace(scene, "refused", prompt)
    assert len([call for call in scene.bedrock.calls if call["model_id"] == CORE]) == 1, (
        "a refusal is no fault to retry"
    )
    assert scene.asides("ben") == []
    assert scene.slack.direct_messages("ada") == []


def test_a_placeholder_that_people_replied_to_says_that_nothing_was_drawn(scene: Scene) -> None:
    scene.slack.configure(scopes=",".join({*scene.slack.workspace.scopes, "channels:history"}))
    scene.bedrock.change(latency=2.0)
    scene.slack.command("ada", "general", "/imagine forbidden-output fox")
    placeholder = scene.placeholder()
    scene.slack.people.write("ben", "general", "I am curious!", placeholder["ts"])

    scene.aside("ada", "kept back what it drew")
    (message,) = scene.slack.messages("general")
    assert message["ts"] == placeholder["ts"]
    assert "was not drawn" in said(message)
    assert "fox" not in said(message)


def test_without_the_scope_to_see_replies_the_placeholder_is_deleted(scene: Scene) -> None:
    scene.slack.configure(scopes=",".join(scene.slack.workspace.scopes - {"channels:history"}))
    scene.bedrock.change(latency=2.0)
    scene.slack.command("ada", "general", "/imagine forbidden-output fox")
    placeholder = scene.placeholder()
    scene.slack.people.write("ben", "general", "I am curious!", placeholder["ts"])

    scene.aside("ada", "kept back what it drew")
    assert [said(message) for message in scene.slack.messages("general")] == ["This message was deleted."]


def test_an_answer_that_never_came_may_have_been_billed_and_is_not_asked_for_again(scene: Scene) -> None:
    scene.bedrock.fault_next("hang")
    scene.slack.command("ada", "general", "/imagine a slow fox --model core")

    told = said(scene.aside("ada", "may have drawn and billed"))
    assert "didn't try again" in told
    ends_without_a_trace(scene, "failed", "a slow fox")
    assert len(scene.bedrock.calls) == 1


def test_an_answer_cut_in_the_middle_is_not_asked_for_again(scene: Scene) -> None:
    scene.bedrock.fault_next("cut")
    scene.slack.command("ada", "general", "/imagine a cut fox --model core")

    scene.aside("ada", "may have drawn and billed")
    ends_without_a_trace(scene, "failed", "a cut fox")
    assert len(scene.bedrock.calls) == 1


@pytest.mark.parametrize("fault", ["ThrottlingException", "ServiceUnavailableException", "ModelNotReadyException"])
def test_a_passing_fault_of_bedrock_only_delays_the_picture(scene: Scene, fault: str) -> None:
    scene.bedrock.fault_next(fault)
    scene.slack.command("ada", "general", "/imagine a red fox --model core")

    scene.picture()
    assert [call["outcome"] for call in scene.bedrock.calls] == [fault, "ok"]
    assert scene.asides("ada") == []


def test_a_model_that_is_gone_is_named(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a retired fox --model nova-canvas")

    told = said(scene.aside("ada", "Amazon no longer offers Nova Canvas"))
    assert "--model" in told
    ends_without_a_trace(scene, "failed", "a retired fox")


def test_an_account_that_may_not_draw_gives_a_reference_that_is_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.bedrock.change({SD: "no_access_marketplace"})
    with caplog.at_level(logging.WARNING, "bot.jobs.drawing"):
        scene.slack.command("ada", "general", "/imagine a poor fox --model sd3.5")
        told = said(scene.aside("ada", "It isn't your prompt"))

    found = re.search(r"reference: ([0-9a-f]{8})", told)
    assert found
    (record,) = [record for record in caplog.records if found[1] in record.getMessage()]
    assert "aws-marketplace" in record.getMessage()
    assert "marketplace" not in told.lower()
    ends_without_a_trace(scene, "failed", "a poor fox")


def test_when_the_whole_chain_is_gone_the_asker_hears_it_and_the_next_job_asks_again(scene: Scene) -> None:
    scene.bedrock.change({CORE: "no_access"})
    scene.slack.command("ada", "general", "/imagine nobody's fox")
    scene.aside("ada", "AWS account can't draw yet")
    ends_without_a_trace(scene, "failed", "nobody's fox")

    scene.bedrock.change({CORE: "active"})
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.picture()


def test_a_later_reason_comes_as_a_direct_message_with_a_link_to_the_place(scene: Scene) -> None:
    scene.bedrock.change(latency=2.0)
    scene.slack.command("ada", "general", "/imagine forbidden-output fox")
    scene.placeholder()
    job = scene.job()
    with scene.bot.services.database.write() as connection:  # as if it had waited in line for a minute
        connection.exec_driver_sql("UPDATE imagine_jobs SET asked_at = asked_at - 60 WHERE id = ?", (job["id"],))

    found = scene.slack.wait_for(lambda: scene.slack.direct_messages("ada"), 20, "a direct message")
    assert "<#C0GENERAL1>" in said(found[0])
    assert "content filter" in said(found[0])
    assert scene.asides("ada") == []

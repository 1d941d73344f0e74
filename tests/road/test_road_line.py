"""Waiting, and changing one's mind."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox.slack import payloads
from sandbox.slack.link import Parcel
from tests.road.local_bot import CONCURRENCY
from tests.road.scenes import TEAM, Json, Scene, alt_texts, said

CANCEL = "cancel_job"


def fill_the_slots(scene: Scene, seconds: float = 2.0) -> None:
    """Have every drawing slot taken by somebody's picture for so long."""
    scene.slack.configure(tiers=False)
    scene.bedrock.change(latency=seconds)
    for number in range(CONCURRENCY):
        scene.slack.command("ben", "concept-art", f"/imagine somebody's picture {number}")
    scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"] == CONCURRENCY, 10, "full slots")


def wait_in_line(scene: Scene, text: str = "a red fox") -> Json:
    """Ask while all slots are full; answers the asker's ephemeral with its button."""
    fill_the_slots(scene)
    scene.slack.command("ada", "general", f"/imagine {text}")
    return scene.aside("ada", "in line")


def state_of(scene: Scene, prompt: str = "a red fox") -> str:
    return str(scene.jobs_saying(prompt)[-1]["state"])


def test_the_ack_is_silent_when_drawing_starts_at_once(scene: Scene) -> None:
    delivery = scene.slack.command("ada", "general", "/imagine a red fox")

    assert (delivery.status, delivery.ack) == (200, "")
    scene.picture()
    assert scene.asides("ada") == []


def test_when_all_slots_are_full_the_asker_alone_hears_the_place_in_line_with_a_button(scene: Scene) -> None:
    notice = wait_in_line(scene)

    assert "1st in line, about" in said(notice)
    assert [element["action_id"] for element in notice["blocks"][-1]["elements"]] == [CANCEL]
    assert scene.slack.messages("general") == []
    scene.picture()


def test_places_count_up_with_the_line(scene: Scene) -> None:
    fill_the_slots(scene)
    acks = [scene.slack.command("ada", "general", f"/imagine fox {number}").ack for number in range(4)]

    places = [json.loads(ack)["text"].split()[0] for ack in acks]
    assert places == ["1st", "2nd", "3rd", "4th"]
    scene.pictures(count=4)


def test_cancelled_while_waiting_nothing_is_drawn_and_nothing_spent(scene: Scene) -> None:
    notice = wait_in_line(scene)
    scene.slack.press("ada", notice, CANCEL)

    scene.aside("ada", "Nothing was drawn and nothing spent")
    scene.bot.settle()
    assert state_of(scene) == "cancelled"
    assert "a red fox" not in [body["prompt"] for body in scene.drawn()]
    assert scene.slack.messages("general") == []
    assert "in line" not in said(scene.slack.ephemerals("ada")[-1])  # the button is gone with the words


def test_cancelled_while_drawing_it_is_not_shown_the_price_stands_and_the_picture_is_kept(scene: Scene) -> None:
    notice = wait_in_line(scene)
    scene.slack.wait_for(lambda: state_of(scene) == "drawing", 20, "its draw to begin")
    scene.slack.press("ada", notice, CANCEL)

    scene.aside("ada", "being drawn already, so its price stands")
    scene.aside("ada", "$0.04")
    scene.bot.settle()
    job = scene.jobs_saying("a red fox")[-1]
    kept = scene.bot.rows("SELECT * FROM imagine_pictures WHERE job_id = :id", id=job["id"])
    assert job["state"] == "cancelled"
    assert [row["slack_file_id"] for row in kept] == [None]
    assert scene.bot.rows("SELECT * FROM imagine_posts WHERE job_id = :id", id=job["id"]) == []
    assert (scene.bot.artifacts / job["id"] / kept[0]["file"]).is_file()
    assert scene.slack.messages("general") == []


def test_cancelled_twice_while_drawing_the_second_press_says_the_same(scene: Scene) -> None:
    notice = wait_in_line(scene)
    scene.slack.wait_for(lambda: state_of(scene) == "drawing", 20, "its draw to begin")
    first = scene.slack.press("ada", notice, CANCEL)
    scene.bot.settle()
    scene.slack.redeliver(first)

    scene.slack.wait_for(lambda: len(scene.slack.calls("response_url")) >= 3, 10, "the second answer")
    told = [said(call.arguments) for call in scene.slack.calls("response_url")]
    assert not any("nothing spent" in words for words in told), told


def test_cancelled_too_late_the_picture_stays(scene: Scene) -> None:
    notice = wait_in_line(scene)
    message = scene.picture()
    scene.bot.settle()
    scene.slack.press("ada", notice, CANCEL)

    scene.aside("ada", "Too late to cancel")
    assert scene.slack.messages("general")[-1]["ts"] == message["ts"]
    assert state_of(scene) == "delivered"


def press_of(scene: Scene, user: str, value: str) -> Parcel:
    """A press of the Cancel button that never was there: only its signature is right."""
    workspace = scene.slack.workspace
    person, channel = workspace.user(user), workspace.channel("general")
    with workspace.lock:
        url = payloads.response_url(workspace, "commands", person, channel)
    body = {
        "type": "block_actions",
        "user": {"id": person.id, "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": channel.id},
        "container": {"type": "message", "channel_id": channel.id, "is_ephemeral": True},
        "response_url": url,
        "actions": [{"type": "button", "action_id": CANCEL, "block_id": "b", "value": value}],
    }
    return Parcel(kind="interaction", name=CANCEL, payload=body, user=person.id, channel=channel.id)


@pytest.mark.parametrize("value", ["", "no such job", "'; DROP TABLE imagine_jobs; --", "\x00", "x" * 2000])
def test_a_press_on_a_job_that_never_was_is_refused_in_words(scene: Scene, value: str) -> None:
    delivery = scene.slack.deliver(press_of(scene, "ada", value))

    assert delivery.status == 200
    scene.aside("ada", "Only the person who asked can cancel this")


def test_nobody_cancels_for_another(scene: Scene) -> None:
    wait_in_line(scene)
    scene.slack.deliver(press_of(scene, "ben", scene.jobs_saying("a red fox")[-1]["id"]))

    scene.aside("ben", "Only the person who asked can cancel this")
    scene.picture()
    assert scene.jobs_saying("a red fox")[-1]["cancelled_by"] is None


def test_nobody_waits_for_all_that_somebody_else_has_asked_for(scene: Scene) -> None:
    scene.slack.configure(tiers=False)
    scene.bedrock.change(latency=0.4)
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda n: scene.slack.command("ben", "concept-art", f"/imagine hog {n}"), range(20)))
    scene.slack.command("ada", "general", "/imagine a newcomer")
    asked_at = time.time()

    scene.pictures("concept-art", count=20)
    starts = {call["body"]["prompt"]: call["started_at"] for call in scene.drawing_calls()}
    before = [at for prompt, at in starts.items() if prompt != "a newcomer" and asked_at < at < starts["a newcomer"]]
    after = [at for prompt, at in starts.items() if prompt != "a newcomer" and at > starts["a newcomer"]]
    assert len(before) <= 2 * CONCURRENCY + 1, "next but those being drawn and taken"
    assert len(after) > len(before), "the other's line was longer than that"


def test_one_persons_jobs_are_drawn_in_the_order_they_were_asked_for(scene: Scene) -> None:
    scene.slack.configure(tiers=False)
    scene.bedrock.change(latency=0.2)
    for number in range(8):
        scene.slack.command("ada", "general", f"/imagine fox {number}")

    messages = scene.pictures(count=8)
    assert len(messages) == 8
    starts = [call["body"]["prompt"] for call in sorted(scene.drawing_calls(), key=lambda call: call["started_at"])]
    numbers = [int(prompt.split()[-1]) for prompt in starts if prompt.startswith("fox")]
    assert all(abs(place - number) <= CONCURRENCY for place, number in enumerate(numbers)), numbers
    assert {alt_texts(message)[0].partition(".")[0] for message in messages} == {f"fox {n}" for n in range(8)}

"""From a signed command to the picture in the channel."""

from pathlib import Path

import pytest

from tests.road.scenes import Scene, alt_texts, images, said

DEMO = (Path(__file__).parents[2] / "docs/demo-prompts.txt").read_text("utf-8").splitlines()
ROBOT, CAT = DEMO


def lines_of(message: dict[str, object]) -> list[str]:
    """What stands below the pictures, a line a block."""
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return [
        " ".join(element["text"] for element in block["elements"]) for block in blocks if block["type"] == "context"
    ]


@pytest.mark.parametrize("door", ["http", "socket"])
def test_the_robot_and_the_cowboy_arrive_with_alt_text_asker_prompt_model_size_and_seed(
    scene: Scene, door: str
) -> None:
    scene.bedrock.change(painter="sketch")
    if door == "http":
        delivery = scene.slack.command("ada", "general", ROBOT)
    else:
        scene.slack.configure(app_url=None)
        with scene.bot.socket():
            delivery = scene.slack.command("ada", "general", ROBOT)

    message = scene.picture()
    prompt = ROBOT.removeprefix("/imagine ")
    assert (delivery.status, delivery.ack, delivery.error) == (200, "", "")
    assert alt_texts(message) == [f"{prompt}. AI-generated picture"]
    asked, drawn = lines_of(message)
    assert asked == f"<@U0ADA00001> {prompt}"
    (body,) = scene.drawn()
    assert drawn == f"Stable Image Core · 1024x1024 · seed {body['seed']}"
    assert scene.asides("ada") == []


def test_the_negative_prompt_reaches_bedrock_and_stays_out_of_the_message(scene: Scene) -> None:
    scene.slack.command("ada", "general", CAT)

    message = scene.picture()
    (body,) = scene.drawn()
    assert body["negative_prompt"] == "people, text errors"
    assert '"CALICO CORP"' in body["prompt"]
    assert "--no" not in body["prompt"]
    assert "text errors" not in said(message)


def test_the_placeholder_names_the_asker_and_never_the_prompt(scene: Scene) -> None:
    scene.bedrock.change(latency=1.5)
    scene.slack.command("ada", "general", "/imagine a red fox")

    placeholder = scene.placeholder()
    assert "<@U0ADA00001>" in said(placeholder)
    assert "fox" not in said(placeholder)
    assert scene.picture()["ts"] == placeholder["ts"]


def test_the_file_that_is_shown_is_the_picture_that_bedrock_drew(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox --seed 7")

    (image,) = images(scene.picture())
    data = scene.slack.file(image["slack_file"]["id"])
    assert data.startswith(b"\x89PNG")
    assert b"a red fox" in data  # its parameters stand in it
    assert scene.drawn()[0]["seed"] == 7


def test_a_named_model_draws(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox --model ultra")
    scene.agree("ada")

    assert "Stable Image Ultra" in said(scene.picture())
    assert [call["model_id"] for call in scene.bedrock.calls] == ["stability.stable-image-ultra-v1:1"]


def test_a_prompt_too_long_for_the_named_model_costs_nothing_and_names_one_that_takes_it(scene: Scene) -> None:
    scene.slack.command("ada", "general", f"/imagine {'fox ' * 134} --model titan-v2")

    told = said(scene.aside("ada", "512"))
    assert "535" in told
    assert "Stable Image Core" in told
    assert scene.bedrock.calls == []
    scene.bot.settle()
    assert scene.slack.messages("general") == []


def test_what_the_model_cannot_give_exactly_is_told_to_the_asker_alone(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox --ar 4:3 --cfg 9")

    assert "4:3" in said(scene.aside("ada", "--cfg"))
    assert "cfg" not in said(scene.picture())


def test_what_a_person_wrote_never_acts(scene: Scene) -> None:
    evil = "fox <!channel> <@U0BEN00001> <https://evil.example|nice> https://evil.example *bold* _it_ @here"
    scene.slack.command("ada", "general", f"/imagine {evil} --ar 4:3")
    scene.slack.command("ada", "general", f"/imagine fox --{evil}")

    message = scene.picture()
    for text in [message["text"], *(notice["text"] for notice in scene.slack.ephemerals("ada"))]:
        assert "<!channel>" not in text
        assert "<@U0BEN00001>" not in text
        assert "https://" not in text
        assert "*bold*" not in text
        assert "@here" not in text
    acting = [
        element
        for shown in [message, *scene.slack.ephemerals("ada")]
        for block in shown["blocks"]
        for element in block.get("elements", [block.get("text", {})])
        if element.get("type") == "mrkdwn"
    ]
    assert [element["text"] for element in acting] == ["<@U0ADA00001>"]


def test_a_picture_is_in_its_history_with_what_it_was_drawn_from(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox --seed 11")
    message = scene.picture()
    scene.bot.settle()

    (job,) = [job for job in scene.jobs_saying("a red fox") if job["place_ts"] == message["ts"]]
    (row,) = scene.bot.rows("SELECT * FROM imagine_pictures WHERE job_id = :id", id=job["id"])
    (post,) = scene.bot.rows("SELECT * FROM imagine_posts WHERE job_id = :id", id=job["id"])
    assert (job["state"], row["seed"], post["ts"]) == ("delivered", 11, message["ts"])
    assert row["slack_file_id"] == images(message)[0]["slack_file"]["id"]


def test_a_long_prompt_is_cut_in_the_message_and_whole_in_the_alt_text(scene: Scene) -> None:
    prompt = "a red fox, " * 30 + "the end"
    scene.slack.command("ada", "general", f"/imagine {prompt}")

    message = scene.picture()
    asked, _ = lines_of(message)
    shown = asked.removeprefix("<@U0ADA00001> ")
    assert len(shown) <= 150
    assert shown.endswith("…")
    assert alt_texts(message) == [f"{prompt}. AI-generated picture"]

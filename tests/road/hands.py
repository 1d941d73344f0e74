"""What the tests of a picture's buttons do: draw one, open More…, press in what is open, wait for what it says."""

import pytest

from tests.road.scenes import WAIT_SECONDS, Json, Scene, images, said

GENERAL, DESIGN, SECRET = "C0GENERAL1", "C0DESIGN01", "C0SECRET01"


def drawn(scene: Scene, line: str = "a red fox --seed 7", user: str = "ada", channel: str = "general") -> Json:
    """A picture that stands in a channel; nothing is under way any more."""
    scene.slack.command(user, channel, f"/imagine {line}")
    message = scene.pictures(channel)[-1]
    scene.bot.settle()
    return message


def preview(scene: Scene, line: str = "a red fox --seed 7", user: str = "ada", channel: str = "general") -> Json:
    """A picture that only its asker sees yet."""
    scene.slack.command(user, channel, f"/imagine {line} --private")
    message = scene.direct_picture(user)
    scene.bot.settle()
    return message


def picked(scene: Scene, sheet: Json, number: int, user: str = "ben", *, count: int = 1) -> list[Json]:
    """Press Pick and wait for `count` pictures in the sheet's thread."""
    scene.slack.press(user, sheet, f"pick_picture_{number}")
    found = scene.pictures("general", sheet["ts"], count=count)
    scene.bot.settle()
    return found


def more(scene: Scene, message: Json, user: str = "ada") -> Json:
    """Open More… and wait for it."""
    scene.slack.press(user, message, "more_about_picture")
    return scene.slack.wait_for(lambda: scene.slack.view(user) or {}, WAIT_SECONDS, "More…")


def press_in_view(scene: Scene, action_id: str, user: str = "ada", value: object = None) -> None:
    view = scene.slack.view(user)
    assert view is not None
    scene.slack.press(user, view, action_id, value)


def view_says(scene: Scene, text: str, user: str = "ada") -> str:
    """Wait until the open view says something."""

    def now() -> str:
        view = scene.slack.view(user) or {}
        return f"{view.get('title', {}).get('text', '')}\n{said(view)}"

    try:
        return scene.slack.wait_for(lambda: shown if text in (shown := now()) else "", WAIT_SECONDS)
    except TimeoutError:
        pytest.fail(f"no view says {text!r} to {user}, but {now()!r}")


def send(scene: Scene, channel_id: str, user: str = "ada") -> None:
    """In More…: Send, choose, Send."""
    press_in_view(scene, "send_to_channel", user)
    view_says(scene, "To which channel?", user)
    scene.slack.fill(user, {"send_target": channel_id})
    press_in_view(scene, "send_now", user)


def picture_of(scene: Scene, message: Json) -> Json:
    """The row of the picture that a message shows, by its Save or More button's value."""
    value = next(
        element["value"]
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") in {"save_picture", "more_about_picture", "post_private"}
    )
    job_id, _, index = value.partition(".")
    query = 'SELECT * FROM imagine_pictures WHERE job_id = :job_id AND "index" = :number'
    (row,) = scene.bot.rows(query, job_id=job_id, number=int(index))
    return row


def lose_artifact(scene: Scene, row: Json) -> None:
    """As after ARTIFACT_DAYS."""
    (scene.bot.artifacts / row["job_id"] / row["file"]).unlink()


def has_buttons(message: Json) -> bool:
    return any(block["type"] == "actions" for block in message["blocks"])


def image_file(message: Json) -> str:
    (image,) = images(message)
    return str(image["slack_file"]["id"])

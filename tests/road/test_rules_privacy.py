"""What people do with their data, on the road: export and erase it; and what stays when the app is removed."""

import io
import json
import time
import zipfile
from typing import Any

import pytest

from tests.road import listings
from tests.road.hands import drawn, image_file, picked, press_in_view, view_says
from tests.road.local_bot import CONCURRENCY
from tests.road.scenes import TEAM, Json, Scene, images, said

ENGINE = {"workflow_status", "workflow_input", "operation_outputs"}  # of this very erasure, until the daily round


@pytest.fixture
def nora(scene: Scene) -> str:
    """Somebody whom the bot knows, with nothing of hers kept."""
    name = scene.newcomer()
    scene.meet(name)
    return name


def open_settings(scene: Scene, user: str) -> None:
    scene.slack.command(user, "general", "/imagine settings")
    view_says(scene, "My data", user)


def erase(scene: Scene, user: str) -> str:
    """Through settings and the question; answers what is told at the end."""
    open_settings(scene, user)
    press_in_view(scene, "erase_data", user)
    view_says(scene, "This goes, for good", user)
    scene.slack.submit_view(user, {})
    told = scene.slack.wait_for(lambda: dms(scene, user, "Your data is erased"), 20, "the end of it")
    scene.bot.settle()
    return told[-1]


def dms(scene: Scene, user: str, saying: str) -> list[str]:
    return [text for message in scene.slack.direct_messages(user) if saying in (text := said(message))]


def rows_naming(scene: Scene, user_id: str) -> dict[str, int]:
    """Tables with rows that hold this person's id anywhere."""
    tables = [row["name"] for row in scene.bot.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: scene.bot.rows(f'SELECT * FROM "{table}"') for table in tables}  # noqa: S608  # names of our own tables
    counts = {table: sum(user_id in repr(tuple(row.values())) for row in rows) for table, rows in found.items()}
    return {table: count for table, count in counts.items() if count}


def test_erasing_takes_away_pictures_prompts_and_files_everywhere_and_nothing_of_others(
    scene: Scene, nora: str
) -> None:
    user_id = listings.person(scene, nora).user_id
    mine, others = drawn(scene, "a kept secret --n 2", nora), drawn(scene, "a red fox", channel="design")
    (pick,) = picked(scene, mine, 2)
    scene.slack.press(nora, others, "save_picture")
    others_before = scene.slack.messages("design")

    told = erase(scene, nora)

    assert "2 pictures" in told
    assert scene.slack.messages("design") == others_before
    assert [message for message in scene.slack.messages("general") if images(message)] == []
    assert "secret" not in json.dumps([*scene.slack.messages("general"), *scene.slack.messages("general", mine["ts"])])
    assert not {image_file(mine), image_file(pick)} & set(scene.slack.workspace.files)
    assert rows_naming(scene, user_id).keys() <= {"imagine_ledger", "imagine_erased", "imagine_audit", *ENGINE}


def test_a_picture_that_somebody_made_from_one_stays_and_no_longer_says_whose_it_was(scene: Scene, nora: str) -> None:
    mine = drawn(scene, "a kept secret", nora)
    scene.slack.press("ben", mine, "vary_picture")
    varied = scene.picture("general", mine["ts"])
    scene.bot.settle()
    assert listings.person(scene, nora).user_id in said(varied)

    erase(scene, nora)

    (left,) = [message for message in scene.slack.messages("general", mine["ts"]) if images(message)]
    assert "Varied from another picture" in said(left)
    assert listings.person(scene, nora).user_id not in said(left)
    assert images(left)[0]["slack_file"] == images(varied)[0]["slack_file"]


def test_what_waits_and_what_is_being_drawn_goes_too_and_is_waited_for(scene: Scene, nora: str) -> None:
    scene.slack.configure(tiers=False)
    scene.bedrock.change(latency=0.5)
    for number in range(CONCURRENCY + 1):
        scene.slack.command(nora, "general", f"/imagine a kept secret {number}")
    scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"] == CONCURRENCY, 10, "full slots")

    told = erase(scene, nora)

    assert f"{CONCURRENCY + 1} requests" in told
    assert scene.slack.messages("general") == []
    user_id = listings.person(scene, nora).user_id
    assert scene.bot.rows("SELECT * FROM imagine_jobs WHERE user_id = :user_id", user_id=user_id) == []


def test_a_button_of_a_picture_that_time_has_taken_says_so(scene: Scene, nora: str) -> None:
    press = scene.slack.press(nora, drawn(scene, "a red fox", nora), "save_picture")
    long_ago = time.time() - 91 * 24 * 3600
    press.payload["container"]["message_ts"] = f"{long_ago:.6f}"
    scene.slack.redeliver(press)

    scene.aside(nora, "older than 90 days")


def test_an_export_holds_what_was_asked_for_and_the_picture_itself(scene: Scene, nora: str) -> None:
    drawn(scene, "a kept secret --no text", nora)
    drawn(scene, "a red fox", channel="design")
    open_settings(scene, nora)
    press_in_view(scene, "export_data", nora)
    view_says(scene, "ZIP", nora)

    with exported(scene, nora) as archive:
        data = json.loads(archive.read("data.json"))
        (request,) = data["requests"]
        assert request["request"]["asked"]["prompt"] == "a kept secret"
        assert archive.read(request["pictures"][0]["file"]).startswith(b"\x89PNG")
    assert "a red fox" not in json.dumps(data)
    scene.bot.settle()


def exported(scene: Scene, user: str) -> zipfile.ZipFile:
    def there() -> list[Json]:
        messages = scene.slack.direct_messages(user)
        return [file for message in messages for file in message.get("files", ()) if file["name"].endswith(".zip")]

    (file,) = scene.slack.wait_for(there, 20, "the ZIP file")
    return zipfile.ZipFile(io.BytesIO(scene.slack.file(file["id"])))


def test_when_the_app_is_removed_all_that_is_kept_of_the_workspace_goes(scene: Scene, nora: str) -> None:
    drawn(scene, "a kept secret", nora)
    for delivery in scene.slack.uninstall():
        assert not delivery.error
    tables = ("jobs", "pictures", "posts", "words", "ledger", "preferences", "people", "rules", "audit")

    def left() -> dict[str, Any]:
        """Of its own: other tests made rows of other workspaces."""
        rows = {name: scene.bot.rows(f"SELECT * FROM imagine_{name}") for name in tables}  # noqa: S608  # as above
        own = {name: [row for row in found if row.get("team_id", TEAM) == TEAM] for name, found in rows.items()}
        return {name: found for name, found in own.items() if found}

    scene.slack.wait_for(lambda: not left(), 20, "an empty database")
    scene.bot.settle()
    assert left() == {}

"""Delete: by whoever asked for it and by admins, everywhere it stands."""

import pytest

from tests.road.hands import DESIGN, drawn, image_file, more, picked, picture_of, press_in_view, send, view_says
from tests.road.scenes import Json, Scene, images, said

DELETED = "Deleted, with its file"


def delete(scene: Scene, message: Json, user: str = "ada", saying: str = DELETED) -> None:
    """Press Delete in More… as soon as it is offered."""
    more(scene, message, user)
    scene.slack.wait_for(lambda: offers_delete(scene.slack.view(user) or {}), 10, "Delete in More…")
    press_in_view(scene, "delete_picture", user)
    view_says(scene, saying, user)
    scene.bot.settle()


def offers_delete(view: Json) -> bool:
    return any(block.get("accessory", {}).get("action_id") == "delete_picture" for block in view.get("blocks", ()))


def test_its_asker_deletes_a_picture_its_copies_its_files_and_its_place_among_saved_ones(scene: Scene) -> None:
    message = drawn(scene)
    row, file_id = picture_of(scene, message), image_file(message)
    scene.slack.press("ben", message, "save_picture")
    more(scene, message)
    send(scene, DESIGN)
    scene.picture("design")
    more(scene, message, "ben")
    press_in_view(scene, "get_file", "ben", "dm")
    view_says(scene, "direct messages", "ben")
    scene.bot.settle()
    delete(scene, message)

    assert [*scene.slack.messages("general"), *scene.slack.messages("design")] == []
    assert file_id not in scene.slack.workspace.files
    shared = [file for shown in scene.slack.direct_messages("ben") for file in shown.get("files", ())]
    assert [file["id"] for file in shared if file["id"] in scene.slack.workspace.files] == []
    assert not (scene.bot.artifacts / row["job_id"] / row["file"]).exists()
    (left,) = scene.bot.rows("SELECT deleted_at FROM imagine_pictures WHERE job_id = :id", id=row["job_id"])
    assert left["deleted_at"]
    assert scene.bot.rows("SELECT * FROM imagine_saves WHERE job_id = :id", id=row["job_id"]) == []


@pytest.mark.parametrize(("admin", "saying"), [("olga", DELETED), ("junho", "삭제했어요")])
def test_owners_and_admins_may_delete_what_others_asked_for(scene: Scene, admin: str, saying: str) -> None:
    scene.meet(admin)
    delete(scene, drawn(scene), admin, saying)

    assert scene.slack.messages("general") == []


def test_nobody_else_is_offered_delete_and_a_forged_press_is_refused(scene: Scene) -> None:
    message = drawn(scene)
    view = more(scene, message, "ben")
    assert not offers_delete(view)
    press = scene.slack.press("ben", view, "show_parameters")
    scene.slack.close_view("ben")
    press.payload["actions"][0] |= {"action_id": "delete_picture", "action_ts": "2.0"}
    scene.slack.redeliver(press)

    view_says(scene, "Only <@U0ADA00001> and admins", "ben")
    scene.bot.settle()
    assert scene.picture() == message


def test_deleting_a_sheet_deletes_all_its_pictures_and_picks(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    picked(scene, sheet, 2)
    row = picture_of(scene, sheet)
    delete(scene, sheet)

    (left,) = scene.slack.messages("general")  # the thread has replies: it says so in the picture's place
    assert "deleted the picture that stood here" in said(left)
    assert images(left) == []
    assert scene.slack.messages("general", sheet["ts"]) == []
    rows = scene.bot.rows("SELECT deleted_at FROM imagine_pictures WHERE job_id = :id", id=row["job_id"])
    assert all(each["deleted_at"] for each in rows)
    assert [path.suffix for path in (scene.bot.artifacts / row["job_id"]).iterdir() if path.suffix != ".json"] == []


def test_deleting_a_pick_deletes_that_picture_and_leaves_the_sheet(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    (pick,) = picked(scene, sheet, 2)
    delete(scene, pick)

    assert scene.slack.messages("general", sheet["ts"]) == []
    assert images(scene.picture()) == images(sheet)
    scene.slack.press("chloe", sheet, "pick_picture_2")
    scene.aside("chloe", "doesn't belong to a picture")
    assert len(picked(scene, sheet, 1)) == 1


def test_a_picture_with_replies_leaves_words_above_them(scene: Scene) -> None:
    message = drawn(scene)
    scene.slack.write("ben", "general", "lovely", thread_ts=message["ts"])
    delete(scene, message)

    (left,) = scene.slack.messages("general")
    assert "<@U0ADA00001> deleted the picture that stood here." in said(left)
    assert [said(reply) for reply in scene.slack.messages("general", message["ts"])] == ["lovely"]


def test_a_button_of_a_deleted_picture_does_nothing(scene: Scene) -> None:
    message = drawn(scene)
    press = scene.slack.press("ben", message, "save_picture")
    delete(scene, message)
    press.payload["actions"][0]["action_ts"] = "2.0"
    scene.slack.redeliver(press)

    scene.aside("ben", "doesn't belong to a picture")


def test_a_deletion_that_slack_is_busy_for_is_done_when_it_can_be(scene: Scene) -> None:
    message = drawn(scene)
    scene.slack.fail("chat.delete", "429", seconds=1.0)
    scene.slack.fail("files.delete", "drop")
    delete(scene, message)

    assert scene.slack.messages("general") == []
    assert image_file(message) not in scene.slack.workspace.files


def test_a_message_that_slack_keeps_is_told_and_all_else_is_gone(scene: Scene) -> None:
    message = drawn(scene)
    scene.slack.fail("chat.delete", "compliance_exports_prevent_deletion")
    more(scene, message)
    press_in_view(scene, "delete_picture")

    view_says(scene, "compliance_exports_prevent_deletion")
    assert image_file(message) not in scene.slack.workspace.files

"""What is kept of a picture: saved for oneself, picked from a sheet, taken away as a file, with its parameters."""

from concurrent.futures import ThreadPoolExecutor

from tests.road.hands import (
    drawn,
    has_buttons,
    image_file,
    lose_artifact,
    more,
    picked,
    picture_of,
    press_in_view,
    view_says,
)
from tests.road.scenes import Json, Scene, alt_texts, said


def file_messages(messages: list[Json]) -> list[Json]:
    return [message for message in messages if message.get("files")]


def saved_rows(scene: Scene) -> list[tuple[str, str]]:
    rows = scene.bot.rows("SELECT user_id, job_id FROM imagine_saves")
    return [(row["user_id"], row["job_id"]) for row in rows]


def test_save_is_each_persons_own_and_a_second_press_takes_it_back(scene: Scene) -> None:
    message = drawn(scene)
    job_id = picture_of(scene, message)["job_id"]
    for user in ("ada", "ben"):
        scene.slack.press(user, message, "save_picture")
        scene.aside(user, "Saved")
    scene.slack.press("ada", message, "save_picture")

    scene.aside("ada", "No longer saved")
    assert [user for user, job in saved_rows(scene) if job == job_id] == ["U0BEN00001"]
    assert scene.picture() == message
    assert len(scene.drawn()) == 1


def test_a_korean_person_hears_in_korean_that_it_is_saved(scene: Scene) -> None:
    message = drawn(scene)
    scene.slack.press("minji", message, "save_picture")

    scene.aside("minji", "저장했어요")


def test_pick_shows_one_picture_of_the_sheet_alone_in_its_thread_and_draws_nothing(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    (pick,) = picked(scene, sheet, 2)

    assert len(scene.drawn()) == 2
    assert alt_texts(pick) == ["a red fox. AI-generated picture"]
    assert "Picked by <@U0BEN00001>" in said(pick)
    assert "|picture 2 of 2>" in said(pick)
    assert has_buttons(pick)
    row = picture_of(scene, pick)
    assert (row["index"], row["slack_file_id"]) == (1, image_file(pick))
    assert scene.slack.file(image_file(pick)) == (scene.bot.artifacts / row["job_id"] / row["file"]).read_bytes()
    assert scene.asides("ben") == []


def test_two_people_who_pick_the_same_number_at_once_get_one_picture_and_the_second_is_told_where(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    with ThreadPoolExecutor(2) as hands:
        list(hands.map(lambda user: scene.slack.press(user, sheet, "pick_picture_2"), ["ada", "ben"]))

    scene.pictures("general", sheet["ts"])
    scene.bot.settle()
    assert len(scene.slack.messages("general", sheet["ts"])) == 1
    told = scene.asides("ada") + scene.asides("ben")
    assert [text for text in told if "already" in text and "/archives/C0GENERAL1/p" in text] == told
    assert len(told) == 1


def test_a_pick_whose_message_somebody_deleted_can_be_picked_again(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    (pick,) = picked(scene, sheet, 1)
    scene.slack.delete_message(pick)

    assert len(picked(scene, sheet, 1, "chloe")) == 1


def test_a_pick_after_the_artifacts_are_gone_says_so_and_gives_the_line_that_draws_it_again(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2 --seed 7")
    row = picture_of(scene, sheet)
    lose_artifact(scene, row)
    scene.slack.press("ben", sheet, "pick_picture_1")
    scene.slack.press("ada", sheet, "pick_picture_1")

    assert "/imagine a red fox --seed" in said(scene.aside("ben", "is gone"))
    scene.bot.settle()
    assert scene.slack.messages("general", sheet["ts"]) == []


def test_whoever_sees_a_picture_whose_file_is_gone_can_draw_it_again_with_its_seed(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2 --seed 7")
    lose_artifact(scene, picture_of(scene, sheet))
    scene.slack.press("ben", sheet, "pick_picture_1")
    for _ in range(2):
        scene.slack.press("ben", scene.aside("ben", "is gone"), "redraw_picture")
    scene.pictures("general", sheet["ts"])
    more(scene, sheet)
    press_in_view(scene, "get_file")
    view_says(scene, "is gone")
    press_in_view(scene, "redraw_picture")
    view_says(scene, "in the picture's thread")

    scene.pictures("general", sheet["ts"], count=2)
    scene.bot.settle()
    assert sorted(body["seed"] for body in scene.drawn()) == [7, 7, 7, 8]


def test_a_forged_press_to_draw_again_what_is_gone_draws_nothing(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2 --seed 7")
    lose_artifact(scene, picture_of(scene, sheet))
    scene.slack.press("ben", sheet, "pick_picture_1")
    delivery = scene.slack.press("ben", scene.aside("ben", "is gone"), "redraw_picture")
    (action,) = delivery.payload["actions"]
    for value in ("", "[]", "{", '{"picture": "x"}', scene.job()["id"]):
        delivery.payload["actions"] = [{**action, "value": value}]
        scene.slack.redeliver(delivery)

    assert "doesn't belong" in said(scene.aside("ben", "doesn't belong"))
    scene.bot.settle()
    assert len(scene.drawn()) == 3


def test_the_file_comes_untouched_into_the_thread_named_from_its_prompt(scene: Scene) -> None:
    message = drawn(scene, "a red fox in the snow --seed 7")
    more(scene, message, "ben")
    press_in_view(scene, "get_file", "ben", "thread")

    view_says(scene, "The file stands in the picture's thread", "ben")
    (shared,) = scene.slack.wait_for(lambda: file_messages(scene.slack.messages("general", message["ts"])), 10)
    (file,) = shared["files"]
    assert file["name"] == "a-red-fox-in-the-snow-7.png"
    assert scene.slack.file(file["id"]) == scene.slack.file(image_file(message))
    assert b"a red fox in the snow" in scene.slack.file(file["id"])


def test_the_file_comes_into_the_pressers_direct_messages_and_once_a_view(scene: Scene) -> None:
    message = drawn(scene)
    view = more(scene, message, "ben")
    for _ in range(2):
        scene.slack.press("ben", view, "get_file", "dm")

    view_says(scene, "direct messages", "ben")
    scene.bot.settle()
    scene.slack.wait_for(lambda: file_messages(scene.slack.direct_messages("ben")), 10)
    assert len(file_messages(scene.slack.direct_messages("ben"))) == 1
    assert file_messages(scene.slack.messages("general", message["ts"])) == []


def test_a_file_whose_artifact_was_cleared_away_comes_from_slack(scene: Scene) -> None:
    message = drawn(scene)
    row = picture_of(scene, message)
    original = scene.slack.file(image_file(message))
    lose_artifact(scene, row)
    more(scene, message)
    press_in_view(scene, "get_file", value="thread")

    (shared,) = scene.slack.wait_for(lambda: file_messages(scene.slack.messages("general", message["ts"])), 10)
    assert scene.slack.file(shared["files"][0]["id"]) == original


def test_a_lost_answer_to_the_share_shares_the_file_once(scene: Scene) -> None:
    message = drawn(scene)
    more(scene, message)
    scene.slack.fail("files.completeUploadExternal", "drop", after=True)
    press_in_view(scene, "get_file", value="thread")

    view_says(scene, "The file stands")
    scene.bot.settle()
    scene.slack.wait_for(lambda: file_messages(scene.slack.messages("general", message["ts"])), 10)
    assert len(file_messages(scene.slack.messages("general", message["ts"]))) == 1


def test_parameters_show_what_it_was_drawn_from_and_the_line_that_draws_it_again(scene: Scene) -> None:
    message = drawn(scene, "a red <fox> --no dogs --ar 16:9 --seed 11")
    more(scene, message, "ben")
    press_in_view(scene, "show_parameters", "ben")

    shown = view_says(scene, "Parameters", "ben")
    for told in ("a red <fox>", "dogs", "Stable Image Core", "16:9", "11", "$0.04", "U0ADA00001"):
        assert told in shown
    assert "/imagine a red <fox> --no dogs --ar 16:9 --seed 11" in shown


def test_parameters_of_ten_thousand_characters_are_shown_whole(scene: Scene) -> None:
    prompt = ("a red fox in the snow, " * 450)[:9_999].strip()
    message = drawn(scene, prompt)
    more(scene, message)
    press_in_view(scene, "show_parameters")

    view_says(scene, "Parameters")
    view = scene.slack.view("ada")
    assert view is not None
    pieces = [
        section["elements"][0]["text"]
        for block in view["blocks"]
        if block["type"] == "rich_text"
        for section in block["elements"]
        if section["type"] == "rich_text_section"
    ]
    assert prompt in "".join(pieces)


def test_a_forged_value_picks_and_saves_nothing(scene: Scene) -> None:
    sheet, other = drawn(scene, "a red fox --n 2"), drawn(scene, "a blue owl --n 2", channel="concept-art")
    picked(scene, sheet, 1)
    before = len(saved_rows(scene))
    press = scene.slack.press("ben", sheet, "pick_picture_1")
    for action_id in ("pick_picture_1", "save_picture"):
        for value in ("", "nonsense", "ffffffffffff.0", f"{picture_of(scene, other)['job_id']}.0"):
            press.payload["actions"][0] |= {"action_id": action_id, "value": value, "action_ts": f"1.{value}"}
            assert scene.slack.redeliver(press).status == 200

    scene.aside("ben", "doesn't belong to a picture")
    scene.bot.settle()
    assert len(scene.slack.messages("general", sheet["ts"])) == 1
    assert len(saved_rows(scene)) == before


def test_over_socket_mode_a_pick_is_posted_and_its_file_handed_out(scene: Scene) -> None:
    scene.slack.configure(app_url=None)
    with scene.bot.socket():
        (pick,) = picked(scene, drawn(scene, "a red fox --n 2"), 2)
        more(scene, pick, "ben")
        press_in_view(scene, "get_file", "ben", "dm")
        view_says(scene, "direct messages", "ben")

    assert scene.slack.wait_for(lambda: file_messages(scene.slack.direct_messages("ben")), 10)

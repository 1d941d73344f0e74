"""A picture in another place: sent to a channel, brought out of its thread, posted after its asker alone saw it."""

from tests.road.hands import (
    DESIGN,
    GENERAL,
    SECRET,
    drawn,
    has_buttons,
    image_file,
    lose_artifact,
    more,
    picked,
    picture_of,
    press_in_view,
    preview,
    send,
    view_says,
)
from tests.road.scenes import Json, Scene, alt_texts, images, said


def previews(scene: Scene, user: str = "ada") -> list[Json]:
    """What was drawn for somebody alone and not discarded."""
    return [message for message in scene.slack.direct_messages(user) if images(message)]


def test_a_picture_is_sent_to_a_channel_that_the_bot_joins_with_who_sent_it_and_from_where(scene: Scene) -> None:
    message = drawn(scene)
    more(scene, message, "ben")
    send(scene, DESIGN, "ben")

    view_says(scene, "It stands in <#C0DESIGN01> now", "ben")
    copy = scene.picture("design")
    assert alt_texts(copy) == alt_texts(message)
    assert "Sent by <@U0BEN00001> from <#C0GENERAL1>" in said(copy)
    assert "/archives/C0GENERAL1/p" in said(copy)
    assert image_file(copy) == image_file(message)
    assert has_buttons(copy)
    assert len(scene.drawn()) == 1


def test_a_copy_has_buttons_of_its_own_that_work(scene: Scene) -> None:
    message = drawn(scene)
    more(scene, message)
    send(scene, DESIGN)
    copy = scene.picture("design")
    scene.bot.settle()
    scene.slack.press("chloe", copy, "reroll_picture")

    scene.pictures("design", copy["ts"])
    assert len(scene.drawn()) == 2


def test_sent_before_a_channel_is_chosen_the_view_says_so(scene: Scene) -> None:
    more(scene, drawn(scene))
    press_in_view(scene, "send_to_channel")
    view_says(scene, "To which channel?")
    press_in_view(scene, "send_now")

    view_says(scene, "Choose a channel first.")


def test_a_private_channel_without_the_bot_is_refused_with_how_to_invite_it(scene: Scene) -> None:
    more(scene, drawn(scene))
    send(scene, SECRET)

    view_says(scene, "/invite @Imagine")
    scene.bot.settle()
    assert scene.slack.messages("secret-project") == []


def test_an_archived_channel_is_refused_in_words(scene: Scene) -> None:
    more(scene, drawn(scene))
    scene.slack.fail("chat.postMessage", "is_archived")
    send(scene, DESIGN)

    view_says(scene, "archived")


def test_what_was_made_in_private_is_asked_about_again_and_not_linked(scene: Scene) -> None:
    scene.slack.invite("secret-project")
    message = drawn(scene, "a secret fox", channel="secret-project")
    more(scene, message)
    send(scene, GENERAL)

    view_says(scene, "This picture was made in a private conversation. Everyone in <#C0GENERAL1> will see it")
    scene.bot.settle()
    assert scene.slack.messages("general") == []
    press_in_view(scene, "send_anyway")
    copy = scene.picture()
    assert "Sent by <@U0ADA00001>" in said(copy)
    assert SECRET not in said(copy)


def test_a_channel_that_the_sender_is_not_in_is_refused_whatever_the_payload_says(scene: Scene) -> None:
    scene.slack.invite("secret-project")
    message = drawn(scene)
    workspace = scene.slack.workspace
    with workspace.lock:
        workspace.leave(workspace.channel("secret-project"), "U0BEN00001")
    more(scene, message, "ben")
    press_in_view(scene, "send_to_channel", "ben")
    press_in_view(scene, "send_now", "ben")
    press = scene.slack.deliveries()[-1]
    block = press.payload["view"]["state"]["values"]["send_target_block"]
    block["send_target"] = {"type": "conversations_select", "selected_conversation": SECRET}
    scene.slack.redeliver(press)

    view_says(scene, "or you aren't in it", "ben")
    scene.bot.settle()
    assert scene.slack.messages("secret-project") == []


def test_a_threads_picture_is_shown_in_the_channel_once_and_the_second_press_links_to_it(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    (pick,) = picked(scene, sheet, 2)
    more(scene, pick, "ben")
    press_in_view(scene, "show_in_channel", "ben")
    view_says(scene, "It stands in <#C0GENERAL1> now", "ben")
    more(scene, pick, "ada")
    press_in_view(scene, "show_in_channel", "ada")

    view_says(scene, "It stands there already", "ada")
    scene.bot.settle()
    _, copy = scene.pictures(count=2)
    assert "Brought here by <@U0BEN00001> from" in said(copy)
    assert len(scene.slack.messages("general")) == 2


def test_a_preview_is_posted_as_its_askers_once_and_loses_its_buttons(scene: Scene) -> None:
    shown = preview(scene)
    assert scene.slack.messages("general") == []
    press = scene.slack.press("ada", shown, "post_private")
    message = scene.picture()
    scene.bot.settle()
    press.payload["actions"][0]["action_ts"] = "2.0"
    scene.slack.redeliver(press)
    scene.bot.settle()

    assert len(scene.slack.messages("general")) == 1
    assert "<@U0ADA00001>" in said(message)
    assert "Only you" not in said(message)
    assert has_buttons(message)
    (left,) = previews(scene)
    assert "Posted to <#C0GENERAL1>" in said(left)
    assert not has_buttons(left)


def test_a_preview_of_several_is_posted_as_the_sheet_it_is(scene: Scene) -> None:
    shown = preview(scene, "a red fox --n 2")
    scene.slack.press("ada", shown, "post_private")

    message = scene.picture()
    assert image_file(message) == image_file(shown)
    assert alt_texts(message) == alt_texts(shown)
    scene.bot.settle()
    assert len(picked(scene, message, 1)) == 1


def test_one_picked_from_a_preview_may_be_posted_alone(scene: Scene) -> None:
    scene.slack.press("ada", preview(scene, "a red fox --n 2"), "pick_picture_2")
    scene.slack.wait_for(lambda: len(previews(scene)) == 2, 10, "the pick")
    scene.bot.settle()
    assert scene.slack.messages("general") == []
    scene.slack.press("ada", previews(scene)[1], "post_private")

    assert alt_texts(scene.picture()) == ["a red fox. AI-generated picture"]
    scene.bot.settle()
    assert [has_buttons(message) for message in previews(scene)] == [True, False]


def test_shuffle_draws_anew_for_its_asker_alone(scene: Scene) -> None:
    shown = preview(scene)
    scene.slack.press("ada", shown, "shuffle_private")
    scene.slack.wait_for(lambda: len(previews(scene)) == 2, 10, "a second preview")
    scene.bot.settle()

    assert scene.slack.messages("general") == []
    first, second = scene.drawn()
    assert first["seed"] != second["seed"]
    scene.slack.press("ada", previews(scene)[1], "post_private")
    assert "<@U0ADA00001>" in said(scene.picture())


def test_discard_leaves_nothing_of_a_preview(scene: Scene) -> None:
    shown = preview(scene)
    row, file_id = picture_of(scene, shown), image_file(shown)
    scene.slack.press("ada", shown, "discard_private")
    scene.slack.wait_for(lambda: not previews(scene), 10, "the preview to go")
    scene.bot.settle()

    assert file_id not in scene.slack.workspace.files
    assert not (scene.bot.artifacts / row["job_id"] / row["file"]).exists()
    (deleted,) = scene.bot.rows("SELECT deleted_at FROM imagine_pictures WHERE job_id = :id", id=row["job_id"])
    assert deleted["deleted_at"]


def test_a_post_into_a_channel_that_no_longer_takes_it_is_told_to_its_asker(scene: Scene) -> None:
    shown = preview(scene)
    scene.slack.fail("chat.postMessage", "channel_not_found")
    scene.slack.press("ada", shown, "post_private")

    assert "/invite @Imagine" in said(scene.aside("ada", "I'm not in <#C0GENERAL1>"))
    scene.bot.settle()
    scene.slack.press("ada", shown, "post_private")
    scene.picture()


def test_a_copy_whose_file_somebody_deleted_in_slack_is_uploaded_anew(scene: Scene) -> None:
    message = drawn(scene)
    old = image_file(message)
    scene.slack.delete_file(old)
    more(scene, message)
    send(scene, DESIGN)

    copy = scene.picture("design")
    assert image_file(copy) != old
    assert scene.slack.file(image_file(copy)).startswith(b"\x89PNG")


def test_a_copy_of_a_picture_that_is_gone_everywhere_leaves_nothing_behind(scene: Scene) -> None:
    message = drawn(scene)
    lose_artifact(scene, picture_of(scene, message))
    scene.slack.delete_file(image_file(message))
    more(scene, message, "ben")
    send(scene, DESIGN, "ben")

    told = view_says(scene, "is gone", "ben")
    assert "/imagine a red fox --seed 7" in told
    scene.bot.settle()
    assert scene.slack.messages("design") == []


def test_an_unforeseen_fault_is_told_with_a_reference_and_leaves_the_way_free(scene: Scene) -> None:
    sheet = drawn(scene, "a red fox --n 2")
    row = picture_of(scene, sheet)
    artifact = scene.bot.artifacts / row["job_id"] / row["file"]
    data = artifact.read_bytes()
    artifact.unlink()
    artifact.mkdir()  # a folder where a file should be
    scene.slack.press("ben", sheet, "pick_picture_1")
    scene.aside("ben", "tell an admin this reference")
    scene.bot.settle()
    assert scene.slack.messages("general", sheet["ts"]) == []
    artifact.rmdir()
    artifact.write_bytes(data)

    assert len(picked(scene, sheet, 1)) == 1

"""The form's doors, and what holds for everybody who fills one in."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store.preferences import UserPreferences
from tests.road.forms import (
    alt_texts_of,
    asked_of,
    builder,
    drawn_by_ada,
    errors,
    forge,
    held,
    offer,
    opened,
    person,
    preview,
    previewed,
)
from tests.road.scenes import TEAM, Scene, alt_texts, said
from tests.road.test_road_line import fill_the_slots


def test_the_global_shortcut_asks_where_the_picture_goes(scene: Scene) -> None:
    scene.slack.shortcut("ada", "open_form")
    assert "channel_id" in held(opened(scene))
    scene.slack.submit_view("ada", {"form_subject": "a red fox", "form_channel_id": "concept-art"})

    scene.picture("concept-art")


def test_imagine_this_draws_a_message_in_its_thread(scene: Scene) -> None:
    scene.slack.write("ben", "general", "*a fox* & a hare for @ada")
    message = scene.slack.messages("general")[-1]
    scene.slack.shortcut("ada", "imagine_this", message)

    assert held(opened(scene))["prompt"] == "a fox & a hare for"
    scene.slack.submit_view("ada", {})
    assert "a fox & a hare" in alt_texts(scene.picture("general", message["ts"]))[0]


def test_where_the_bot_is_not_a_member_the_picture_goes_to_the_dm(scene: Scene) -> None:
    scene.slack.write("ben", "ada-ben", "a red fox")
    message = scene.slack.messages("ada-ben")[-1]
    scene.slack.shortcut("ada", "imagine_this", message)
    opened(scene)
    scene.slack.submit_view("ada", {})

    scene.direct_picture("ada")
    assert scene.slack.messages("ada-ben") == [message]


def test_start_from_my_last_fills_in_what_was_asked_for_last(scene: Scene) -> None:
    drawn_by_ada(scene, "a red fox --no people --n 2 --seed 7")
    builder(scene)
    scene.slack.press("ada", opened(scene), "form_start_from_my_last")

    scene.slack.wait_for(lambda: held(opened(scene)).get("prompt") == "a red fox", 10, "the last prompt")
    fields = held(opened(scene))
    assert (fields["negative_prompt"], fields["number_of_images"], fields["seed"]) == ("people", "2", "7")


def test_who_never_asked_for_anything_has_no_last(scene: Scene) -> None:
    name = scene.newcomer()
    scene.meet(name)
    builder(scene, name)
    scene.slack.fill(name, {"form_subject": "a hare"})
    scene.slack.press(name, opened(scene, name), "form_start_from_my_last")

    previewed(scene, "Hare", name)


def test_preferences_stand_in_a_fresh_form_for_all_to_see(scene: Scene) -> None:
    name = scene.newcomer()
    scene.meet(name)
    preferences = UserPreferences(aspect_ratio="16:9", number_of_images=2, negative_prompt="text", model="core")
    scene.bot.services.preferences.keep(TEAM, person(scene, name).user_id, preferences)

    fields = held(builder(scene, name))
    assert (fields["aspect_ratio"], fields["number_of_images"]) == ("16:9", "2")
    assert (fields["negative_prompt"], fields["model"]) == ("text", "core")


def test_a_korean_person_fills_in_a_korean_form(scene: Scene) -> None:
    scene.meet("minji")
    view = builder(scene, "minji")

    assert view["title"]["text"] == "그림 그리기"
    delivery = scene.slack.submit_view("minji", {"form_subject": "붉은 여우", "form_seed": "칠"})
    assert "정수를 써 주세요" in errors(delivery)["seed"]
    scene.slack.submit_view("minji", {"form_seed": "7"})
    assert opened(scene, "minji")["title"]["text"] == "그리기 전에"
    scene.slack.submit_view("minji", {})
    scene.picture()


def test_five_people_with_five_forms_get_five_pictures(scene: Scene) -> None:
    names = ["ada", "ben", "chloe", "minji", "junho"]
    scene.meet(*names)
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda name: builder(scene, name), names))
        list(pool.map(lambda name: scene.slack.submit_view(name, {"form_subject": f"a fox of {name}"}), names))

    pictures = scene.pictures(count=len(names))
    assert {name for name in names for text in alt_texts_of(pictures) if f"ox of {name}" in text} == set(names)


def test_a_submission_that_slack_sends_twice_is_drawn_once(scene: Scene) -> None:
    builder(scene)
    sent = scene.slack.submit_view("ada", {"form_subject": "a fox sent twice"})
    scene.slack.redeliver(sent)
    scene.bot.settle()

    assert len(scene.jobs_saying("Fox sent twice")) == 1


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '{"draft": "0", "face": "plain", "round": 1}', "not JSON"])
def test_a_form_with_forged_metadata_draws_nothing_and_says_so(scene: Scene, metadata: str) -> None:
    view = builder(scene)
    forge(scene, view, metadata)
    scene.slack.press("ada", opened(scene), "form_number_of_images", "2")
    scene.slack.wait_for(lambda: "don't know this form" in said(opened(scene)), 10, "kind words")

    builder(scene)
    forge(scene, opened(scene), metadata)
    assert "don't know this form" in scene.slack.submit_view("ada", {"form_subject": "a fox"}).ack
    assert scene.bedrock.calls == []


def test_another_persons_form_is_not_theirs_to_send(scene: Scene) -> None:
    metadata = builder(scene, "ben")["private_metadata"]
    forge(scene, builder(scene), metadata)

    assert "don't know this form" in scene.slack.submit_view("ada", {"form_subject": "a fox"}).ack


def test_with_the_queue_full_the_form_opens_at_once_and_the_asker_hears_the_place_in_line(scene: Scene) -> None:
    fill_the_slots(scene, 3.0)
    pressed = scene.slack.press("ada", offer(scene, "ada", "open_form", "-"), "open_form")
    assert pressed.error == ""
    (call,) = scene.slack.calls("views.open")
    assert call.at - pressed.at < 2

    sent = scene.slack.submit_view("ada", {"form_subject": "a red fox"})
    assert sent.error == ""
    scene.aside("ada", "1st in line")
    scene.picture()


def test_private_is_a_box_to_tick(scene: Scene) -> None:
    builder(scene)
    scene.slack.submit_view("ada", {"form_subject": "a red fox", "form_private": "private"})

    scene.direct_picture("ada")
    assert asked_of(scene)["private"] is True


def test_a_form_that_slack_does_not_open_is_offered_again(scene: Scene) -> None:
    notice = offer(scene, "ada", "open_form", "-")
    scene.slack.fail("views.open", "expired_trigger_id")
    assert scene.slack.press("ada", notice, "open_form").error == ""

    again = scene.aside("ada", "Slack didn't open the form")
    scene.slack.press("ada", again, "open_form")
    opened(scene)


def test_from_a_view_the_form_asks_where_the_picture_goes(scene: Scene) -> None:
    button = {"type": "button", "action_id": "open_form", "text": {"type": "plain_text", "text": "Form"}}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
    scene.bot.services.slack.call(TEAM, "views.publish", user_id=person(scene, "ada").user_id, view=view)
    scene.slack.press("ada", scene.slack.home("ada") or {}, "open_form")

    assert "channel_id" in held(opened(scene))


def test_over_another_view_the_form_stands_on_top_and_sending_it_closes_both(scene: Scene) -> None:
    builder(scene)
    button = {"type": "button", "action_id": "open_form", "text": {"type": "plain_text", "text": "Form"}}
    blocks = [{"type": "actions", "elements": [button]}]
    below = {"type": "modal", "title": {"type": "plain_text", "text": "History"}, "blocks": blocks}
    scene.bot.services.slack.call(TEAM, "views.update", view_id=opened(scene)["id"], view=below)
    scene.slack.press("ada", opened(scene), "open_form")

    assert opened(scene)["title"]["text"] == "Draw a picture"
    scene.slack.submit_view("ada", {"form_subject": "a red fox", "form_channel_id": "general"})
    assert scene.slack.view("ada") is None
    scene.picture()


def test_where_a_picture_goes_in_no_line_claims_to_draw_the_same(scene: Scene) -> None:
    picture = drawn_by_ada(scene)
    scene.slack.press("ada", picture, "edit_picture")
    assert "/imagine a red fox" in preview(opened(scene))

    scene.slack.press("ada", opened(scene), "form_from_picture", "from_picture")
    scene.slack.wait_for(lambda: "/imagine" not in preview(opened(scene)), 10, "a preview without the line")

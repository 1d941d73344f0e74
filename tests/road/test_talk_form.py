"""The form while it is filled in: built, previewed, and refused beside its fields."""

import pytest

from bot.listeners.form_opening import FormStart
from tests.road.forms import GENERAL, asked_of, builder, errors, forge, held, open_by, opened, preview, previewed
from tests.road.scenes import Scene, alt_texts, said


def test_a_prompt_is_built_from_elements_and_drawn_in_the_channel(scene: Scene) -> None:
    builder(scene)
    sent = scene.slack.submit_view(
        "ada",
        {"form_subject": "a red fox", "form_medium": "watercolor", "form_negative_prompt": "people", "form_seed": "7"},
    )

    assert sent.error == ""
    assert "Watercolor of a red fox" in alt_texts(scene.picture())[0]
    assert scene.slack.view("ada") is None
    body = scene.drawn()[0]
    assert (body["prompt"], body["negative_prompt"], body["seed"]) == ("Watercolor of a red fox", "people", 7)


def test_enter_in_a_field_shows_the_composed_prompt_the_line_and_the_price(scene: Scene) -> None:
    view = builder(scene)
    assert "as soon as you press Enter" in preview(view)

    scene.slack.fill("ada", {"form_medium": "painting"})
    scene.slack.press("ada", opened(scene), "form_subject", "a doctor")

    shown = previewed(scene, "Painting of a doctor")
    assert "/imagine Painting of a doctor" in shown
    assert "about $0.04" in shown
    assert held(opened(scene))["subject"] == "a doctor"


def test_a_choice_updates_the_preview_and_keeps_what_was_typed(scene: Scene) -> None:
    builder(scene)
    scene.slack.fill("ada", {"form_subject": "a red fox"})
    scene.slack.press("ada", opened(scene), "form_number_of_images", "3")

    assert "about $0.12" in previewed(scene, "3 pictures")
    scene.slack.press("ada", opened(scene), "form_aspect_ratio", "16:9")
    previewed(scene, "--ar 16:9 --n 3")
    assert held(opened(scene))["subject"] == "a red fox"


def test_two_quick_choices_end_with_the_preview_of_the_second(scene: Scene) -> None:
    view = builder(scene)
    scene.slack.fill("ada", {"form_subject": "a red fox"})
    scene.slack.press("ada", view, "form_number_of_images", "2")
    scene.slack.press("ada", view, "form_aspect_ratio", "3:2")

    previewed(scene, "--ar 3:2 --n 2")


def test_an_idea_is_put_into_its_field(scene: Scene) -> None:
    view = builder(scene)
    menu = next(element for element in view["blocks"][0]["elements"] if element["type"] == "static_select")
    scene.slack.press("ada", view, menu["action_id"], "light:golden hour")

    scene.slack.wait_for(lambda: held(opened(scene))["light"] == "golden hour", 10, "the idea in its field")


def test_advice_stands_in_the_preview(scene: Scene) -> None:
    builder(scene)
    scene.slack.press("ada", opened(scene), "form_subject", "a street with no people, a sign saying OPEN")

    shown = previewed(scene, "move “people” to “Not in the picture”")
    assert "To have “OPEN” lettered" in shown


def test_the_other_face_has_the_composed_prompt_and_back_again_it_is_the_subject(scene: Scene) -> None:
    builder(scene)
    scene.slack.fill("ada", {"form_subject": "a red fox", "form_style": "Art Deco", "form_seed": "7"})
    scene.slack.press("ada", opened(scene), "form_switch")
    scene.slack.wait_for(lambda: held(opened(scene)).get("prompt") == "Red fox, Art Deco style", 10, "one field")
    assert held(opened(scene))["seed"] == "7"

    scene.slack.press("ada", opened(scene), "form_switch")
    scene.slack.wait_for(lambda: held(opened(scene)).get("subject") == "Red fox, Art Deco style", 10, "elements")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"form_subject": "   "}, "subject", "Say what is to be seen"),
        ({"form_seed": "-1"}, "seed", "whole number from 0 to 4294967294"),
        ({"form_size": "big"}, "size", "Write it like 1024x768"),
        ({"form_size": "10x10"}, "size", "Each side is from 64 to 4096"),
        ({"form_size": "1024x768", "form_aspect_ratio": "16:9"}, "size", "Choose a shape or write pixels"),
        ({"form_cfg_scale": "99"}, "cfg_scale", "from 1.1 to 10"),
        ({"form_subject": "a fox --sead 7"}, "subject", "Did you mean --seed?"),
        ({"form_subject": "a {red, green} fox"}, "subject", "one request at a time"),
        ({"form_text": 'say ""'}, "text", "Write it like OPEN"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_spent(
    scene: Scene, values: dict[str, str], field: str, words: str
) -> None:
    builder(scene)
    delivery = scene.slack.submit_view("ada", {"form_subject": "a red fox", **values})

    assert words in errors(delivery)[field]
    assert scene.slack.view("ada") is not None
    assert scene.bot.rows("SELECT * FROM imagine_jobs WHERE intent LIKE 'form:%' AND state = 'waiting'") == []
    assert scene.bedrock.calls == []


def test_everything_that_is_wrong_is_said_at_once_and_mended_it_is_drawn(scene: Scene) -> None:
    builder(scene)
    wrong = {"form_subject": "a red fox", "form_seed": "seven", "form_size": "big"}
    assert set(errors(scene.slack.submit_view("ada", wrong))) == {"seed", "size"}

    scene.slack.submit_view("ada", {"form_seed": "7", "form_size": ""})
    scene.picture()


def test_ten_thousand_characters_go_through_the_form_unchanged(scene: Scene) -> None:
    prompt = ("a red fox 붉은 여우 " * 1000)[:10_000].strip()
    start = FormStart(prompt=prompt, channel_id=GENERAL)
    open_by(scene, start)
    assert len([name for name in held(opened(scene)) if name.startswith("prompt")]) == 4

    scene.slack.press("ada", opened(scene), "form_number_of_images", "1")
    assert scene.slack.submit_view("ada", {}).error == ""
    assert asked_of(scene)["asked"]["prompt"] == prompt
    scene.picture()


def test_a_dear_form_asks_first_and_draws_once_it_is_agreed_to(scene: Scene) -> None:
    builder(scene)
    for _ in range(2):  # and back, which leaves the form as it was
        assert "push" in scene.slack.submit_view("ada", {"form_subject": "a red fox", "form_model": "ultra"}).ack
        assert "This costs about $0.14." in said(opened(scene))
        scene.slack.close_view("ada")
    scene.slack.submit_view("ada", {"form_subject": "a red fox", "form_model": "ultra"})
    scene.bot.settle()
    assert scene.drawn() == []
    delivery = scene.slack.submit_view("ada", {})
    scene.slack.redeliver(delivery)

    assert alt_texts(scene.picture()) == ["Red fox. AI-generated picture"]
    assert scene.slack.view("ada") is None
    scene.bot.settle()
    assert len(scene.drawn()) == 1


def test_a_form_in_another_language_asks_first_and_not_again_where_it_shall_not(scene: Scene) -> None:
    name = scene.newcomer()
    builder(scene, name)
    scene.slack.submit_view(name, {"form_subject": "눈 속의 빨간 여우"})
    assert "read English best" in said(opened(scene, name))
    scene.slack.submit_view(name, {"unasked": ["unasked"]})
    scene.picture()
    builder(scene, name)
    scene.slack.submit_view(name, {"form_subject": "푸른 새"})

    assert len(scene.pictures(count=2)) == 2


def test_a_forged_answer_to_what_a_form_asks_draws_nothing(scene: Scene) -> None:
    builder(scene)
    scene.slack.submit_view("ada", {"form_subject": "a red fox", "form_model": "ultra"})
    forge(scene, opened(scene), "another's")
    scene.slack.submit_view("ada", {})

    assert "isn't open any more" in said(opened(scene))
    scene.bot.settle()
    assert scene.drawn() == []

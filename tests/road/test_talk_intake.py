"""What a line is filled up with, what its words show, and what can be done about a slip in it."""

import json
from dataclasses import replace

import pytest

from bot.store.preferences import ChannelPreferences, UserPreferences
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, said
from tests.road.test_road_line import fill_the_slots
from tests.road.test_talk_asking import DRAW, ask, asked, draft_in, forged, labels, person

DRAW_LINE, EDIT_LINE = "draw_line", "edit_line"


def prefer(scene: Scene, name: str, chosen: UserPreferences) -> None:
    scene.bot.services.preferences.keep(TEAM, person(scene, name).user_id, chosen)


def asked_for(scene: Scene, line: str, user: str) -> Json:
    """What the newest job was asked for, as the row has it."""
    scene.slack.command(user, "general", f"/imagine {line}")
    scene.bot.settle()
    order: Json = json.loads(scene.job()["request"])
    return {**order["asked"], "model": order["model"]}


def opened(scene: Scene, user: str) -> Json:
    """Wait for a view."""
    return scene.slack.wait_for(lambda: scene.slack.view(user) or {}, WAIT_SECONDS, f"a view for {user}")


# Preferences and presets


def test_what_a_person_prefers_fills_what_the_line_leaves_open(scene: Scene) -> None:
    name = scene.newcomer()
    shape = UserPreferences(aspect_ratio="3:2", model="core", number_of_images=2, language="en")
    prefer(scene, name, replace(shape, negative_prompt="text, people"))

    filled = asked_for(scene, "a preferred fox", name)
    assert (filled["aspect_ratio"], filled["number_of_images"], filled["model"]) == ("3:2", "2", "core")
    assert filled["negative_prompt"] == "text, people"

    typed = asked_for(scene, "a typed fox --ar 2:3 --n 1 --no People, dogs --model sd3.5", name)
    assert (typed["aspect_ratio"], typed.get("number_of_images", "1"), typed["model"]) == ("2:3", "1", "sd3.5")
    assert typed["negative_prompt"] == "People, dogs, text"


def test_a_channels_defaults_come_after_a_persons_own(scene: Scene) -> None:
    name, preferences = scene.newcomer(), scene.bot.services.preferences
    prefer(scene, name, UserPreferences(aspect_ratio="3:2", language="en"))
    preferences.keep(TEAM, "C0GENERAL1", ChannelPreferences(aspect_ratio="16:9", number_of_images=2))
    try:
        filled = asked_for(scene, "a fox in between", name)
    finally:
        preferences.keep(TEAM, "C0GENERAL1", ChannelPreferences())
    assert (filled["aspect_ratio"], filled["number_of_images"]) == ("3:2", "2")


def test_a_preferred_model_that_has_left_the_catalog_is_ignored(scene: Scene) -> None:
    name = scene.newcomer()
    prefer(scene, name, UserPreferences(model="dall-e-2", language="en"))

    assert asked_for(scene, "a fox of today", name)["model"] is None


def test_what_goes_on_from_a_picture_keeps_its_shape_and_takes_what_is_never_wanted(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a wide fox --ar 16:9")
    root = scene.picture()["ts"]
    scene.bot.settle()
    name = scene.newcomer()
    prefer(scene, name, UserPreferences(aspect_ratio="2:3", negative_prompt="text", language="en"))
    scene.slack.mention(name, "general", "at night", thread_ts=root)
    scene.pictures("general", root)

    scene.bot.settle()
    order = json.loads(scene.job()["request"])
    assert order["asked"]["aspect_ratio"] == "16:9"
    assert order["asked"]["negative_prompt"] == "text"


def test_a_preset_of_ones_own_adds_its_words_and_flags(scene: Scene) -> None:
    name = scene.newcomer()
    prefer(scene, name, UserPreferences(language="en"))
    owner = person(scene, name).user_id
    scene.bot.services.preferences.keep_preset(TEAM, owner, "noir", "film noir --ar 16:9 --no red")

    order = asked_for(scene, "a fox --preset Noir", name)
    assert (order["prompt"], order["aspect_ratio"], order["negative_prompt"]) == ("a fox, film noir", "16:9", "red")


def test_keep_outside_a_pictures_thread_says_nothing_and_is_said_to_say_nothing(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine an unkept fox --keep 80 --new")

    told = said(scene.aside("ada", "--keep"))
    assert "left out" in told
    assert "every picture is a new one" in told
    scene.picture()


# Slips


def test_a_slip_is_put_right_by_a_button_once_however_often_it_is_pressed(scene: Scene) -> None:
    notice = ask(scene, "a mended fox --sead 7", saying="isn't a flag")
    assert labels(notice) == {DRAW_LINE: "Draw with --seed 7", EDIT_LINE: "Edit"}

    for _ in range(3):
        scene.slack.deliver(forged(scene, "ada", DRAW_LINE, draft_in(notice, DRAW_LINE)))
    scene.picture()
    scene.bot.settle()
    assert [body["seed"] for body in scene.drawn()] == [7]


def test_the_answer_takes_the_place_of_the_problem_and_may_ask_again(scene: Scene) -> None:
    notice = ask(scene, "a dear mended fox --sead 7 --model ultra", saying="isn't a flag")
    scene.slack.press("ada", notice, DRAW_LINE)

    question = scene.aside("ada", "about $0.14")
    assert question["ts"] == notice["ts"]
    assert scene.bedrock.calls == []
    scene.slack.press("ada", question, DRAW)
    scene.picture()


def test_a_slip_in_a_thread_is_put_right_in_that_thread(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a fox to go on from --seed 7")
    root = scene.picture()["ts"]
    scene.bot.settle()
    scene.slack.mention("ada", "general", "at night --kep 0", thread_ts=root)
    scene.agree("ada", DRAW_LINE)

    scene.pictures("general", root)
    assert scene.drawn()[-1]["prompt"] == "a fox to go on from, at night"


def test_what_nobody_can_guess_can_be_edited(scene: Scene) -> None:
    notice = ask(scene, "a fox --zzz 7", saying="isn't a flag")

    assert labels(notice) == {EDIT_LINE: "Edit"}
    scene.slack.press("ada", notice, EDIT_LINE)
    assert "a fox --zzz 7" in json.dumps(opened(scene, "ada"))


def test_a_brace_left_open_can_be_drawn_as_a_sign(scene: Scene) -> None:
    notice = ask(scene, "a {curly fox --seed 7", saying="never closed")

    assert labels(notice)[DRAW_LINE] == "Draw with the brace as a sign"
    scene.slack.press("ada", notice, DRAW_LINE)
    scene.picture()
    assert scene.drawn()[0]["prompt"] == "a {curly fox"


# Words


def test_the_command_alone_opens_the_form_and_a_mention_alone_offers_it(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine")
    opened(scene, "ada")
    scene.slack.close_view("ada")
    scene.slack.mention("ada", "general", "form")
    scene.agree("ada", "open_form")

    opened(scene, "ada")


def test_history_is_a_view_for_the_command_and_a_button_for_a_mention(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine History")
    opened(scene, "ada")
    scene.slack.close_view("ada")
    scene.slack.mention("ada", "general", "history")
    scene.agree("ada", "open_history")

    opened(scene, "ada")
    assert scene.bedrock.calls == []


def test_settings_are_a_view_for_the_command_and_a_button_for_a_mention(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine settings")
    opened(scene, "ada")
    scene.slack.close_view("ada")
    scene.slack.mention("ada", "general", "settings")
    scene.agree("ada", "open_settings")

    opened(scene, "ada")
    assert scene.bedrock.calls == []


@pytest.mark.parametrize(("word", "action_id"), [("history", "open_history"), ("settings", "open_settings")])
def test_a_view_that_slack_does_not_open_is_offered_again(scene: Scene, word: str, action_id: str) -> None:
    name = scene.newcomer()
    scene.meet(name)
    scene.slack.fail("views.open", "expired_trigger_id", times=2)
    scene.slack.command(name, "general", f"/imagine {word}")
    scene.agree(name, action_id)
    assert scene.aside(name, "Press the button once more")
    scene.agree(name, action_id)

    opened(scene, name)


def test_models_lists_who_draws_at_what_price_and_who_was_retired(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine models")

    told = said(scene.aside("ada", "asked in turn"))
    assert "titan-v2" in told
    assert "retired by Amazon" in told
    assert "Stable Image Core, $0.04: draws now" in told
    assert "vary, upscale, cut out the background" in told


def test_the_queue_lists_ones_own_with_their_places_and_of_others_the_number(scene: Scene) -> None:
    fill_the_slots(scene)  # ben's
    for number in (1, 2):
        scene.slack.command("ada", "general", f"/imagine a listed fox {number}")
    scene.slack.command("ada", "general", "/imagine queue")

    told = said(scene.aside("ada", "under way"))
    assert "2 requests of yours" in told
    assert "a listed fox 1\n1st in line" in told
    assert "a listed fox 2\n2nd in line" in told
    assert "Of others, 2 are being drawn and 0 waiting" in told
    assert "somebody's picture" not in told
    scene.pictures(count=2)


def test_cancel_in_the_queue_shows_the_list_anew(scene: Scene) -> None:
    fill_the_slots(scene)
    for number in (1, 2):
        scene.slack.command("ada", "general", f"/imagine a dropped fox {number}")
    scene.slack.command("ada", "general", "/imagine queue")
    listed = scene.aside("ada", "under way")
    first = next(block["accessory"]["value"] for block in listed["blocks"] if "accessory" in block)
    scene.slack.deliver(forged(scene, "ada", "cancel_listed_job", first))

    told = said(scene.aside("ada", "Nothing was drawn and nothing spent"))
    assert "1 request of yours is under way" in told
    assert "a dropped fox 2" in told
    scene.bot.settle()
    assert "a dropped fox 1" not in [body["prompt"] for body in scene.drawn()]


def test_an_empty_queue_says_so(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine queue")

    told = said(scene.aside("ada", "Nothing of yours"))
    assert "Nothing of other people's" in told
    assert asked(scene) == []

"""Preferences and presets, of a person and of a channel, from the form to what counts after it."""

import pytest

from bot.listeners.channel_settings import show_channel
from bot.store.preferences import MOST_PRESETS, ChannelPreferences, UserPreferences
from tests.road import listings
from tests.road.listings import CONCEPT, GENERAL, Json, form, opened_home, person
from tests.road.scenes import TEAM, Scene, said


@pytest.fixture(autouse=True)
def unchanged(scene: Scene) -> None:
    """Channels stay from test to test: #general, which Olga made, and #concept-art, which Ben did."""
    preferences = scene.bot.services.preferences
    for channel_id in (GENERAL, CONCEPT):
        preferences.keep(TEAM, channel_id, ChannelPreferences())
        for name in preferences.presets(TEAM, channel_id):
            preferences.drop_preset(TEAM, channel_id, name)


def opened(scene: Scene, name: str) -> Json:
    """The settings, from Home."""
    listings.press(scene, name, opened_home(scene, name, ""), "open_settings")
    return form(scene, name)


def press(scene: Scene, name: str, action_id: str, value: object = None) -> None:
    listings.press(scene, name, form(scene, name), action_id, value)


def errors(scene: Scene, name: str) -> Json:
    (view,) = [view for view in scene.slack.workspace.views.values() if view.id == form(scene, name)["id"]]
    return dict(view.errors)


def test_what_a_person_chose_is_kept_and_stands_in_the_form_again(scene: Scene) -> None:
    name = scene.newcomer()
    opened(scene, name)

    chosen = {"aspect_ratio": "16:9", "number_of_images": "2", "model": "core", "tell": "never"}
    scene.slack.submit_view(name, {**chosen, "negative_prompt": "people,  text", "english_only": ["english_only"]})

    assert scene.slack.view(name) is None
    assert scene.bot.services.preferences.of_person(person(scene, name)) == UserPreferences(
        aspect_ratio="16:9",
        number_of_images=2,
        model="core",
        negative_prompt="people, text",
        tell="never",
        english_only=True,
    )
    again = opened(scene, name)["state"]["values"]
    assert again["aspect_ratio"]["aspect_ratio"]["selected_option"]["value"] == "16:9"
    assert again["negative_prompt"]["negative_prompt"]["value"] == "people, text"


def test_the_language_that_was_chosen_is_spoken_from_the_next_answer_on(scene: Scene) -> None:
    name = scene.newcomer("en-US")
    opened(scene, name)
    scene.slack.submit_view(name, {"language": "ko"})

    scene.slack.command(name, "general", "/imagine fox --sead 7")

    scene.aside(name, "그리지 않았어요")
    scene.slack.wait_for(lambda: "내 그림" in said(scene.slack.home(name) or {}), 10, "Home in Korean")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(scene: Scene) -> None:
    name = scene.newcomer()
    opened(scene, name)

    scene.slack.submit_view(name, {"negative_prompt": "people --ar 16:9", "language": "ko"})

    assert "flags belong in a preset" in errors(scene, name)["negative_prompt"]
    assert scene.bot.services.preferences.of_person(person(scene, name)) == UserPreferences()


def test_a_model_that_left_the_catalog_is_not_chosen_any_more(scene: Scene) -> None:
    name = scene.newcomer()
    scene.bot.services.preferences.keep(TEAM, person(scene, name).user_id, UserPreferences(model="long-gone"))

    shown = opened(scene, name)

    assert "long-gone" not in str(shown["blocks"])


def test_a_preset_is_added_replaced_and_deleted(scene: Scene) -> None:
    name = scene.newcomer()
    opened(scene, name)

    for text in ("watercolor --ar 16:9", "ink --ar 4:3"):
        press(scene, name, "add_preset")
        scene.slack.submit_view(name, {"preset_name": "Früh_1", "preset_text": text})
        form(scene, name, f"früh_1: {text}")

    presets = scene.bot.services.preferences
    assert presets.presets(TEAM, person(scene, name).user_id) == {"früh_1": "ink --ar 4:3"}
    assert presets.preset(person(scene, name), GENERAL, "FRÜH_1") == "ink --ar 4:3"
    press(scene, name, "drop_preset", "früh_1")
    scene.slack.wait_for(lambda: "früh_1" not in said(form(scene, name)), 10, "the list without it")
    assert presets.presets(TEAM, person(scene, name).user_id) == {}


def test_a_preset_counts_in_the_next_line(scene: Scene) -> None:
    name = scene.newcomer()
    opened(scene, name)
    press(scene, name, "add_preset")
    scene.slack.submit_view(name, {"preset_name": "수채화", "preset_text": "watercolor --no frames"})

    scene.slack.command(name, "general", "/imagine a teal heron --preset 수채화")

    scene.picture()
    (drawn,) = scene.drawn()
    assert "watercolor" in str(drawn)
    assert "frames" in str(drawn)


@pytest.mark.parametrize(
    ("name", "text", "field", "expected"),
    [
        ("two words", "ink", "preset_name", "without spaces"),
        ("--ar", "ink", "preset_name", "not a dash"),
        ("ok", "ink --sead 7", "preset_text", "isn't a flag"),
        ("ok", "ink --seed x", "preset_text", "whole number"),
        ("ok", "ink --preset other", "preset_text", "another preset"),
        ("ok", "   ", "preset_text", "Write words"),
    ],
)
def test_a_preset_that_cannot_be_used_is_refused_beside_its_field(
    scene: Scene, name: str, text: str, field: str, expected: str
) -> None:
    user = scene.newcomer()
    opened(scene, user)
    press(scene, user, "add_preset")

    scene.slack.submit_view(user, {"preset_name": name, "preset_text": text})

    assert expected in errors(scene, user)[field]
    assert scene.bot.services.preferences.presets(TEAM, person(scene, user).user_id) == {}


def test_there_are_twenty_presets_at_most_and_replacing_one_still_works(scene: Scene) -> None:
    name = scene.newcomer()
    me = person(scene, name)
    for number in range(MOST_PRESETS):
        scene.bot.services.preferences.keep_preset(TEAM, me.user_id, f"p{number}", "ink")
    opened(scene, name)
    press(scene, name, "add_preset")

    scene.slack.submit_view(name, {"preset_name": "one-more", "preset_text": "ink"})
    assert "20 presets already" in errors(scene, name)["preset_name"]
    scene.slack.submit_view(name, {"preset_name": "p7", "preset_text": "pencil"})
    form(scene, name, "p7: pencil")


def test_whoever_made_a_channel_sets_its_defaults_and_where_results_go(scene: Scene) -> None:
    opened(scene, "ben")
    press(scene, "ben", "choose_channel_settings", CONCEPT)
    form(scene, "ben", "own settings come first")

    scene.slack.submit_view("ben", {"language": "ko", "results": "channel", "aspect_ratio": "1:1"})

    form(scene, "ben", "Saved.")
    kept = scene.bot.services.preferences.of_channel(TEAM, CONCEPT)
    assert kept == ChannelPreferences(language="ko", results_flat=True, aspect_ratio="1:1")


def test_an_admin_keeps_and_deletes_a_channels_preset(scene: Scene) -> None:
    opened(scene, "olga")
    press(scene, "olga", "choose_channel_settings", CONCEPT)
    form(scene, "olga", "own settings come first")
    press(scene, "olga", "add_preset")
    scene.slack.submit_view("olga", {"preset_name": "house", "preset_text": "flat colours"})
    form(scene, "olga", "Saved.")
    assert scene.bot.services.preferences.preset(person(scene, "ada"), CONCEPT, "house") == "flat colours"

    scene.slack.close_view("olga")
    form(scene, "olga", "house: flat colours")
    press(scene, "olga", "drop_preset", "house")
    scene.slack.wait_for(lambda: "house" not in said(form(scene, "olga")), 10, "the list without it")


def test_an_ordinary_member_reads_a_channels_presets_and_changes_nothing(scene: Scene) -> None:
    name = scene.newcomer()
    scene.bot.services.preferences.keep_preset(TEAM, CONCEPT, "house", "flat colours")
    opened(scene, name)
    press(scene, name, "choose_channel_settings", CONCEPT)

    shown = form(scene, name, "Admins and whoever made")

    assert "house: flat colours" in said(shown)
    assert "submit" not in {field for field, value in shown.items() if value}
    assert not {"add_preset", "drop_preset"} & set(str(shown["blocks"]).replace("'", " ").split())


def test_a_right_that_was_lost_since_the_form_was_opened_is_refused_at_saving(scene: Scene) -> None:
    opened(scene, "ben")
    press(scene, "ben", "choose_channel_settings", CONCEPT)
    form(scene, "ben", "own settings come first")
    with scene.slack.workspace.lock:  # a form about a channel that somebody else has made
        view = scene.slack.workspace.views[form(scene, "ben")["id"]]
        view.body["private_metadata"] = view.body["private_metadata"].replace(CONCEPT, GENERAL)

    scene.slack.submit_view("ben", {"language": "ko"})

    form(scene, "ben", "Nothing was changed")
    assert scene.bot.services.preferences.of_channel(TEAM, GENERAL) == ChannelPreferences()


def test_settings_of_a_place_that_the_person_cannot_see_are_not_shown(scene: Scene) -> None:
    scene.bot.services.preferences.keep_preset(TEAM, "C0HIDDEN002", "secret-style", "neon")
    name = scene.newcomer()
    opened(scene, name)
    press(scene, name, "choose_channel_settings", CONCEPT)
    form(scene, name, "Admins and whoever made")
    view_id = str(form(scene, name)["id"])

    show_channel(scene.bot.services, person(scene, name), view_id, "C0HIDDEN002")

    assert "secret-style" not in said(form(scene, name, "no channel that both of us can see"))


def test_the_word_settings_opens_them_with_the_channel_one_press_away(scene: Scene) -> None:
    scene.slack.command("ben", "concept-art", "/imagine settings")
    press(scene, "ben", "open_channel_settings")

    form(scene, "ben", f"<#{CONCEPT}>")

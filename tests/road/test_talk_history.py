"""The history: found by words, only where one may look, and gone on from."""

from tests.road.listings import CONCEPT, SECRET, Json, form, hang, opened_home, person, press
from tests.road.scenes import Scene, said


def test_a_private_channels_picture_is_not_listed_for_who_is_not_in_it_or_has_left(scene: Scene) -> None:
    insider, leaver = scene.newcomer(), scene.newcomer()
    scene.slack.invite("secret-project")
    outsider = scene.newcomer()
    for name in (outsider, leaver):
        with scene.slack.workspace.lock:
            scene.slack.workspace.leave(scene.slack.workspace.channel("secret-project"), person(scene, name).user_id)
    hang(scene, insider, "a classified zeppelin", SECRET)
    hang(scene, leaver, "a classified zeppelin, too", SECRET)

    assert "a classified zeppelin" in said(searched(scene, insider, "classified", "a classified zeppelin"))
    for name in (outsider, leaver):
        assert "zeppelin" not in said(searched(scene, name, "classified", "Nothing found"))
        assert "zeppelin" not in said(opened_home(scene, name, "No pictures yet"))


def searched(scene: Scene, user: str, words: str, expecting: str) -> Json:
    """What the history shows for words that were typed into Home."""
    view = opened_home(scene, user, "Your pictures")
    press(scene, user, view, "search_from_home", words)
    return form(scene, user, expecting)


def test_another_persons_picture_in_a_shared_channel_is_found_by_its_words_and_edited(scene: Scene) -> None:
    painter, reader = scene.newcomer(), scene.newcomer()
    hang(scene, painter, "Ein GRÜNER Papagei, quokkaesque")

    view = searched(scene, reader, "QUOKKAESQUE grüner", "Papagei")

    assert f"<@{person(scene, painter).user_id}>" in said(view)
    press(scene, reader, view, "edit_found_picture")
    scene.slack.wait_for(lambda: "quokkaesque" in str((scene.slack.view(reader) or {}).get("state")), 10)


def test_a_search_is_changed_in_the_view_and_a_guest_finds_only_their_own_channels(scene: Scene) -> None:
    painter = scene.newcomer()
    hang(scene, painter, "a marzipan walrus")
    hang(scene, painter, "a marzipan narwhal", CONCEPT)
    scene.meet("gus")

    view = searched(scene, "gus", "marzipan", "walrus")
    assert "narwhal" not in said(view)
    press(scene, "gus", view, "search_history", "marzipan narwhal")
    form(scene, "gus", "Nothing found")
    delivery = scene.slack.submit_view("gus", {"search_history": "walrus marzipan"})
    assert not delivery.error
    form(scene, "gus", "a marzipan walrus")


def test_the_word_history_opens_it_and_a_mention_gets_a_button_for_it(scene: Scene) -> None:
    name = scene.newcomer()
    hang(scene, name, "a periwinkle ibex")

    scene.slack.command(name, "general", "/imagine history")
    form(scene, name, "a periwinkle ibex")

    scene.slack.close_view(name)
    scene.slack.mention(name, "general", "history")
    press(scene, name, scene.aside(name, "search by words"), "open_history")
    form(scene, name, "a periwinkle ibex")

"""What stands in the channel: a picture or a numbered sheet, what it was made of, its buttons; what stood before."""

import io
import itertools
import json
from typing import Any

import pytest
from PIL import Image

from bot.orders.asked import Asked
from bot.orders.order import SEVERAL, Action, Order, Source
from bot.store.people import Person
from bot.store.pictures import PictureId
from bot.store.preferences import ChannelPreferences, UserPreferences
from tests.bot.job_rows import ADA, BEN, GENERAL
from tests.road.hands import drawn, image_file
from tests.road.scenes import TEAM, Json, Scene, alt_texts, images, said
from titan_core.tasks import TextToImage

_NUMBERS = itertools.count(1)
_ADA = Person(team_id=TEAM, user_id=ADA)


def ask(scene: Scene, prompt: str, *, count: int = 1, thread_ts: str | None = None, **more: Any) -> str:  # noqa: ANN401  # Order's
    """As a button or a form asks, without questions before spending; answers the job's id."""
    task = TextToImage(prompt=prompt, seed=7, number_of_images=count)
    return place(scene, Order.of(task, **more), thread_ts=thread_ts)


def place(scene: Scene, order: Order, *, thread_ts: str | None = None) -> str:
    asked = Asked(
        intent=f"test:{next(_NUMBERS)}",
        person=_ADA,
        channel_id=GENERAL,
        thread_ts=thread_ts,
        command="/imagine",
        response_url=None,
        order=order,
    )
    return scene.bot.services.enqueuer.enqueue(asked).job.id


def derived(scene: Scene, parent: PictureId, action: Action, shown: Json) -> Json:
    """A picture made of one in #general, shown in its thread."""
    source = {SEVERAL: Source(picture=parent)}
    order = Order(asked={"task": "ImageVariation"}, sources=source, action=action, parent=parent, about="a fox")
    before = len(scene.slack.messages("general", shown["ts"]))
    place(scene, order, thread_ts=shown["ts"])
    scene.bot.settle()
    (message,) = scene.slack.messages("general", shown["ts"])[before:]
    return message


def picture_id(shown: Json) -> PictureId:
    found = PictureId.parse(buttons(shown)[-1]["value"])
    assert found
    return found


def buttons(shown: Json) -> list[Json]:
    return [element for block in shown["blocks"] if block["type"] == "actions" for element in block["elements"]]


def labels(shown: Json) -> list[str]:
    return [button["text"]["text"] for button in buttons(shown)]


@pytest.mark.parametrize(("count", "last"), [(2, "2 right"), (3, "3 bottom"), (5, "5 bottom right")])
def test_several_pictures_are_one_numbered_sheet_and_the_originals_are_kept(
    scene: Scene, count: int, last: str
) -> None:
    job_id = ask(scene, "a red fox", count=count)
    message = scene.picture()
    scene.bot.settle()

    (alt,) = alt_texts(message)
    assert alt.startswith(f"a red fox. {count} AI-generated pictures, numbered: 1 ")
    assert alt.endswith(last)
    assert labels(message) == [*(f"Pick {number}" for number in range(1, count + 1)), "Re-roll", "Edit", "More…"]
    with Image.open(io.BytesIO(scene.slack.file(image_file(message)))) as sheet:
        assert sheet.format == "JPEG"
        assert sheet.width <= 2048
    rows = scene.bot.rows("SELECT * FROM imagine_pictures WHERE job_id = :id", id=job_id)
    assert len(rows) == count
    assert {row["slack_file_id"] for row in rows} == {None}
    assert all((scene.bot.artifacts / job_id / row["file"]).exists() for row in rows)
    (post,) = scene.bot.rows("SELECT * FROM imagine_posts WHERE job_id = :id", id=job_id)
    assert (post["index"], post["file_id"]) == (None, image_file(message))


def test_of_three_pictures_the_two_that_pass_the_filter_are_on_the_sheet_and_the_asker_is_told(scene: Scene) -> None:
    ask(scene, "forbidden-one fox", count=3)

    message = scene.picture()
    assert len(images(message)) == 1
    assert len([label for label in labels(message) if label.startswith("Pick")]) == 2
    scene.slack.wait_for(
        lambda: any(
            "kept back 1 picture" in said(told)
            for told in [*scene.slack.direct_messages("ada"), *scene.slack.ephemerals("ada")]
        ),
        10,
        "the filter's count",
    )


def test_a_picture_names_and_links_its_own_parent_down_to_the_grandchild(scene: Scene) -> None:
    shown = drawn(scene)
    child = derived(scene, picture_id(shown), Action.VARY, shown)
    grandchild = derived(scene, picture_id(child), Action.CUT_OUT, shown)

    assert f"p{shown['ts'].replace('.', '')}" in said(child)
    assert "Varied from <" in said(child)
    assert "Cut out from <" in said(grandchild)
    assert f"p{child['ts'].replace('.', '')}" in said(grandchild)
    assert "|this picture> by <@U0ADA00001>" in said(grandchild)
    assert labels(grandchild) == labels(shown)


def test_a_deleted_parent_is_named_without_a_link(scene: Scene) -> None:
    shown = drawn(scene)
    child = derived(scene, picture_id(shown), Action.VARY, shown)
    post = scene.bot.services.posts.at(GENERAL, child["ts"])
    assert post
    scene.bot.services.posts.delete(post)
    grandchild = derived(scene, picture_id(child), Action.VARY, shown)

    assert "Varied from a picture by <@U0ADA00001>" in said(grandchild)


def test_a_parent_in_another_conversation_is_not_linked(scene: Scene) -> None:
    shown = drawn(scene, channel="design")
    ask(scene, "a fox", parent=picture_id(shown), action=Action.EDIT)

    message = scene.picture()
    assert "Edited from a picture by <@U0ADA00001>" in said(message)
    assert "archives" not in said(message)


def test_an_iteration_shows_the_new_line(scene: Scene) -> None:
    shown = drawn(scene)
    ask(scene, "a red fox, at night", parent=picture_id(shown), action=Action.ITERATE)

    message = scene.pictures(count=2)[-1]
    assert "/imagine a red fox, at night --seed 7" in said(message)


def test_a_dear_reroll_asks_first_and_a_cheap_one_does_not(scene: Scene) -> None:
    cheap = drawn(scene)
    assert not any("confirm" in button for button in buttons(cheap))

    ask(scene, "a red fox", count=5)
    dear = scene.pictures(count=2)[-1]
    (reroll,) = [button for button in buttons(dear) if button["action_id"] == "reroll_picture"]
    assert "$0.20" in reroll["confirm"]["title"]["text"]


def test_what_is_private_stands_in_the_askers_direct_messages_alone(scene: Scene) -> None:
    ask(scene, "a red fox", private=True)

    message = scene.direct_picture("ada")
    scene.bot.settle()
    assert "Only you can see this. Post shows it in <#C0GENERAL1>." in said(message)
    assert labels(message) == ["Post to #general", "Shuffle", "Discard"]
    assert scene.slack.messages("general") == []


def test_what_all_see_follows_the_channels_language(scene: Scene) -> None:
    preferences = scene.bot.services.preferences
    preferences.keep(TEAM, GENERAL, ChannelPreferences(language="ko"))
    try:
        message = drawn(scene)
    finally:
        preferences.keep(TEAM, GENERAL, ChannelPreferences())

    assert "다시 뽑기" in labels(message)
    assert message["text"].startswith("<@U0ADA00001>") or "그림" in message["text"]


def test_who_wants_to_be_told_hears_in_direct_messages_where_the_picture_is(scene: Scene) -> None:
    preferences = scene.bot.services.preferences
    preferences.keep(TEAM, ADA, UserPreferences(tell="always"))
    try:
        message = drawn(scene)
        scene.slack.wait_for(lambda: scene.slack.direct_messages("ada"), 10, "a direct message")
    finally:
        preferences.keep(TEAM, ADA, UserPreferences())

    (told,) = scene.slack.direct_messages("ada")
    assert "Your picture is done" in told["text"]
    assert f"p{message['ts'].replace('.', '')}" in told["text"]


def test_a_refusal_can_be_edited_and_a_missing_answer_drawn_again(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a forbidden fox")
    assert labels(scene.aside("ada", "content filter")) == ["Edit"]

    scene.bedrock.fault_next("cut")
    scene.slack.command("ada", "general", "/imagine a cut fox --model core")
    assert labels(scene.aside("ada", "may have drawn and billed")) == ["Draw again", "Edit"]


def test_a_picture_that_goes_in_and_is_gone_can_be_drawn_from_its_words(scene: Scene) -> None:
    shown = drawn(scene)
    scene.bot.services.pictures.delete(picture_id(shown))
    words = {"task": "TextToImage", "prompt": "a fox", "seed": "7"}
    source = {SEVERAL: Source(picture=picture_id(shown))}
    place(scene, Order(asked={"task": "ImageVariation", "seed": "7"}, sources=source, otherwise=words, about="a fox"))

    told = scene.aside("ada", "the picture you started from was deleted")
    assert labels(told) == ["Draw again from words", "Edit"]
    assert len(scene.drawn()) == 1


def test_a_shared_picture_is_credited_and_linked_where_it_was_shared(scene: Scene) -> None:
    data = scene.slack.file(image_file(drawn(scene)))
    scene.slack.upload("ben", "general", data, "sky.png", "look")
    shared = scene.slack.messages("general")[-1]
    file_id = shared["files"][0]["id"]
    source = Source(file_id=file_id, name="sky.png", user_id=BEN, channel_id=GENERAL, message_ts=shared["ts"])
    asked = {"task": "BackgroundRemoval"}
    place(scene, Order(asked=asked, sources={"image": source}, action=Action.CUT_OUT))

    message = scene.pictures(count=2)[-1]
    assert "Cut out from <" in said(message)
    assert f"p{shared['ts'].replace('.', '')}|this picture> by <@{BEN}>" in said(message)
    assert alt_texts(message) == ["AI-generated picture"]


def test_the_placeholder_says_since_when_with_a_date_that_slack_keeps_up_to_date(scene: Scene) -> None:
    scene.bedrock.change(latency=1.5)
    scene.slack.command("ada", "general", "/imagine a red fox")

    (line,) = scene.placeholder()["blocks"]
    assert "^Asked {ago}|Asked at " in json.dumps(line, ensure_ascii=False)

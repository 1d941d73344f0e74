"""Pictures that people hand in: attached to a mention, at the top of a thread, or chosen by “Use this picture”."""

import base64
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from sandbox.slack.entities import View
from tests.road.scenes import Json, Scene, images, said

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64


def picture(width: int = 400, height: int = 300, form: str = "png", color: str = "teal") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), color).save(file, form)
    return file.getvalue()


def newest(scene: Scene) -> Json:
    return scene.drawn()[-1]


def handed_in(scene: Scene) -> bytes:
    """The first kilobyte of the picture that went in with the last call: the sandbox keeps no more of it."""
    body = newest(scene)
    params = body.get("imageVariationParams")
    kept = (params["images"][0] if params else body["image"])[:1336]
    return base64.b64decode(kept)


def size_handed_in(scene: Scene) -> tuple[int, int]:
    return Image.open(BytesIO(handed_in(scene))).size


def last_root(scene: Scene, channel: str = "general") -> Json:
    return scene.slack.messages(channel)[-1]


def reply(scene: Scene, root: Json) -> Json:
    return scene.pictures("general", root["ts"])[-1]


def test_a_picture_attached_to_a_mention_goes_in(scene: Scene) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "@imagine as a watercolour")

    message = reply(scene, last_root(scene))
    assert newest(scene)["prompt"] == "as a watercolour"
    assert size_handed_in(scene) == (400, 300)
    assert "<@U0BEN" in said(message)


def test_a_picture_attached_without_a_word_is_asked_about_and_costs_nothing(scene: Scene) -> None:
    scene.slack.upload("ada", "general", picture(), "cat.png", "@imagine")

    assert "as a watercolour" in said(scene.aside("ada", "Say in a few words"))
    assert scene.drawn() == []


def test_help_with_a_picture_attached_is_help(scene: Scene) -> None:
    scene.slack.upload("ada", "general", picture(), "cat.png", "@imagine help")

    scene.aside("ada", "--ar")
    assert scene.drawn() == []


def test_of_several_files_the_first_picture_is_taken_and_that_is_said(scene: Scene) -> None:
    files = [b"%PDF-1.7", picture(320, 320), picture(640, 640)]
    scene.slack.upload("ada", "general", files, ["plan.pdf", "one.png", "two.png"], "@imagine in snow")

    reply(scene, last_root(scene))
    assert size_handed_in(scene) == (320, 320)
    assert "one.png" in said(scene.aside("ada", "Of the 3 files"))


def test_a_thread_that_begins_with_a_picture_is_about_it_whoever_shared_it(scene: Scene) -> None:
    scene.slack.upload("chloe", "general", picture(form="jpeg"), "dog.jpg", "my dog")
    root = last_root(scene)
    scene.slack.mention("ada", "general", "as an oil painting --no people", thread_ts=root["ts"])

    message = reply(scene, root)
    assert picture(form="jpeg").startswith(handed_in(scene)[:500])
    assert "<@U0CHLOE" in said(message)


def test_new_leaves_the_picture_at_the_top_of_a_thread_aside(scene: Scene) -> None:
    scene.slack.upload("chloe", "general", picture(), "dog.png", "my dog")
    root = last_root(scene)
    scene.slack.mention("ada", "general", "a red fox --new", thread_ts=root["ts"])

    reply(scene, root)
    assert "image" not in newest(scene)
    assert scene.slack.calls("conversations.replies") == []


def test_without_the_optional_scope_it_is_drawn_from_words_and_the_way_out_is_said(scene: Scene) -> None:
    scene.slack.workspace.scopes -= {"channels:history"}
    scene.slack.upload("chloe", "general", picture(), "dog.png", "my dog")
    root = last_root(scene)
    scene.slack.mention("ada", "general", "a red fox", thread_ts=root["ts"])

    reply(scene, root)
    assert "image" not in newest(scene)
    assert "channels:history" in said(scene.aside("ada", "first message"))


def test_a_heic_goes_in_by_slacks_preview_and_that_is_said(scene: Scene) -> None:
    scene.slack.upload("ada", "general", HEIC, "IMG_1.heic", "@imagine in snow", thumb=picture(1024, 768))

    reply(scene, last_root(scene))
    assert size_handed_in(scene) == (1024, 768)
    assert "1024 × 768" in said(scene.aside("ada", "Slack's own preview"))  # noqa: RUF001


def test_a_file_that_the_message_tells_nothing_of_is_asked_for_and_goes_in(scene: Scene) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "look")
    root = last_root(scene)
    scene.slack.bar_file(root["files"][0]["id"], "check_file_info")
    scene.slack.mention("ada", "general", "in snow", thread_ts=root["ts"])

    reply(scene, root)
    assert size_handed_in(scene) == (400, 300)


def test_a_file_that_is_deleted_meanwhile_is_no_picture_of_the_thread(scene: Scene) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "look")
    root = last_root(scene)
    scene.slack.delete_file(root["files"][0]["id"])
    use_of = scene.slack.shortcut("ada", "use_picture", root)

    assert use_of.status == 200
    view_saying(scene, "ada", "has been deleted")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [(b"%PDF-1.7", "plan.pdf", "isn't a picture"), (HEIC, "IMG_2.heic", "has made none of this one")],
)
def test_a_file_that_is_of_no_use_is_explained_and_costs_nothing(
    scene: Scene, data: bytes, name: str, words: str
) -> None:
    scene.slack.upload("ada", "general", data, name, "@imagine in snow")

    assert name in said(scene.aside("ada", words))
    assert scene.slack.messages("general", last_root(scene)["ts"]) == []


def test_a_file_that_slack_does_not_show_the_bot_says_how_to_invite_it(scene: Scene) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "look")
    message = last_root(scene)
    scene.slack.bar_file(message["files"][0]["id"])
    scene.slack.shortcut("ada", "use_picture", message)

    assert "/invite" in view_saying(scene, "ada", "I can't open")
    assert scene.drawn() == []


def view_saying(scene: Scene, user: str, words: str) -> str:
    """Wait until the open view says something."""

    def text() -> str:
        view = scene.slack.view(user)
        return said(view) if view and words in said(view) else ""

    return scene.slack.wait_for(text, 20, f"a view that says {words!r}")


def open_view(scene: Scene, user: str) -> View:
    """The view itself, to be tampered with."""
    return scene.slack.workspace.views[(scene.slack.view(user) or {})["id"]]


def use(scene: Scene, user: str, message: Json, doing: str, **more: object) -> None:
    scene.slack.shortcut(user, "use_picture", message)
    view_saying(scene, user, "What to make of it")
    scene.slack.submit_view(user, {"doing": doing, **more})


@pytest.mark.parametrize(
    ("doing", "words", "seen"),
    [
        ("vary", "in autumn", "prompt"),
        ("extend", "", "left"),
        ("cut_out", "", "image"),
        ("upscale", "", "image"),
        ("restyle", "a pencil drawing", "prompt"),
    ],
)
def test_each_thing_to_make_of_a_shared_picture_comes_into_its_thread(
    scene: Scene, doing: str, words: str, seen: str
) -> None:
    scene.slack.upload("ben", "general", picture(512, 512), "cat.png", "look")
    root = last_root(scene)
    use(scene, "ada", root, doing, words=words)

    message = reply(scene, root)
    assert seen in newest(scene) or "imageVariationParams" in newest(scene)
    assert "<@U0BEN" in said(message), "whose picture it was made from is said"
    assert scene.slack.view("ada") is None


def test_a_view_of_several_pictures_lets_one_choose(scene: Scene) -> None:
    scene.slack.upload("ben", "general", [picture(320, 320), picture(512, 512)], ["a.png", "b.png"], "two")
    root = last_root(scene)
    use(scene, "ada", root, "cut_out", picture="1")

    reply(scene, root)
    assert size_handed_in(scene) == (512, 512)


def test_restyling_without_words_is_asked_for_beside_the_field(scene: Scene) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "look")
    use(scene, "ada", last_root(scene), "restyle")

    assert "words" in open_view(scene, "ada").errors
    assert scene.drawn() == []


def test_the_same_view_sent_twice_is_one_job(scene: Scene) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "look")
    root = last_root(scene)
    scene.slack.shortcut("ada", "use_picture", root)
    view_saying(scene, "ada", "What to make of it")
    sent = scene.slack.submit_view("ada", {"doing": "cut_out"})
    scene.slack.redeliver(sent)

    reply(scene, root)
    scene.bot.settle()
    assert len(scene.drawn()) == 1


def test_our_own_picture_opens_the_same_as_its_more(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.picture()
    scene.bot.settle()
    scene.slack.shortcut("ben", "use_picture", scene.picture())

    assert "Upscale" in view_saying(scene, "ben", "a red fox")


def test_a_message_without_a_picture_says_so(scene: Scene) -> None:
    scene.slack.write("ben", "general", "no picture here")
    scene.slack.shortcut("ada", "use_picture", last_root(scene))

    view_saying(scene, "ada", "no picture in this message")


@pytest.mark.parametrize("forged", ["", "0123456789ab", "../../etc", "someone's"])
def test_another_persons_or_a_forged_view_makes_no_job(scene: Scene, forged: str) -> None:
    scene.slack.upload("ben", "general", picture(), "cat.png", "look")
    for user in ("ben", "ada"):
        scene.slack.shortcut(user, "use_picture", last_root(scene))
        view_saying(scene, user, "What to make of it")
    bens, adas = (open_view(scene, user) for user in ("ben", "ada"))
    adas.body["private_metadata"] = bens.body["private_metadata"] if forged == "someone's" else forged
    scene.slack.submit_view("ada", {"doing": "cut_out"})

    view_saying(scene, "ada", "doesn't belong")
    scene.bot.settle()
    assert scene.drawn() == []


def test_a_direct_message_is_a_request_answered_flat(scene: Scene) -> None:
    scene.slack.write("ada", "dm", "a red fox & a <hen> --seed 7")

    message = scene.direct_picture("ada")
    assert not message.get("thread_ts")
    assert newest(scene)["prompt"] == "a red fox & a <hen>"


def test_a_picture_in_a_direct_message_goes_in(scene: Scene) -> None:
    scene.slack.upload("ada", "dm", picture(), "cat.png", "in snow")

    scene.direct_picture("ada")
    assert picture().startswith(handed_in(scene)[:500])


def test_in_a_direct_message_a_thread_goes_on_from_its_picture(scene: Scene) -> None:
    scene.slack.write("ada", "dm", "a red fox --seed 7")
    root = scene.direct_picture("ada")
    scene.bot.settle()
    scene.slack.write("ada", "dm", "in snow", thread_ts=root["ts"])
    scene.bot.settle()

    assert newest(scene)["prompt"] == "a red fox, in snow"
    assert [m["thread_ts"] for m in scene.slack.direct_messages("ada") if images(m)[:1] and m.get("thread_ts")]


@pytest.mark.parametrize("more", [{"bot_id": "B0BOT00001"}, {"subtype": "message_changed"}, {"user": "U0BOT00001"}])
def test_the_bots_own_words_and_edits_in_a_direct_message_are_no_requests(scene: Scene, more: Json) -> None:
    sent = scene.slack.write("ada", "dm", "help")
    me = sent.payload["authorizations"][0]["user_id"]
    changed = {**more, "user": me} if "user" in more else more
    event = {**sent.payload["event"], "text": "a fox of nobody's", "ts": "1.000001", **changed}
    scene.slack.redeliver(replace(sent, payload={**sent.payload, "event": event}))

    scene.bot.settle()
    assert scene.drawn() == []
    assert not scene.jobs_saying("a fox of nobody's")

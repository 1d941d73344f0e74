"""What the buttons under a picture draw: pressed in Slack, drawn by Bedrock, shown in the picture's thread."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.store.posts import Post
from bot.views.buttons import DRAW_AGAIN, MORE, REROLL, VARY
from bot.views.more.menu import CHANGE, CHOOSE, CUT_OUT, ENLARGE, PRINT
from tests.road.scenes import Json, Scene, alt_texts, images, said

ROW = {REROLL, VARY, MORE}


def drawn(scene: Scene, user: str = "ada", line: str = "a red fox --seed 7") -> Json:
    """A first picture in #general."""
    scene.slack.command(user, "general", f"/imagine {line}")
    shown = scene.picture()
    scene.bot.settle()
    return shown


def pressed(scene: Scene, user: str, shown: Json, action_id: str, value: object = None) -> None:
    delivery = scene.slack.press(user, shown, action_id, value)
    assert delivery.status == 200, delivery


def replies(scene: Scene, shown: Json, count: int = 1) -> list[Json]:
    """Pictures in the thread under a message."""
    return [it for it in scene.pictures("general", shown["ts"], count=count) if it["ts"] != shown["ts"]]


def reply(scene: Scene, shown: Json) -> Json:
    (message,) = replies(scene, shown)
    scene.bot.settle()
    return message


def more(scene: Scene, user: str, shown: Json) -> Json:
    """The More view, open."""
    pressed(scene, user, shown, MORE)
    return view(scene, user)


def view(scene: Scene, user: str) -> Json:
    opened = scene.slack.view(user)
    assert opened is not None
    return opened


def bodies(scene: Scene) -> list[Json]:
    return [call["body"] for call in scene.bedrock.calls if call["outcome"] == "ok"]


def model_of(scene: Scene) -> str:
    """Which model was called last and drew."""
    return str([call for call in scene.bedrock.calls if call["outcome"] == "ok"][-1]["model_id"])


def order_of_newest(scene: Scene) -> Json:
    order: Json = json.loads(scene.job()["request"])
    return order


def test_a_reroll_draws_the_same_words_with_another_seed_into_the_pictures_thread(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, REROLL)

    again = reply(scene, shown)
    first, second = bodies(scene)
    assert first["prompt"] == second["prompt"]
    assert first["seed"] != second["seed"]
    assert "U0BEN00001" in said(again)
    assert scene.slack.messages("general")[0]["blocks"] == shown["blocks"]  # what was pressed on stays as it is


def test_five_people_who_press_at_once_get_a_picture_each(scene: Scene) -> None:
    shown = drawn(scene)
    people = [scene.newcomer() for _ in range(5)]
    scene.meet(*people)
    with ThreadPoolExecutor(5) as hands:
        list(hands.map(lambda name: pressed(scene, name, shown, REROLL), people))

    assert len(replies(scene, shown, count=5)) == 5
    assert len({body["seed"] for body in bodies(scene)}) == 6


def test_a_press_that_slack_tells_of_twice_is_one_picture(scene: Scene) -> None:
    shown = drawn(scene)
    delivery = scene.slack.press("ben", shown, REROLL)
    scene.slack.redeliver(delivery)

    scene.bot.settle()
    assert len(replies(scene, shown)) == 1


def test_each_press_of_one_person_counts(scene: Scene) -> None:
    shown = drawn(scene)
    for _ in range(2):
        pressed(scene, "ben", shown, REROLL)

    assert len(replies(scene, shown, count=2)) == 2


def test_a_variation_starts_from_the_picture_itself(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, VARY)

    reply(scene, shown)
    body = bodies(scene)[-1]
    assert "sd3-5" in model_of(scene)
    assert body["mode"] == "image-to-image"
    assert body["prompt"] == "a red fox"
    assert body["image"]


def test_what_was_made_of_a_picture_has_its_buttons_and_so_has_what_is_made_of_that(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, VARY)
    second = reply(scene, shown)
    pressed(scene, "chloe", second, VARY)
    third = next(it for it in replies(scene, shown, count=2) if it["ts"] != second["ts"])

    assert third["thread_ts"] == shown["ts"]
    parents = [row["request"] for row in scene.bot.rows("SELECT request FROM imagine_jobs ORDER BY asked_at")][-2:]
    first_job, second_job = (json.loads(row)["parent"]["job_id"] for row in parents)
    assert first_job != second_job
    assert alt_texts(third) == ["a red fox. AI-generated picture"]


def test_more_offers_each_entry_with_its_price(scene: Scene) -> None:
    told = said(more(scene, "ben", drawn(scene)))

    for words in (
        "Upscale ×4\n4096 × 4096 px, 35 × 35 cm (13.7 × 13.7 in) at 300 dpi · about $0.03",  # noqa: RUF001
        "Cut out the background · about $0.07",
        "Zoom out, or carry the picture on to the left, right, top or bottom · about $0.06",
        "Put another thing in the place of one in it · about $0.07",
        "Give a thing in it other colours · about $0.07",
        "Keep the layout and draw it in another style · about $0.07",
        "free",
    ):
        assert words in told
    assert "Delete" not in told  # Ada's picture
    assert "Show in channel" not in told  # it stands there


def test_the_asker_may_delete_and_an_admin_too_once_slack_has_said_so(scene: Scene) -> None:
    shown = drawn(scene)
    assert "Delete" in said(more(scene, "ada", shown))
    scene.meet("olga")  # an owner of the workspace
    pressed(scene, "olga", shown, MORE)
    scene.slack.wait_for(lambda: "Delete" in said(view(scene, "olga")), 10, "Delete for an admin")


def test_an_upscale_draws_at_once_and_says_where_it_will_stand(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, "ben", shown), ENLARGE, "fast")

    scene.slack.wait_for(lambda: "will stand in the picture's thread" in said(view(scene, "ben")), 10, "the word")
    assert "4096x4096" in said(reply(scene, shown)).replace(" × ", "x")  # noqa: RUF001
    assert "fast-upscale" in model_of(scene)


def test_one_view_makes_one_job_of_a_choice_however_often_it_is_pressed(scene: Scene) -> None:
    shown = drawn(scene)
    opened = more(scene, "ben", shown)
    first = scene.slack.press("ben", opened, CUT_OUT)
    scene.slack.redeliver(first)

    scene.bot.settle()
    assert len(replies(scene, shown)) == 1
    assert "remove-background" in model_of(scene)


def test_large_versions_tell_size_and_price_first_and_the_dear_ones_ask(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, "ben", shown), PRINT)
    sizes = view(scene, "ben")

    assert "about 3112 × 3112 px, 26 × 26 cm (10.4 × 10.4 in) at 300 dpi · about $0.40" in said(sizes)  # noqa: RUF001
    confirms = {it["value"]: "confirm" in it for it in buttons(sizes)}
    assert confirms == {"fast": False, "conservative": True, "creative": True}
    scene.slack.press("ben", sizes, ENLARGE, "conservative", is_confirmed=False)
    assert len(bodies(scene)) == 1
    pressed(scene, "ben", sizes, ENLARGE, "conservative")
    reply(scene, shown)
    assert bodies(scene)[-1]["prompt"] == "a red fox"


def buttons(shown: Json) -> list[Json]:
    return [block["accessory"] for block in shown["blocks"] if block.get("accessory", {}).get("type") == "button"]


FORMS: list[tuple[str, dict[str, str], str, dict[str, Any], str]] = [
    (
        "extend",
        {"direction": "left", "share": "0.5", "words": "a frozen lake"},
        "outpaint",
        {"left": 512, "prompt": "a red fox, a frozen lake"},
        "a red fox, a frozen lake",
    ),
    ("extend", {"share": "0.25"}, "outpaint", {"left": 256, "right": 256, "up": 256, "down": 256}, "a red fox"),
    (
        "replace",
        {"search": "fox", "by": "badger"},
        "search-replace",
        {"search_prompt": "fox", "prompt": "badger"},
        "a red badger",
    ),
    (
        "recolor",
        {"what": "fox", "colors": "blue"},
        "search-recolor",
        {"select_prompt": "fox", "prompt": "blue"},
        "a red fox, fox in blue",
    ),
    (
        "restyle",
        {"style": "as a woodcut"},
        "structure",
        {"prompt": "a red fox, as a woodcut"},
        "a red fox, as a woodcut",
    ),
]


@pytest.mark.parametrize(("change", "filled", "model", "sent", "seen"), FORMS)
def test_a_form_says_its_price_and_changes_the_picture(  # noqa: PLR0913, PLR0917
    scene: Scene, change: str, filled: dict[str, str], model: str, sent: dict[str, Any], seen: str
) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, "ben", shown), f"{CHANGE}_{change}")
    assert "about $0.0" in said(view(scene, "ben"))
    delivery = scene.slack.submit_view("ben", filled)

    assert delivery.status == 200
    assert scene.slack.view("ben") is None
    made = reply(scene, shown)
    assert model in model_of(scene)
    body = bodies(scene)[-1]
    assert {name: body[name] for name in sent} == sent
    assert alt_texts(made) == [f"{seen}. AI-generated picture"]


def test_spaces_alone_are_told_beside_the_field_and_cost_nothing(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, "ben", shown), f"{CHANGE}_replace")
    scene.slack.submit_view("ben", {"search": "fox", "by": "   "})

    errors = view(scene, "ben")["errors"]
    assert set(errors) == {"by"}
    assert "spaces alone" in errors["by"]
    assert len(bodies(scene)) == 1


def test_a_sheet_is_asked_which_picture_is_meant(scene: Scene) -> None:
    shown = drawn(scene, line="four foxes --n 4")
    opened = more(scene, "ada", shown)
    options = next(block["accessory"] for block in opened["blocks"] if "accessory" in block)["options"]
    assert [option["text"]["text"] for option in options] == [f"Picture {number}" for number in (1, 2, 3, 4)]
    scene.slack.press("ada", opened, CHOOSE, options[2]["value"])

    def third() -> bool:
        return options[2]["value"] in view(scene, "ada")["private_metadata"]

    scene.slack.wait_for(third, 10, "the third picture's entries")
    pressed(scene, "ada", view(scene, "ada"), CUT_OUT)
    reply(scene, shown)
    assert order_of_newest(scene)["sources"]["image"]["picture"]["index"] == 2


def test_in_the_bots_direct_messages_results_stand_flat(scene: Scene) -> None:
    scene.slack.command("ada", "@imagine", "/imagine a red fox")
    shown = scene.direct_picture("ada")
    scene.bot.settle()
    pressed(scene, "ada", shown, REROLL)

    def pictures() -> list[Json]:
        return [it for it in scene.slack.direct_messages("ada") if images(it)]

    scene.slack.wait_for(lambda: len(pictures()) == 2, 20, "a second picture")
    assert not any(it.get("thread_ts") for it in pictures())


def test_a_value_that_is_not_of_this_message_is_refused_kindly(scene: Scene) -> None:
    shown = drawn(scene)
    delivery = scene.slack.press("ben", shown, REROLL)
    scene.bot.settle()
    scene.slack.command("ada", "design", "/imagine an owl")
    other = scene.picture("design")
    foreign = next(it["value"] for it in row(other) if it["action_id"] == REROLL)
    before = len(bodies(scene))
    for forged in ("", "nonsense", "ffffffffffff.0", foreign):
        delivery.payload["actions"][0] |= {"value": forged, "action_ts": f"1.{len(forged)}"}
        assert scene.slack.redeliver(delivery).status == 200

    assert "doesn't belong to a picture that I know" in said(scene.aside("ben", "doesn't belong"))
    scene.bot.settle()
    assert len(bodies(scene)) == before


def row(shown: Json) -> list[Json]:
    return [element for block in shown["blocks"] if block["type"] == "actions" for element in block["elements"]]


def test_a_press_from_another_workspace_is_refused(scene: Scene) -> None:
    shown = drawn(scene)
    delivery = scene.slack.press("ben", shown, MORE)
    delivery.payload["team"] = {"id": "T0OTHER001", "domain": "other"}
    delivery.payload["actions"][0]["action_ts"] = "2.0"
    scene.slack.close_view("ben")
    scene.slack.redeliver(delivery)

    assert scene.slack.view("ben") is None


def test_buttons_of_a_deleted_picture_say_so(scene: Scene) -> None:
    shown = drawn(scene)
    opened = more(scene, "ben", shown)
    services = scene.bot.services
    post = services.posts.at(shown["channel"], shown["ts"])
    assert isinstance(post, Post)
    services.pictures.delete(services.pictures.of_job(post.job_id)[0].id)
    pressed(scene, "ben", shown, VARY)
    pressed(scene, "ben", opened, CUT_OUT)

    assert "doesn't belong" in said(scene.aside("ben", "doesn't belong"))
    scene.slack.wait_for(lambda: "doesn't belong" in said(view(scene, "ben")), 10, "the word in the view")
    assert len(bodies(scene)) == 1


def test_a_picture_whose_file_expired_here_comes_from_slack(scene: Scene) -> None:
    shown = drawn(scene)
    for path in scene.bot.artifacts.rglob("0.*"):
        path.unlink()
    pressed(scene, "ben", shown, VARY)

    assert reply(scene, shown)


def test_what_is_gone_everywhere_is_drawn_again_from_its_words_with_its_seed(scene: Scene) -> None:
    shown = drawn(scene)
    for path in scene.bot.artifacts.rglob("0.*"):
        path.unlink()
    scene.slack.delete_file(images(shown)[0]["slack_file"]["id"])
    pressed(scene, "ben", shown, VARY)
    gone = scene.aside("ben", "gone")
    seed = order_of_newest(scene)["asked"]["seed"]
    for _ in range(2):
        pressed(scene, "ben", gone, DRAW_AGAIN)

    reply(scene, shown)
    scene.bot.settle()
    assert [body["prompt"] for body in bodies(scene)] == ["a red fox"] * 2
    assert str(bodies(scene)[-1]["seed"]) == seed
    assert len(replies(scene, shown)) == 1


def test_what_failed_is_drawn_again_once_by_its_asker_with_its_seed(scene: Scene) -> None:
    scene.bedrock.fault_next("cut")
    scene.slack.command("ada", "general", "/imagine a red fox")
    failed = scene.aside("ada", "billed")
    seed = order_of_newest(scene)["asked"]["seed"]
    scene.bedrock.fault_next("cut")
    pressed(scene, "ada", failed, DRAW_AGAIN)
    scene.slack.wait_for(lambda: sum("billed" in told for told in scene.asides("ada")) == 2, 20, "the second failure")
    for _ in range(2):
        pressed(scene, "ada", failed, DRAW_AGAIN)

    scene.picture()
    scene.bot.settle()
    assert len(scene.slack.messages("general")) == 1
    assert {str(body["seed"]) for body in bodies(scene)} == {seed}


def test_modals_open_while_the_line_is_full(scene: Scene) -> None:
    shown = drawn(scene)
    scene.bedrock.change(latency=0.5)
    for number in range(6):
        scene.slack.command("ada", "design", f"/imagine an owl number {number}")
    opened = more(scene, "ben", shown)
    assert "Upscale" in said(opened)
    pressed(scene, "ben", opened, f"{CHANGE}_extend")
    assert said(view(scene, "ben"))
    scene.slack.submit_view("ben", {})

    assert "in line" in said(scene.aside("ben", "in line"))
    scene.bedrock.change(latency=0.0)

"""More…: each entry drawn end to end, with its price said first."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.views.buttons import MORE
from bot.views.more.menu import CHANGE, CHOOSE, CUT_OUT, ENLARGE, PRINT
from tests.road.hands import drawn, image_file, more
from tests.road.presses import bodies, model_of, order_of_newest, pressed, replies, reply, view
from tests.road.scenes import Json, Scene, alt_texts, said


def test_more_offers_each_entry_with_its_price(scene: Scene) -> None:
    told = said(more(scene, drawn(scene), "ben"))

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
    assert "Delete" in said(more(scene, shown, "ada"))
    scene.meet("olga")  # an owner of the workspace
    pressed(scene, "olga", shown, MORE)
    scene.slack.wait_for(lambda: "Delete" in said(view(scene, "olga")), 10, "Delete for an admin")


@pytest.mark.usefixtures("door")
def test_an_upscale_draws_at_once_and_says_where_it_will_stand(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, shown, "ben"), ENLARGE, "fast")

    scene.slack.wait_for(lambda: "will stand in the picture's thread" in said(view(scene, "ben")), 10, "the word")
    assert "4096x4096" in said(reply(scene, shown)).replace(" × ", "x")  # noqa: RUF001
    assert "fast-upscale" in model_of(scene)


def test_a_large_picture_with_transparency_is_shown_like_any_other(scene: Scene) -> None:
    shown = drawn(scene)
    more(scene, shown)
    pressed(scene, "ada", view(scene, "ada"), CUT_OUT)
    scene.slack.close_view("ada")
    cut = reply(scene, shown)
    more(scene, cut)
    pressed(scene, "ada", view(scene, "ada"), ENLARGE)

    large = scene.slack.file(image_file(replies(scene, shown, 2)[-1]))
    assert bodies(scene)[-1]["output_format"] == "webp"  # which Slack doesn't show
    with Image.open(BytesIO(large)) as image:
        assert (image.format, image.size) == ("PNG", (4096, 4096))


def test_one_view_makes_one_job_of_a_choice_however_often_it_is_pressed(scene: Scene) -> None:
    shown = drawn(scene)
    opened = more(scene, shown, "ben")
    first = scene.slack.press("ben", opened, CUT_OUT)
    scene.slack.redeliver(first)

    scene.bot.settle()
    assert len(replies(scene, shown)) == 1
    assert "remove-background" in model_of(scene)


def test_large_versions_tell_size_and_price_first_and_the_dear_ones_ask(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, shown, "ben"), PRINT)
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
    pressed(scene, "ben", more(scene, shown, "ben"), f"{CHANGE}_{change}")
    assert "about $0.0" in said(view(scene, "ben"))
    delivery = scene.slack.submit_view("ben", filled)

    assert delivery.status == 200
    assert scene.slack.view("ben") is None
    made = reply(scene, shown)
    assert model in model_of(scene)
    body = bodies(scene)[-1]
    assert {name: body[name] for name in sent} == sent
    assert alt_texts(made) == [f"{seen}. AI-generated picture"]


@pytest.mark.usefixtures("door")
def test_spaces_alone_are_told_beside_the_field_and_cost_nothing(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", more(scene, shown, "ben"), f"{CHANGE}_replace")
    scene.slack.submit_view("ben", {"search": "fox", "by": "   "})

    errors = view(scene, "ben")["errors"]
    assert set(errors) == {"by"}
    assert "spaces alone" in errors["by"]
    assert len(bodies(scene)) == 1


def test_a_sheet_is_asked_which_picture_is_meant(scene: Scene) -> None:
    shown = drawn(scene, line="two foxes --n 2")
    opened = more(scene, shown, "ada")
    options = next(block["accessory"] for block in opened["blocks"] if "accessory" in block)["options"]
    assert [option["text"]["text"] for option in options] == [f"Picture {number}" for number in (1, 2)]
    scene.slack.press("ada", opened, CHOOSE, options[1]["value"])

    def second() -> bool:
        return options[1]["value"] in view(scene, "ada")["private_metadata"]

    scene.slack.wait_for(second, 10, "the second picture's entries")
    pressed(scene, "ada", view(scene, "ada"), CUT_OUT)
    reply(scene, shown)
    assert order_of_newest(scene)["sources"]["image"]["picture"]["index"] == 1


def test_more_opens_at_once_and_speaks_the_readers_language_as_soon_as_slack_has_told_it(scene: Scene) -> None:
    shown = drawn(scene)
    reader = scene.newcomer(locale="ko-KR")
    assert "Cut out" in said(more(scene, shown, reader))

    scene.slack.wait_for(lambda: "배경 지우기" in said(view(scene, reader)), 10, "Korean")


def test_modals_open_while_the_line_is_full(scene: Scene) -> None:
    shown = drawn(scene)
    scene.bedrock.change(latency=1.5)
    for number in range(4):
        scene.slack.command("ada", "design", f"/imagine an owl number {number}")
    opened = more(scene, shown, "ben")
    assert "Upscale" in said(opened)
    pressed(scene, "ben", opened, f"{CHANGE}_extend")
    assert said(view(scene, "ben"))
    scene.slack.submit_view("ben", {})

    assert "in line" in said(scene.aside("ben", "in line"))
    scene.bedrock.change(latency=0.0)


def test_a_view_that_slack_opens_too_late_is_asked_for_once_more(scene: Scene) -> None:
    shown = drawn(scene)
    scene.slack.fail("views.open", "expired_trigger_id")
    pressed(scene, "ben", shown, MORE)

    assert scene.aside("ben", "once more")
    assert scene.slack.view("ben") is None

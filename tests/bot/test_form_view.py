"""The form's view: within Slack's limits whatever stands in it, and long texts whole again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import LANGUAGES, words_for
from bot.orders.filling import Filled, request_of
from bot.orders.order import Order, Source
from bot.orders.origin import Led, Origin, led_by
from bot.store.pictures import PictureId
from bot.views.form.elements import with_idea
from bot.views.form.pieces import joined, pieces
from bot.views.form.preview import Outlook
from bot.views.form.view import Face, Form, Shown, form_view
from sandbox.slack.view_limits import check_view
from sandbox.slack.workspace import Workspace
from titan_core.prompting import ELEMENTS
from titan_core.tasks import TextToImage

PICTURE = PictureId(job_id="4f0c4f0c4f0c", index=0)
HARD = [
    "가" * 10_000,
    "🦊" * 10_000,
    "\u202e\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd " * 900,
    "a fox " * 1600,
    "x" * 10_000,
    "{" * 5000,
    "",
]


def view_of(filled: Filled, origin: Origin, language: str = "en") -> dict[str, object]:
    face = Face.PLAIN if filled.elements is None else Face.BUILDER
    form = Form(
        shown=Shown(draft="4f0c4f0c4f0c", face=face),
        filled=filled,
        origin=origin,
        outlook=Outlook(found=request_of(filled)),
    )
    return form_view(form, words_for(language), "/imagine")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", HARD, ids=["korean", "emoji", "right-to-left", "words", "no spaces", "braces", "empty"]
)
def test_slack_takes_the_form_with_anything_in_it(text: str, language: str) -> None:
    led = Led.by(Source(picture=PICTURE), text)
    origin = Origin(channel_id="C0GENERAL1", thread_ts="1.2", parent=PICTURE, led=led)
    filled = Filled(prompt=text, negative_prompt=text[:5000], aspect_ratio="7:4", model="titan-v2", quality="premium")

    check_view(Workspace(), view_of(filled, origin, language), "modal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_the_builder_with_all_elements(language: str) -> None:
    elements = {element.name: "가" * 3000 for element in ELEMENTS if element.name != "negative_prompt"}

    check_view(Workspace(), view_of(Filled(elements=elements), Origin(), language), "modal")


@given(st.text(alphabet="ab 가🦊", max_size=12_000))
def test_a_text_in_pieces_is_that_text_again(text: str) -> None:
    text = text.strip()
    parts = pieces(text)

    assert joined(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 6000 for part in parts)


@pytest.mark.parametrize("text", ["x" * 10_000, "word " * 2000, "가 " * 5000, "x" * 2999 + " " + "y" * 7000])
def test_ten_thousand_characters_stand_in_four_fields(text: str) -> None:
    assert len(pieces(text)) == 4
    assert joined(pieces(text)) == text.strip()


def test_words_written_into_two_fields_are_apart() -> None:
    assert joined(["a fox", "in snow", ""]) == "a fox in snow"


def test_a_forms_metadata_is_read_back_and_anything_else_is_none_of_ours() -> None:
    shown = Shown(draft="4f0c", face=Face.BUILDER, round=3)

    assert Shown.of({"private_metadata": shown.written()}) == shown
    for other in ("", "null", "7", '{"draft": "1", "face": "other", "round": 1}', '{"face": "plain"}'):
        assert Shown.of({"private_metadata": other}) is None


def test_an_idea_takes_the_place_of_another_and_comes_after_what_was_typed() -> None:
    assert with_idea({}, "light:moonlight") == {"light": "moonlight"}
    assert with_idea({"light": "moonlight"}, "light:backlit") == {"light": "backlit"}
    assert with_idea({"light": "soft"}, "light:backlit") == {"light": "soft, backlit"}
    assert with_idea({"light": "soft"}, "light:forged") == {"light": "soft"}


def test_an_origin_is_written_and_read_back() -> None:
    led = Led(
        asked={"task": "ImageVariation"}, sources={"images": Source(file_id="F1", name="fox.png")}, name="fox.png"
    )
    origin = Origin(channel_id="C1", thread_ts="1.2", parent=PICTURE, led=led)

    assert Origin.from_json(origin.to_json()) == origin


def test_a_led_order_keeps_its_own_settings_and_takes_the_new_words() -> None:
    before = Order(
        asked={"task": "StructureControl", "prompt": "a fox", "control_strength": "0.5", "seed": "7"},
        sources={"image": Source(picture=PICTURE)},
    )
    filled = Filled(prompt="a hare", aspect_ratio="16:9", from_picture=True)
    found = request_of(filled)
    assert not isinstance(found, tuple)

    order = Origin(channel_id="C1", led=led_by(before)).order(filled, found)
    assert order.asked == {
        "task": "StructureControl",
        "prompt": "a hare",
        "control_strength": "0.5",
        "number_of_images": "1",
    }
    assert order.sources == before.sources
    assert order.otherwise is not None
    assert order.words_only().asked["aspect_ratio"] == "16:9"


def test_an_order_that_words_do_not_lead_is_not_repeated_with_others() -> None:
    cut_out = Order(asked={"task": "BackgroundRemoval"}, sources={"image": Source(picture=PICTURE)}, about="a fox")

    assert led_by(cut_out) is None
    assert led_by(Order.of(TextToImage(prompt="a fox"))) is None

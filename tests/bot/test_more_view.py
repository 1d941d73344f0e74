"""The view behind More… and the forms on top of it, for every picture, in both languages."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import LANGUAGES, words_for
from bot.orders.doings import Doings, Price, doings_with
from bot.orders.enlarging import enlarged, enlargements
from bot.orders.order import Action, Order
from bot.orders.pricing import Pricing
from bot.store.pictures import PictureId
from bot.views.more.changes import FIELDS, answers_of, change_view, problems_in
from bot.views.more.menu import ENLARGE, Menu, more_view
from bot.views.more.printing import print_view
from bot.views.more.under_way import Landing, under_way_view
from bot.views.prices import dollars
from sandbox.slack.view_limits import check_view
from sandbox.slack.workspace import Workspace
from tests.bot.test_deriving import FOX, picture
from titan_core.catalog import EDIT_MODELS, Model, find
from titan_core.client import ImageClient
from titan_core.tasks import UpscaleMode

CORE = find("core")
METADATA = json.dumps({"picture": f"{'f' * 12}.0", "channel_id": "C0GENERAL1", "message_ts": "1795365051.309214"})
EN = words_for("en")
PROMPTS = ["", "x" * 10_000, "빨간 여우 " * 400, "👩‍👩‍👧‍👦" * 200, "ثعلب أحمر " * 300, "<!channel> *fox*"]


def pricing(*edit_models: Model, confirm: str = "0.10") -> Pricing:
    """Of a chain of Stable Image Core and these: nothing is asked, so nobody is there to answer."""
    client = ImageClient(object(), (CORE,), edit_models=edit_models)  # type: ignore[arg-type]
    return Pricing(client_for=lambda _model: client, confirm_usd=Decimal(confirm))


def doings(width: int = 1024, height: int = 1024, *edit_models: Model) -> Doings:
    return doings_with(picture(Order.of(FOX), width, height), pricing(*(edit_models or EDIT_MODELS)))


def menu(**changes: Any) -> Menu:  # noqa: ANN401  # Menu's fields
    ids = tuple(PictureId(job_id="f" * 12, index=index) for index in range(5))
    whole = Menu(
        picture=ids[0],
        among=ids,
        prompt="a red fox",
        doings=doings(),
        is_in_thread=True,
        deletes=5,
        metadata=METADATA,
    )
    return replace(whole, **changes)


def check(view: dict[str, Any]) -> None:
    check_view(Workspace(), view, "modal")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_view_is_within_slacks_limits_for_every_prompt(prompt: str, language: str) -> None:
    check(more_view(menu(prompt=prompt), words_for(language)))


def test_where_nothing_can_be_made_of_it_one_line_parts_what_there_is() -> None:
    blocks = more_view(menu(doings=Doings(enlarging={}, changes={})), EN)["blocks"]

    assert [block["type"] for block in blocks].count("divider") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_on_top_of_it_is_within_slacks_limits(language: str) -> None:
    words = words_for(language)
    check(print_view(doings(), METADATA, words))
    for action, price in doings().changes.items():
        if action in FIELDS:
            check(change_view(action, price, METADATA, words))
    for landing in Landing:
        check(under_way_view(landing, "4th in line, about 1 minute.", words))


def test_what_no_model_is_there_for_is_not_offered() -> None:
    assert doings_with(picture(Order.of(FOX)), pricing()) == Doings(enlarging={}, changes={})
    only_cutting = doings(1024, 1024, find("us.stability.stable-image-remove-background-v1:0"))
    assert set(only_cutting.changes) == {Action.CUT_OUT}


def test_a_picture_too_long_for_a_model_is_not_offered_to_it() -> None:
    long = doings(3000, 1000)

    assert set(long.enlarging) == {UpscaleMode.FAST}  # the others take 5:2 at most
    assert long.changes == {}


def test_the_dear_ones_ask_with_their_price_and_the_rest_do_not() -> None:
    shown = doings_with(picture(Order.of(FOX)), pricing(*EDIT_MODELS, confirm="0.05"))
    view = print_view(shown, METADATA, EN)
    confirms = [block["accessory"].get("confirm") for block in view["blocks"] if "accessory" in block]

    assert confirms[0] is None
    assert [ask["text"]["text"] for ask in confirms[1:]] == ["It costs about $0.40.", "It costs about $0.60."]
    cut_out = next(block for block in more_view(menu(doings=shown), EN)["blocks"] if "Cut out" in str(block))
    assert cut_out["accessory"]["confirm"]["text"]["text"] == "It costs about $0.07."


def test_only_who_may_delete_sees_delete_and_only_in_a_thread_show_in_channel() -> None:
    plain = str(more_view(menu(deletes=0, is_in_thread=False), EN))

    assert "Delete" not in plain
    assert "Show in channel" not in plain


def test_a_picture_that_stands_alone_leaves_no_choice() -> None:
    alone = menu(among=(PictureId(job_id="f" * 12, index=0),))

    assert "static_select" not in str(more_view(alone, EN))


def test_large_pictures_are_not_offered_an_upscaler_that_makes_them_no_larger() -> None:
    assert enlargements(4096, 4096) == ()
    assert next(size.mode for size in enlargements(3100, 3100)) is UpscaleMode.FAST


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((1024, 1024), (4096, 4096)),
        ((512, 512), (2048, 2048)),
        ((1536, 1024), (5016, 3344)),
        ((1173, 640), (4692, 2560)),
    ],
)
def test_fast_upscale_gives_four_times_each_side_of_what_it_takes(size: tuple[int, int], made: tuple[int, int]) -> None:
    fast = enlarged(UpscaleMode.FAST, *size)

    assert (fast.width, fast.height) == made


@given(width=st.integers(64, 8000), height=st.integers(64, 8000), mode=st.sampled_from(UpscaleMode))
def test_an_enlargement_keeps_the_shape(width: int, height: int, mode: UpscaleMode) -> None:
    made = enlarged(mode, width, height)

    assert abs(made.width / made.height - width / height) <= 0.1 * width / height


@pytest.mark.parametrize(
    ("usd", "spoken"),
    [("0.04", "$0.04"), ("0.40", "$0.40"), ("0.008", "$0.008"), ("0", "$0.00"), ("0.045", "$0.05"), ("12", "$12.00")],
)
def test_prices_are_spoken_in_cents_and_below_a_cent_in_tenths_of_it(usd: str, spoken: str) -> None:
    assert dollars(Decimal(usd)) == spoken


def test_a_submission_is_read_by_its_fields_and_spaces_alone_are_a_problem() -> None:
    state = {
        "search": {"search": {"type": "plain_text_input", "value": " the fox "}},
        "by": {"by": {"type": "plain_text_input", "value": " \n "}},
    }
    answers = answers_of(Action.REPLACE, state)

    assert answers == {"search": "the fox", "by": ""}
    assert set(problems_in(Action.REPLACE, answers, EN)) == {"by"}


def test_what_may_stay_empty_is_no_problem() -> None:
    state = {
        "direction": {"direction": {"type": "static_select", "selected_option": {"value": "all"}}},
        "share": {"share": {"type": "static_select", "selected_option": {"value": "0.25"}}},
        "words": {"words": {"type": "plain_text_input", "value": None}},
    }
    answers = answers_of(Action.EXTEND, state)

    assert answers == {"direction": "all", "share": "0.25", "words": ""}
    assert problems_in(Action.EXTEND, answers, EN) == {}


def test_a_form_says_its_price_where_it_is_sent() -> None:
    view = change_view(Action.RESTYLE, Price(usd=Decimal("0.07"), is_dear=False), METADATA, EN)

    assert view["submit"]["text"] == "Draw, $0.07"
    assert ENLARGE not in str(view)

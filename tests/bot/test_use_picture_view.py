"""The form behind “Use this picture”, and what is said of files: whatever they are called, in both languages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import LANGUAGES, words_for
from bot.orders.from_files import ACTIONS, offered
from bot.orders.order import Action, Source
from bot.orders.shared_files import Reason, SharedPicture, Unusable
from bot.views.notices.shared import ask_what_to_do, remarks, together, unread_thread, unusable_notice
from bot.views.use_picture import (
    DOING,
    PICTURE,
    WORDS,
    Choice,
    Chosen,
    chosen_in,
    looking_view,
    no_model_view,
    nothing_view,
    problems_in,
    unusable_view,
    use_picture_view,
)
from sandbox.slack.block_kit import check_blocks
from sandbox.slack.view_limits import check_view
from sandbox.slack.workspace import Workspace
from tests.bot.test_more_view import pricing
from titan_core.catalog import EDIT_MODELS

EN = words_for("en")
NAMES = ["", "cat.png", "x" * 255, "빨간 여우.jpg" * 20, "👩‍👩‍👧‍👦" * 30, "ثعلب.png", "`<!channel>` *cat*.png"]


def shared(name: str = "cat.png", width: int = 1024, height: int = 768, **more: Any) -> SharedPicture:  # noqa: ANN401  # Source's
    return SharedPicture(
        source=Source(file_id="F0000000001", name=name, **more), kind="HEIC", width=width, height=height
    )


def choice(*pictures: SharedPicture, unusable: tuple[Unusable, ...] = ()) -> Choice:
    prices = pricing(*EDIT_MODELS)
    offers = tuple(offered(picture, prices) for picture in pictures)
    return Choice(pictures=pictures, offers=offers, unusable=unusable)


def check(view: dict[str, Any]) -> None:
    check_view(Workspace(), view, "modal")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_within_slacks_limits_for_every_name(name: str, language: str) -> None:
    pictures = [shared(name, thumbnail=True)] * 10
    unusable = tuple(Unusable(name=name, reason=reason) for reason in Reason)
    check(use_picture_view(choice(*pictures, unusable=unusable), "0123456789ab", words_for(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_view_is_within_slacks_limits(language: str) -> None:
    words = words_for(language)
    for view in (looking_view(words), nothing_view(words), no_model_view(words)):
        check(view)
    for reason in Reason:
        check(unusable_view(Unusable(name="x" * 255, reason=reason), words, is_direct=False))


def test_all_five_things_stand_there_with_their_prices() -> None:
    options = use_picture_view(choice(shared()), "0123456789ab", EN)["blocks"][1]["element"]["options"]

    assert [option["value"] for option in options] == list(ACTIONS)
    assert all("about $" in option["text"]["text"] for option in options)


def test_a_picture_too_long_for_every_model_is_refused_beside_the_field() -> None:
    both = choice(shared(), shared(width=10_000, height=100))

    assert problems_in(Chosen(picture=0, action=Action.EXTEND, words=""), both, EN) == {}
    assert problems_in(Chosen(picture=1, action=Action.EXTEND, words=""), both, EN).keys() == {DOING}


def test_restyling_needs_words() -> None:
    assert problems_in(Chosen(picture=0, action=Action.RESTYLE, words=""), choice(shared()), EN).keys() == {WORDS}


def state(picture: str, doing: str, words: str | None) -> dict[str, Any]:
    return {
        PICTURE: {PICTURE: {"selected_option": {"value": picture}}},
        DOING: {DOING: {"selected_option": {"value": doing}}},
        WORDS: {WORDS: {"value": words}},
    }


def test_what_was_answered_is_read() -> None:
    assert chosen_in(state("2", "vary", " in snow ")) == Chosen(picture=2, action=Action.VARY, words="in snow")
    assert chosen_in({**state("0", "vary", None), PICTURE: {}}) == Chosen(picture=0, action=Action.VARY, words="")


@given(picture=st.text(max_size=4), doing=st.text(max_size=8))
def test_what_this_form_never_sends_is_nothing(picture: str, doing: str) -> None:
    found = chosen_in(state(picture, doing, "x"))

    assert found is None or (found.picture >= 0 and found.action in ACTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_file_acts_on_nobody(name: str, language: str) -> None:
    words = words_for(language)
    notices = [unusable_notice(Unusable(name=name, reason=reason), words) for reason in Reason]
    notices += [
        ask_what_to_do(words, "@Imagine x"),
        together([*remarks(shared(name, thumbnail=True), 3, words), unread_thread(words)], notices[0]) or {},
    ]
    for message in notices:
        check_blocks(message["blocks"], limit=50, is_file_ready=lambda _file: True)
        assert "<!" not in message["text"]


def test_nothing_to_say_leaves_a_message_as_it_is() -> None:
    message = unusable_notice(Unusable(name="a", reason=Reason.GONE), EN)

    assert together([], message) is message
    assert together([], None) is None
    assert together(["x"], None) is not None

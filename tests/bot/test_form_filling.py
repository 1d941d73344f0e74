"""A form's texts and the request that they make: the same both ways, and every fault at its field."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.orders.filling import Filled, filled_from, request_of, typed
from bot.orders.quoting import words_of_message
from bot.prompt_line import Request
from tests.bot.lines import mangled, one, scraps
from titan_core.tasks import AspectRatio, Size

quickly = settings(deadline=None, suppress_health_check=list(HealthCheck))


def read(**texts: Any) -> Request:  # noqa: ANN401  # Filled's own
    found = request_of(Filled(**texts))
    assert isinstance(found, Request), found
    return found


def faults(filled: Filled) -> dict[str, str]:
    found = request_of(filled)
    assert not isinstance(found, Request), found
    return {fault.field: fault.problem.code for fault in found}


def test_words_are_composed_of_their_elements() -> None:
    elements = {"subject": "a doctor", "medium": "painting", "color_scheme": "pastel"}
    found = request_of(Filled(elements=elements, negative_prompt="stethoscope, people"))

    assert found == Request(prompt="Painting of a doctor, pastel color scheme", negative_prompt="stethoscope, people")


def test_each_field_is_read() -> None:
    found = read(prompt="a fox", size="1024 x 768", seed=" 7 ", number_of_images="3", model="core", cfg_scale="7.5")

    assert (found.size, found.seed, found.number_of_images) == (Size(1024, 768), 7, 3)
    assert (found.model, found.cfg_scale) == ("core", 7.5)


def test_menus_that_were_left_alone_say_nothing() -> None:
    assert read(prompt="a fox", number_of_images="1", quality="standard").given == frozenset()


def test_a_flag_in_the_words_counts_and_beats_the_field() -> None:
    found = read(
        prompt="a fox --seed 7 --size 1024x768 --no dogs", seed="8", aspect_ratio="16:9", negative_prompt="cats"
    )

    assert (found.prompt, found.seed, found.negative_prompt) == ("a fox", 7, "cats, dogs")
    assert (found.size, found.aspect_ratio) == (Size(1024, 768), None)


def test_a_preset_in_the_words_is_found() -> None:
    found = request_of(Filled(prompt="a fox --preset noir"), lambda name: f"in the dark --ar 16:9 ({name})"[:21])

    assert isinstance(found, Request)
    assert found.aspect_ratio == AspectRatio(16, 9)


@pytest.mark.parametrize("word", ["help", "history", "form", "prompt"])
def test_no_words_in_a_form_are_a_command(word: str) -> None:
    assert read(prompt=word).prompt == word


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        (Filled(prompt=" "), {"prompt": "invalid_task"}),
        (Filled(elements={"subject": " ,"}), {"subject": "invalid_task"}),
        (Filled(elements={"subject": "a fox", "text": '""'}), {"text": "invalid_task"}),
        (Filled(prompt="x" * 10_001), {"prompt": "too_long"}),
        (Filled(prompt="x", negative_prompt="y" * 10_001), {"negative_prompt": "too_long"}),
        (Filled(prompt="x", negative_prompt="{a, b}"), {"negative_prompt": "too_many_jobs"}),
        (
            Filled(prompt="x --n 9", seed="a", size="1x1"),
            {"prompt": "out_of_range", "seed": "out_of_range", "size": "out_of_range"},
        ),
        (Filled(prompt="x", size="64x64", aspect_ratio="1:1"), {"size": "conflict"}),
        (Filled(prompt="x", model="dall-e"), {"model": "not_a_choice"}),
    ],
)
def test_every_fault_is_named_at_its_field(filled: Filled, expected: dict[str, str]) -> None:
    assert faults(filled) == expected


@given(st.randoms(use_true_random=False))
@quickly
def test_a_form_filled_from_a_request_makes_that_request(rng: Random) -> None:
    request = one(mangled(rng).text(from_message=False))
    found = request_of(filled_from(request))

    assert isinstance(found, Request), found
    assert found.task() == request.task()
    assert (found.model, found.private) == (request.model, request.private)


@given(st.randoms(use_true_random=False))
@quickly
def test_whatever_is_typed_is_read_as_its_line_says_or_named_as_wrong(rng: Random) -> None:
    found = request_of(Filled(prompt=scraps(rng), negative_prompt=scraps(rng)))

    if isinstance(found, Request):
        again = one(found.line())
        assert again.task() == found.task()
    else:
        assert {fault.field for fault in found} <= {"prompt", "negative_prompt"}


def test_unwanted_things_that_begin_with_a_dash_are_read_again_as_they_are() -> None:
    found = request_of(Filled(prompt="a fox --no \u2010", negative_prompt="cats"))

    assert isinstance(found, Request)
    assert one(found.line()).negative_prompt == found.negative_prompt == "cats,\u2010"


@given(st.text(max_size=300))
def test_text_that_is_put_into_a_form_is_no_group(text: str) -> None:
    found = request_of(Filled(prompt=typed(" ".join(text.split()))))

    assert isinstance(found, Request) or all(fault.problem.code != "too_many_jobs" for fault in found)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("a fox", "a fox"),
        ("*a* _red_ ~old~ fox", "a red old fox"),
        ("snake_case and 2*3*4", "snake_case and 2*3*4"),
        ("<@U0BEN00001> draw &lt;this&gt; &amp; that", "draw <this> & that"),
        ("see <https://a.example/x_y|the fox> in <#C0GENERAL1|general>", "see the fox in #general"),
        (":fox_face: at 10:30:45 :wave::skin-tone-3:", "fox face at 10:30:45 wave"),
        ("&gt; quoted\n```a fox```", "quoted a fox"),
        ("", ""),
    ],
)
def test_a_messages_markup_is_no_part_of_its_words(message: str, words: str) -> None:
    assert words_of_message(message) == words

"""Advice on prompts: what is unwanted, lettering without quotes, texts too long for a model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titan_core import MODELS, Model, TextToImage, find
from titan_core.prompting import Advice, lint, unquoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sign reading OPEN", ("OPEN",)),
        ("a sign reading: OPEN", ("OPEN",)),
        ("a small sign that says open late, in a street", ("open late",)),
        ("a sign reading The Doctor is in, dim lighting", ("The Doctor is in",)),
        ("a sign reading Dead End on a fence", ("Dead End",)),
        ("a banner which reads Happy Birthday Ann above the table", ("Happy Birthday Ann",)),
        ("neon letters spelling out Jazz", ("Jazz",)),
        ("a note saying don't panic", ("don't panic",)),
        ("a box labeled FRAGILE", ("FRAGILE",)),
        ("a T-shirt saying 'I'm fine'", ("I'm fine",)),
        ("a sign saying \u201cOPEN\u201d", ("OPEN",)),
        ("a sign saying \u2018Ann\u2019s bar\u2019", ("Ann\u2019s bar",)),
        ("a poster with the words Open Late", ("Open Late",)),
        ("a page with the text Chapter One", ("Chapter One",)),
        ("a stone inscribed with 1848", ("1848",)),
        ('a sign reading "OPEN" and a mug saying Boss', ("Boss",)),
        ("a sign reading OPEN. A second sign reading OPEN.", ("OPEN",)),
    ],
)
def test_lettering_without_straight_quotes_is_found(text: str, expected: tuple[str, ...]) -> None:
    assert unquoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a red fox",
        'a sign reading "OPEN"',
        'a sign reading: "OPEN"',
        "a girl reading a book",
        "a girl reading Harry Potter",
        "a girl near a sign reading a book",
        "an owl says goodbye",
        "a sign",
        "a sign reading",
        "a sign reading,",
        "a stone inscribed with runes",
        "a cover with the text in the background",
        "a poster, the title blurred",
        "the words of a prophet",
        "the wordsmith Ann",
        'a book titled "a sign reading OPEN"',
    ],
)
def test_what_is_quoted_or_no_lettering_is_left_alone(text: str) -> None:
    assert unquoted(text) == ()


@given(st.text())
def test_any_text_is_survived_and_quoting_what_was_found_is_enough(text: str) -> None:
    for words in unquoted(text):
        assert words in " ".join(text.split()) or words in text
        assert unquoted(f'a sign reading "{words}"') == ()


@given(
    st.lists(
        st.sampled_from(
            ["sign", "reading", "that", "says", "OPEN", "the words", "in", "'", '"', ",", ":", "\u201c", "\u201d", "\n"]
        )
    )
)
def test_any_order_of_words_about_lettering_is_survived(words: list[str]) -> None:
    for found in unquoted(" ".join(words)):
        assert found.strip()
        assert '"' not in found


def test_each_advice_says_which_field_what_about_it_and_what_to_do() -> None:
    said = [advice.sentence for advice in lint("a street with no people, a sign reading OPEN", "no cars")]

    assert said == [
        "prompt: a model draws what it reads of; move 'people' to the negative prompt, without a no.",
        'prompt: put words to be drawn as lettering in straight double quotes, "OPEN".',
        "negative_prompt: it lists what is not wanted; write 'cars' without a no before it.",
    ]


def test_a_text_longer_than_the_model_takes_is_told_with_the_numbers() -> None:
    prompt, titan, core = "x" * 513, find("titan-v2"), find("core")

    (advice,) = lint(prompt, model=titan)

    assert (advice.code, advice.field, advice.value, advice.limit) == ("too_long", "prompt", 513, 512)
    assert advice.sentence == "prompt has 513 characters; Titan Image Generator G1 v2 takes at most 512. Shorten it."
    assert lint(prompt, model=core) == lint(prompt) == ()


def test_without_a_model_the_longest_limit_of_all_counts() -> None:
    (advice,) = lint("a fox", "x" * 10_001)

    assert advice.sentence == "negative_prompt has 10,001 characters; no model takes more than 10,000. Shorten it."
    assert max(model.prompt_characters for model in MODELS) == advice.limit


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.alias)
def test_the_length_that_is_advised_is_the_length_that_is_taken(model: Model) -> None:
    longest = "x" * model.prompt_characters

    assert lint(longest, longest, model=model) == ()
    assert [advice.code for advice in lint(f"{longest}x", model=model)] == ["too_long"]
    assert TextToImage(prompt=longest).prompt == longest


def test_advice_about_nothing_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="about words, or about a length"):
        Advice(code="unquoted", field="prompt")
    with pytest.raises(ValueError, match="about words, or about a length"):
        Advice(code="too_long", field="prompt", limit=512, value=512)

"""Things that a prompt says are not there, found; turns of speech and names, left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titan_core import negations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a street with no people", ("people",)),
        ("a street without people in the background", ("people",)),
        ("no people, no cars", ("people", "cars")),
        ("A castle. No people.", ("people",)),
        ("a beach with NO PEOPLE", ("PEOPLE",)),
        ("no people or parked cars", ("people", "parked cars")),
        ("neither; no hats nor any gloves", ("hats", "gloves")),
        ("without any modern buildings at all", ("modern buildings",)),
        ("no very tall old glass towers", ("very tall old",)),
        ("a man without a hat and a dog", ("hat",)),
        ("no people and no people", ("people",)),
        ("no hats no gloves", ("hats", "gloves")),
        ("no red-haired dwarves", ("red-haired dwarves",)),
        ("no people\nno text", ("people", "text")),
        ("사람 without 자동차", ("자동차",)),
    ],
)
def test_what_is_not_wanted_is_found(text: str, expected: tuple[str, ...]) -> None:
    assert negations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a red fox",
        'a sign "no dogs"',
        "a sign \u201cno dogs\u201d",
        "no one's land",
        "no man's land",
        "no man\u2019s land",
        "No Man's Sky poster",
        "No Country for Old Men",
        "portrait of Dr.no",
        "no. 5 perfume",
        "chanel no 5",
        "no, thanks",
        "a no-entry sign",
        "there is no one there",
        "no longer young",
        "without a doubt the best",
        "without further ado",
        "no such thing",
        "say no to it",
        "piano casino nothing",
        "without looking back",
        "a no smoking sign",
        "no",
        "without a",
        "no or",
        "no a of",
    ],
)
def test_turns_of_speech_and_names_are_left_alone(text: str) -> None:
    assert negations(text) == ()


def test_what_follows_or_is_kept_only_if_it_is_a_thing() -> None:
    assert negations("no cars or such things") == ("cars",)


@given(st.text())
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    for thing in negations(text):
        assert all(word in text for word in thing.split())


@given(st.lists(st.sampled_from(["no", "without", "or", "nor", "any", "the", "people", "cars", ",", "in", "of", "\n"])))
def test_any_order_of_small_words_is_survived(words: list[str]) -> None:
    for thing in negations(" ".join(words)):
        assert thing.split()

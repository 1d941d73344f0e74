"""What a line takes from elsewhere: a preset's words and flags, the picture it goes on from; what it said itself."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.prompt_line import Asking, Request, parse, preset_problem
from bot.prompt_line.problems import BadPreset, GluedFlag, TooManyJobs, UnknownFlag, UnknownPreset
from tests.bot.lines import mangled, one, scraps
from titan_core.tasks import AspectRatio, Quality, Size

PRESETS = {
    "noir": "black and white, hard shadows --ar 16:9 --no people, text",
    "cheap": "--quality standard --n 1 --private",
    "several": "neon --repeat 3",
    "Mein Stil": "woodcut",
    "empty": "",
    "curly": "a sign “OPEN” —seed 7",
}
BASE = one("a fox in snow --no dogs --ar 16:9 --seed 7 --n 1 --keep 20 --private --new")


def with_presets(text: str) -> Request:
    asking = parse(text, preset=PRESETS.get)
    assert isinstance(asking, Asking), asking
    return asking.requests[0]


def going_on(text: str) -> Request:
    asking = parse(text, onto=BASE)
    assert isinstance(asking, Asking), asking
    return asking.requests[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a fox --preset noir", "a fox, black and white, hard shadows --no people, text --ar 16:9"),
        ("--preset noir", "black and white, hard shadows --no people, text --ar 16:9"),
        ("a fox. --preset noir --ar 2:3", "a fox. black and white, hard shadows --no people, text --ar 2:3"),
        ("a fox --preset=noir --size 512x512", "a fox, black and white, hard shadows --no people, text --size 512x512"),
        ("a fox --no dogs --preset noir", "a fox, black and white, hard shadows --no dogs, people, text --ar 16:9"),
        ('a "fox --preset noir', 'a "fox", black and white, hard shadows --no people, text --ar 16:9'),
        ('a fox --preset "Mein Stil"', "a fox, woodcut"),
        ("a fox --preset empty", "a fox"),
        ("a fox --preset cheap", "a fox --n 1 --private --quality standard"),
        ("a fox --preset curly", 'a fox, a sign "OPEN" --seed 7'),
    ],
)
def test_a_preset_says_what_the_line_does_not(text: str, line: str) -> None:
    request = with_presets(text)
    assert request.line() == line
    assert one(line) == request


def test_a_request_names_the_preset_that_went_into_it() -> None:
    assert with_presets("a fox --preset noir").preset == "noir"


def test_presets_may_be_options_and_repeat_a_line() -> None:
    asking = parse("a fox --preset {noir, several}", preset=PRESETS.get)
    assert isinstance(asking, Asking)
    assert [request.preset for request in asking.requests] == ["noir", "several", "several", "several"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("--preset noir", None),
        ("a --sead 7", UnknownFlag(flag="--sead", nearest="--seed")),
        ("poppies--ar 2:3", GluedFlag(found="poppies--ar", flag="--ar", line="")),
        ("{red, green}", TooManyJobs(count=2, limit=1)),
    ],
)
def test_what_a_preset_cannot_say_is_told_when_it_is_saved_and_when_it_is_used(text: str, problem: Any) -> None:  # noqa: ANN401
    fault = BadPreset(name="mine", problem=problem)
    assert preset_problem("mine", text) == fault
    assert parse("a fox --preset mine", preset=lambda _name: text) == fault


@pytest.mark.parametrize("text", PRESETS.values())
def test_a_preset_of_words_and_flags_can_be_saved(text: str) -> None:
    assert preset_problem("mine", text) is None


def test_a_preset_that_nobody_made_is_not_guessed() -> None:
    assert parse("a fox --preset noirr", preset=PRESETS.get) == UnknownPreset(name="noirr")
    assert parse("a fox --preset noir") == UnknownPreset(name="noir")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("at night", "a fox in snow, at night --no dogs --ar 16:9 --n 1 --seed 7"),
        (", at night", "a fox in snow, at night --no dogs --ar 16:9 --n 1 --seed 7"),
        ("--ar 2:3", "a fox in snow --no dogs --ar 2:3 --n 1 --seed 7"),
        ("--size 512x512 --seed 8", "a fox in snow --no dogs --n 1 --seed 8 --size 512x512"),
        ("--no cats --keep 90", "a fox in snow --no dogs, cats --ar 16:9 --n 1 --seed 7 --keep 90"),
        ("a cat --new", "a cat --new"),
    ],
)
def test_a_line_goes_on_from_a_picture(text: str, line: str) -> None:
    request = going_on(text)
    assert request.line() == line
    assert one(line) == request


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a fox", set()),
        ("a fox --no dogs --seed 7", {"negative_prompt", "seed"}),
        ("a fox --n 1 --quality standard", {"number_of_images", "quality"}),
        ("a fox --keep 60 --new --private", {"keep", "new", "private"}),
        ("a fox --repeat 2 --v 6", set()),
        ("a fox --preset noir", {"negative_prompt", "aspect_ratio"}),
    ],
)
def test_what_the_line_said_is_known_so_that_preferences_fill_only_the_rest(text: str, fields: set[str]) -> None:
    assert with_presets(text).given == fields


def test_what_is_not_at_its_default_counts_as_given_and_what_has_no_value_does_not() -> None:
    request = Request(prompt="a fox", size=Size(512, 512), quality=Quality.PREMIUM, given=frozenset({"seed", "model"}))
    assert request.given == {"size", "quality"}
    assert Request(prompt="a fox", aspect_ratio=AspectRatio(2, 3)) == one("a fox --ar 2:3")


@pytest.mark.parametrize("keep", [-1, 101])
def test_a_request_keeps_0_to_100_percent(keep: int) -> None:
    with pytest.raises(ValueError, match="allowed is 0 to 100"):
        Request(prompt="a fox", keep=keep)


@given(st.integers(min_value=0, max_value=2**64))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_request_with_a_preset_or_onto_another_has_a_line_too(seed: int) -> None:
    """Whatever both say: quotes and braces of the one never reach into the other."""
    rng = Random(seed)
    for _ in range(100):
        onto = mangled(rng).request() if rng.random() < 0.3 else None
        asking = parse(f"{scraps(rng)} --preset p", preset=lambda _name: scraps(rng), onto=onto)
        for request in set(asking.requests) if isinstance(asking, Asking) else ():
            assert parse(request.line()) == Asking(requests=(request,))

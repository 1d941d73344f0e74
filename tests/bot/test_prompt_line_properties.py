"""What holds for every line: nothing raises, no flag stays in the prompt, no word of the prompt is lost."""

import re
from random import Random
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.prompt_line import Asking, Problem, Request, Word, parse
from tests.bot.lines import mangled, one, scraps

RUNS = 250
LINES = 200  # a run: 2 properties of 250 runs of 200 lines are 100,000 lines
quickly = settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(min_value=0, max_value=2**64)
FLAG = re.compile(r"(?<!\S)--+[^\W\d_]")


def check_request(request: Request) -> None:
    """What every request keeps to, however it was written."""
    for text in (request.prompt, request.negative_prompt):
        assert text == " ".join(text.split())
        assert FLAG.search(text) is None or '"' in text
    assert parse(request.line()) == Asking(requests=(request,))


def check_scraps(text: str, *, from_message: bool) -> None:
    parsed = parse(text, from_message=from_message)
    if isinstance(parsed, Asking):
        for request in set(parsed.requests):
            check_request(request)
    else:
        assert isinstance(parsed, (Word, *get_args(Problem)))
        line = getattr(parsed, "line", "")
        assert not line or parse(line) != parsed, "the line to copy must not have the same fault"


def check_mangled(rng: Random, *, from_message: bool) -> None:
    line = mangled(rng)
    text = line.text(from_message=from_message)
    parsed = one(text, from_message=from_message)
    expected = line.request()
    assert words(parsed.prompt) == words(expected.prompt), text
    assert (parsed.negative_prompt, parsed.left_out) == (expected.negative_prompt, expected.left_out), text
    for field, value in line.fields.items():
        assert getattr(parsed, field) == value, text
    check_request(parsed)


def words(text: str) -> list[str]:
    """Its words without the punctuation that a value before them may have left."""
    return [word.rstrip(",.;\uff0c") for word in text.split()]


@pytest.mark.no_cover  # three times as fast; the two below measure the same
@pytest.mark.timeout(900)  # computes all the time: half a minute, much longer where others do so too
@given(seeds)
@quickly
def test_50_000_lines_of_scraps_are_read_or_explained(seed: int) -> None:
    rng = Random(seed)
    for turn in range(LINES):
        check_scraps(scraps(rng), from_message=turn % 2 == 1)


@pytest.mark.no_cover  # three times as fast; the two below measure the same
@pytest.mark.timeout(900)  # computes all the time: half a minute, much longer where others do so too
@given(seeds)
@quickly
def test_50_000_mangled_lines_mean_what_they_meant_before(seed: int) -> None:
    rng = Random(seed)
    for turn in range(LINES):
        check_mangled(rng, from_message=turn % 2 == 1)


@given(st.text(), st.booleans())
def test_any_text_is_read_or_explained(text: str, from_message: bool) -> None:  # noqa: FBT001  (hypothesis passes it by name)
    check_scraps(text, from_message=from_message)


@given(st.randoms(use_true_random=False), st.booleans())
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_a_mangled_line_means_what_it_meant_before(rng: Random, from_message: bool) -> None:  # noqa: FBT001  (same)
    check_mangled(rng, from_message=from_message)

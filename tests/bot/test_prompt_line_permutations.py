"""Lines that stand for several: groups in braces, and `--repeat`."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.prompt_line import Asking, Problem, parse
from bot.prompt_line.permutations import COUNTED, escaped, permutations
from bot.prompt_line.problems import GluedFlag, NoPrompt, TooManyJobs, UnbalancedBraces, UnknownFlag
from tests.bot.lines import one
from titan_core.tasks import MAX_SEED

# Pieces of lines in which braces, commas, backslashes and quotes meet far more often than in life.
pieces = st.lists(st.sampled_from([*'{}{},,\\" ab', "{a, b}", '"{c, d}"', " --no x "]), max_size=24)
lines = pieces.map(lambda some: " ".join("".join(some).split()))


def asked(text: str) -> list[str]:
    """The lines of all requests that `text` makes."""
    asking = parse(text)
    assert isinstance(asking, Asking), asking
    return [request.line() for request in asking.requests]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {red, green} bird", ["a red bird", "a green bird"]),
        ("{a, b} {1, 2}", ["a 1", "a 2", "b 1", "b 2"]),
        ("a {red {fox, cat}, green} bird", ["a red fox bird", "a red cat bird", "a green bird"]),
        ("{blue,black}bird", ["bluebird", "blackbird"]),
        ("a bird {, , in snow}", ["a bird", "a bird", "a bird in snow"]),
        ("prompt: a {red, green} bird", ["a red bird", "a green bird"]),
        # flags in groups, and groups in flags
        ("a fox {, --ar 16:9}", ["a fox", "a fox --ar 16:9"]),
        ("a fox{, --ar 16:9}", ["a fox", "a fox --ar 16:9"]),
        ("a fox --ar {3:2, 1:1}", ["a fox --ar 3:2", "a fox --ar 1:1"]),
        ("a fox --{v 5, niji}", ["a fox --v 5", "a fox --niji"]),
        ("a fox --no {dogs, cats} --n 2", ["a fox --no dogs --n 2", "a fox --no cats --n 2"]),
        # signs that are just signs
        (r"{a\, b, c}", ["a, b", "c"]),
        (r"{a \{1\}, b}", ["a {1}", "b"]),
        (r"{a\\, b}", ["a\\", "b"]),
        (r"\{a, b\}", ["\\{a, b\\}"]),
        ("{cat}", ["{cat}"]),
        ("{ {a, b} }", ["{ a }", "{ b }"]),
        ('a sign "{a, b}" {in, at} sea', ['a sign "{a, b}" in sea', 'a sign "{a, b}" at sea']),
        ('{"a, b" sign, c}', ['"a, b" sign', "c"]),
        (r"c:\new {x}", [r"c:\new {x}"]),
        (r"1\,000 foxes", [r"1\,000 foxes"]),
    ],
)
def test_a_group_stands_for_each_of_its_options_in_the_order_of_reading(text: str, expected: list[str]) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a {red, green bird", UnbalancedBraces(brace="{", found="{red, green bird", line=r"a \{red, green bird")),
        ("a fox :} & {", UnbalancedBraces(brace="}", found="a fox :}", line=r"a fox :\} & \{")),
        (r"a \{red, green} bird", UnbalancedBraces(brace="}", found=r"a \{red, green}", line=r"a \{red, green\} bird")),
        ("{a, b, c} {a, b, c} {a, b, c}", TooManyJobs(count=27, limit=20)),
        ("{a, b, c} --repeat 7", TooManyJobs(count=21, limit=20)),
        ("{a --repeat 20, b}", TooManyJobs(count=21, limit=20)),
        ("{a, b}" * 5000, TooManyJobs(count=COUNTED + 1, limit=20)),
        (
            "a fox {--ar 2:3, , x} --sead 7",
            UnknownFlag(flag="--sead", nearest="--seed", line="a fox {--ar 2:3, , x} --seed 7"),
        ),
        ("a {poppies--ar 2:3, x}", GluedFlag(found="poppies--ar", flag="--ar", line="a {poppies --ar 2:3, x}")),
        ("{--sead 7 a, b}", UnknownFlag(flag="--sead", nearest="--seed")),
        ("{a fox, --ar 16:9}", NoPrompt()),
    ],
)
def test_of_a_line_for_several_the_first_fault_is_explained(text: str, problem: Problem) -> None:
    assert parse(text) == problem
    if line := getattr(problem, "line", ""):
        assert isinstance(parse(line), Asking)


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("a fox --repeat 3", [None, None, None]),
        ("a fox --r 3 --seed 7", [7, 8, 9]),
        ("a fox --r 3 --seed 7 --n 2", [7, 9, 11]),
        (f"a fox --r 2 --seed {MAX_SEED}", [MAX_SEED, 0]),
        ("a {red, green} fox --r 2 --seed 7", [7, 8, 7, 8]),
    ],
)
def test_each_repeat_has_a_seed_of_its_own(text: str, seeds: list[int | None]) -> None:
    asking = parse(text)
    assert isinstance(asking, Asking)
    assert [request.seed for request in asking.requests] == seeds
    assert asking.is_batch


def test_a_line_for_one_is_no_batch() -> None:
    asking = parse("a {fox}")
    assert isinstance(asking, Asking)
    assert not asking.is_batch


@pytest.mark.parametrize("number", [0, 21])
def test_an_asking_is_for_1_to_20(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} requests; one line makes 1 to 20"):
        Asking(requests=(one("a fox"),) * number)


@pytest.mark.parametrize(
    "text", ["{a, b}" * 6000, "{" * 40_000, "{" * 20_000 + "}" * 20_000, "{," * 13_000 + "}" * 13_000]
)
def test_a_line_for_any_number_is_counted_before_it_is_written_out(text: str) -> None:
    begun = time.process_time()
    parse(f"a fox {text}")
    assert time.process_time() - begun < 1


@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=4), max_size=5))
def test_the_count_is_that_of_the_lines(groups: list[list[int]]) -> None:
    """Each inner list is a group; each number an option, that holds a group of as many more options above 1."""
    text, count = "a fox", 1
    for options in groups:
        inner = ["{" + ", ".join("x" * number) + "}" if number > 1 else "y" for number in options]
        text += " {" + ", ".join(inner) + "}"
        count *= sum(max(number, 1) for number in options)
    found = permutations(text)
    if isinstance(found, tuple):
        assert len(found) == count
    else:
        assert found == TooManyJobs(count=count, limit=20)


@given(lines)
def test_any_line_can_be_written_so_that_it_stands_for_itself(line: str) -> None:
    assert permutations(escaped(line)) == (line,)


@given(lines)
def test_no_line_for_several_raises(line: str) -> None:
    found = permutations(line)
    assert not isinstance(found, UnbalancedBraces) or isinstance(permutations(found.line), (tuple, TooManyJobs))

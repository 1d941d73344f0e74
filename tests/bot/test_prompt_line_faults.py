"""Lines that can't be drawn as they stand: what is said about each, and how the line reads when put right."""

import pytest

from bot.prompt_line import Asking, parse
from bot.prompt_line.problems import (
    BadValue,
    Conflict,
    GluedFlag,
    MissingValue,
    NoPrompt,
    NotAChoice,
    OutOfRange,
    Problem,
    Repeated,
    SingleDash,
    SplitDashes,
    TooLong,
    UnknownFlag,
)

ASKED: list[tuple[str, Problem]] = [
    ("a cat --sead 7", UnknownFlag(flag="--sead", nearest="--seed", line="a cat --seed 7")),
    ("a cat —sead 7", UnknownFlag(flag="--sead", nearest="--seed", line="a cat --seed 7")),
    ("a cat —at 2:3", UnknownFlag(flag="—at", nearest="--ar", line="a cat --ar 2:3")),
    ("a cat --zzz 7", UnknownFlag(flag="--zzz")),
    ("a cat --x 7", UnknownFlag(flag="--x")),
    ("a cat --privat", UnknownFlag(flag="--privat", nearest="--private", line="a cat --private")),
    ("a cat --stylise 7", UnknownFlag(flag="--stylise", nearest="--stylize", line="a cat --stylize 7")),
    (
        "a cat --no-people --ar2:3",
        UnknownFlag(flag="--no-people", nearest="--no people", line="a cat --no people --ar 2:3"),
    ),
    ("a cat --seed:7 --v6", UnknownFlag(flag="--seed:7", nearest="--seed 7", line="a cat --seed 7 --v 6")),
    ("a cat --no사람", UnknownFlag(flag="--no사람", nearest="--no 사람", line="a cat --no 사람")),
    ("a cat --negative dogs", UnknownFlag(flag="--negative", nearest="--no", line="a cat --no dogs")),
    ("a cat --sead 7 --zzz", UnknownFlag(flag="--sead", nearest="--seed")),
    ("poppies--ar 2:3 --n 2", GluedFlag(found="poppies--ar", flag="--ar", line="poppies --ar 2:3 --n 2")),
    ("poppies—ar 2:3", GluedFlag(found="poppies—ar", flag="--ar", line="poppies --ar 2:3")),
    ("poppies--ar=2:3", GluedFlag(found="poppies--ar", flag="--ar", line="poppies --ar=2:3")),
    ("a cat --no dogs--seed 7", GluedFlag(found="dogs--seed", flag="--seed", line="a cat --no dogs --seed 7")),
    ("poppies - - ar 2:3", SplitDashes(found="- - ar", flag="--ar", line="poppies --ar 2:3")),
    ("poppies -- ar 2:3", SplitDashes(found="-- ar", flag="--ar", line="poppies --ar 2:3")),
    ("poppies - -no dogs", SplitDashes(found="- -no", flag="--no", line="poppies --no dogs")),
    ("poppies -ar 2:3", SingleDash(found="-ar", flag="--ar", line="poppies --ar 2:3")),
    ("a house —new and red", SingleDash(found="—new", flag="--new", line="a house --new and red")),
    ("a fox --ar", MissingValue(flag="--ar", example="--ar 16:9")),
    ("a fox --ar --seed 7", MissingValue(flag="--ar", example="--ar 16:9")),
    ("a fox --no , --seed 7", MissingValue(flag="--no", example="--no people, text")),
    ("a fox --ar 1.39:1", BadValue(flag="--ar", value="1.39:1", shape="W:H", example="--ar 16:9")),
    ("a fox --aspect wide", BadValue(flag="--aspect", value="wide", shape="W:H", example="--aspect 16:9")),
    ("a fox --size 1024", BadValue(flag="--size", value="1024", shape="WxH", example="--size 1024x768")),
    ("a fox --ar 0:3", OutOfRange(flag="--ar", value="0:3", low="1", high="10000", number="side")),
    ("a fox --size 9x9", OutOfRange(flag="--size", value="9x9", low="64", high="4096", number="side")),
    (
        "a fox --seed 4294967295",
        OutOfRange(flag="--seed", value="4294967295", low="0", high="4294967294", number="whole"),
    ),
    ("a fox --seed -5", OutOfRange(flag="--seed", value="-5", low="0", high="4294967294", number="whole")),
    ("a fox --seed 1,234", OutOfRange(flag="--seed", value="1,234", low="0", high="4294967294", number="whole")),
    ("a fox --n 6", OutOfRange(flag="--n", value="6", low="1", high="5", number="whole")),
    ("a fox --keep 101", OutOfRange(flag="--keep", value="101", low="0", high="100", number="whole")),
    ("a fox --repeat 1", OutOfRange(flag="--repeat", value="1", low="2", high="20", number="whole")),
    ("a fox --r 40", OutOfRange(flag="--r", value="40", low="2", high="20", number="whole")),
    ("a fox --cfg 11", OutOfRange(flag="--cfg", value="11", low="1.1", high="10", number="decimal")),
    ("a fox --q high", NotAChoice(flag="--q", value="high", choices=("standard", "premium"))),
    ("a fox --q premum", NotAChoice(flag="--q", value="premum", choices=("standard", "premium"), nearest="premium")),
    ("a fox --seed 7 --seed 8", Repeated(flag="--seed", first="--seed 7", second="--seed 8")),
    ("a fox --n 2 --images 3", Repeated(flag="--n", first="--n 2", second="--images 3")),
    ("a fox --ar 2:3 --size 512x512", Conflict(first="--ar 2:3", second="--size 512x512")),
    ("--no dogs", NoPrompt()),
    ("prompt: --ar 2:3", NoPrompt()),
    ("x" * 10_001, TooLong(flag="", limit=10_000, actual=10_001)),
    ("a fox --no " + "x" * 10_001, TooLong(flag="--no", limit=10_000, actual=10_001)),
]


@pytest.mark.parametrize(("text", "problem"), ASKED)
def test_what_is_unclear_is_asked_about_with_what_is_allowed(text: str, problem: Problem) -> None:
    assert parse(text) == problem


def test_a_number_of_any_length_is_out_of_range() -> None:
    assert isinstance(parse("a fox --seed " + "9" * 9000), OutOfRange)
    assert isinstance(parse(f"a fox --cfg {'9' * 9000}"), OutOfRange)
    assert isinstance(parse(f"a fox --ar {'9' * 9000}:1"), BadValue)


def test_an_unknown_model_is_answered_with_the_nearest() -> None:
    problem = parse("a fox --model cor")
    assert isinstance(problem, NotAChoice)
    assert (problem.value, problem.nearest) == ("cor", "core")
    assert "ultra" in problem.choices


@pytest.mark.parametrize(
    "problem", [problem for _, problem in ASKED if getattr(problem, "line", "")], ids=lambda it: it.line
)
def test_a_line_to_copy_can_be_drawn(problem: UnknownFlag) -> None:
    assert isinstance(parse(problem.line), Asking)


def test_a_name_glued_to_its_words_keeps_them_as_typed() -> None:
    problem = parse("a fox --No-Bob --AR16:9")
    assert problem == UnknownFlag(flag="--no-bob", nearest="--no Bob", line="a fox --no Bob --ar 16:9")


SCRAPS = (
    '"',
    "-",
    "- ",
    "--a ",
    "--tile ",
    "—sead ",
    "a--ar ",
    "<@",
    "&amp;",
    ",",
    "--no a ",
    '",',
    "a1 ",
    ")",
    "--no=",
    "`",
    "--new ",
    *("{", "}", "{,", "{a,b}", "{a}", "\\{", '{"'),
)


@pytest.mark.timeout(30)  # a reading in square time takes minutes
@pytest.mark.parametrize("scrap", SCRAPS)
@pytest.mark.parametrize("head", ["", "--no ", "--seed ", "--ar 2:3", "--sref ", "--p ", "{a,b}{c,d}{,e}{f,g} "])
def test_the_longest_line_that_slack_sends_is_read_to_its_end(head: str, scrap: str) -> None:
    """Of what is worst to read: it must not hold up the acks of others."""
    assert parse(head + scrap * (40_000 // len(scrap)) + "x")

"""What one person is told: in their language, with what they typed shown and never acting."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import LANGUAGES, Words, words_for
from bot.orders.order import Action, Order, Source, stand_in
from bot.prompt_line import FLAGS, Asking, Request, Word, parse
from bot.prompt_line.problems import Problem
from bot.views.aside import aside
from bot.views.message import Message
from bot.views.notices import (
    explained,
    failure_notice,
    help_notice,
    lines_notice,
    loss_lines,
    problem_notice,
    request_lines,
)
from bot.views.notices.notice import notice
from bot.views.text import clip, escape_mrkdwn
from tests.bot.job_rows import job
from tests.bot.lines import one
from titan_core import errors
from titan_core.catalog import CATALOG, find
from titan_core.parameters import asked_of
from titan_core.tasks import BackgroundRemoval

EN = words_for("en")
NASTY = "<!channel>*b*`x`@here~_https://a.example/"
LINES = {
    "unknown_flag": "a fox --sead 7",
    "glued_flag": f"{NASTY}poppies--ar 2:3",
    "split_dashes": "poppies - - ar 2:3",
    "single_dash": "poppies -ar 2:3",
    "missing_value": "a fox --ar",
    "bad_value": f"a fox --ar {NASTY}",
    "out_of_range": f"a fox --seed {NASTY}",
    "not_a_choice": f"a fox --model {NASTY}",
    "repeated": "a fox --seed 7 --seed 8",
    "conflict": "a fox --ar 2:3 --size 512x512",
    "prompt_empty": "--ar 2:3",
    "too_long": "x" * 10_001,
    "unbalanced_braces": f"a {{red, green bird {NASTY}",
    "too_many_jobs": "{a, b}" * 99,
    "unknown_preset": f"a fox --preset {NASTY}",
    "bad_preset": "a fox --preset nested",
}
PRESETS = {"nested": "--preset other", "slip": f"{NASTY} --sead 7", "groups": "{a, b}"}
LOSSES = (
    ("aspect_ratio", "7:5", "3:2"),
    ("size", "800x600", "5:4"),
    ("size", "800x600", "768x768"),
    ("aspect_ratio", "16:9", ""),
    ("seed", "4000000000", "1852516353"),
    ("cfg_scale", "8.0", ""),
    ("quality", "premium", ""),
    ("aspect_ratio", "16:9", ""),
    ("size", "512x512", ""),
    ("negative_prompt", "people", ""),
    ("image", "1759x960 png", "1408x768 png"),
    ("prompt", "none", "a variation of this picture"),
    ("something_new", "a", "b"),
)


def problem_of(text: str) -> Problem:
    problem = parse(text, preset=PRESETS.get)
    assert not isinstance(problem, (Asking, Word))
    return problem


def kinds(base: type[errors.TitanCoreError] = errors.TitanCoreError) -> Iterator[type[errors.TitanCoreError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def failure(code: str, words: Words, **values: object) -> Message:
    return failure_notice(code, values, words, "/draw", "a1b2c3")


def all_notices(words: Words) -> dict[str, Message]:
    """One of each, as a person might get them."""
    request = one(f"a street with no people --v 6 --q 2 --style {NASTY}")
    lost = lines_notice(loss_lines(LOSSES, words))
    assert lost is not None
    long = {"model_id": CATALOG[0].model_id, "field": "prompt", "limit": 512, "value": 536}
    cases = {f"problem {code}": problem_notice(problem_of(line), words, "/draw") for code, line in LINES.items()}
    cases |= {
        f"failure {kind.code}": failure(kind.code, words, model_id="stability.sd3-5-large-v1:0") for kind in kinds()
    }
    cases |= {f"filtered {where}": failure("content_filtered", words, where=where) for where in ("input", "picture")}
    cases["too long for the model"] = failure("unsupported", words, **long)
    cases["too long for the model named"] = failure("unsupported", words, **long, chain=[find("core").model_id])
    cases["too long after --no"] = failure(
        "unsupported", words, **{**long, "field": "negative_prompt", "value": 20_000}
    )
    cases["limit of something else"] = failure("bad_request", words, **{**long, "field": "cfgScale"})
    cases["named"] = failure("no_access", words, model_id="amazon.nova-canvas-v1:0", chain=[find("core").model_id])
    cases["named and gone"] = failure(
        "end_of_life", words, model_id="amazon.nova-canvas-v1:0", chain=[find("core").model_id]
    )
    cases |= {
        f"input {reason}": failure("input_picture", words, reason=reason, limit=64, value=NASTY)
        for reason in get_args(errors.inputs.Reason)
    }
    cases["input of a model"] = failure("unsupported", words, **long, reason="few_pixels")
    cases["impossible"] = failure("unsupported", words, **long, reason="absent")
    cases["impossible here"] = failure("unsupported", words, **long, reason="absent", could=["core", "ultra"])
    for reason in ("file_deleted", "deleted", "no_access", "ratelimited"):
        cases[f"gone {reason}"] = failure("source_gone", words, name=NASTY, reason=reason)
    cases["losses"] = lost
    cases["help"] = help_notice(words, "/draw")
    cases["help in a direct message"] = help_notice(words, "/draw", is_direct=True)
    cases["nothing near"] = problem_notice(problem_of("a fox --zzz"), words, "/draw")
    cases["a lone closing brace"] = problem_notice(problem_of("a fox :}"), words, "/draw")
    cases["a few jobs too many"] = problem_notice(problem_of("{a, b, c} --r 7"), words, "/draw")
    for name in PRESETS:
        cases[f"preset {name}"] = problem_notice(problem_of(f"a fox --preset {name}"), words, "/draw")
    cases["several faults"] = problem_notice(problem_of("a fox --sead 7 --zzz"), words, "/draw")
    cases["taken"] = notice(request_lines([request], words, "/draw"))
    return cases


def spans(value: object) -> Iterator[Mapping[str, Any]]:
    """Every text element of a message's blocks."""
    if isinstance(value, dict):
        if value.get("type") == "text":
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def shown(message: Message) -> str:
    return "".join(span["text"] for span in spans(message["blocks"]))


def copied(message: Message) -> list[str]:
    elements = message["blocks"][0]["elements"]
    return [element["elements"][0]["text"] for element in elements if element["type"] == "rich_text_preformatted"]


CASES = [
    pytest.param(message, id=f"{language}-{name}")
    for language in LANGUAGES
    for name, message in all_notices(words_for(language)).items()
]


@pytest.mark.parametrize("message", CASES)
def test_a_notice_can_be_sent_to_slack(message: Message) -> None:
    assert 0 < len(message["text"]) <= 4000
    assert {block["type"] for block in message["blocks"]} == {"rich_text"}
    assert all(span["text"] for span in spans(message["blocks"]))
    assert json.dumps(message)


@pytest.mark.parametrize("message", CASES)
def test_a_notice_quotes_the_command_as_it_was_typed(message: Message) -> None:
    assert "/imagine" not in message["text"] + shown(message)


@pytest.mark.parametrize("message", CASES)
def test_what_was_typed_acts_nowhere(message: Message) -> None:
    assert not {"<", ">", "*", "~"} & set(message["text"])
    assert "@here" not in message["text"]
    assert "://" not in message["text"]


@pytest.mark.parametrize("message", CASES)
def test_backticks_of_a_notice_are_pairs_and_never_shown_in_blocks(message: Message) -> None:
    assert message["text"].count("`") % 2 == 0
    assert "`" not in "".join(span["text"] for span in spans(message["blocks"]) if "style" in span)


def test_each_kind_of_problem_is_among_the_examples() -> None:
    assert (
        {problem_of(line).code for line in LINES.values()} == {kind.code for kind in get_args(Problem)} == LINES.keys()
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a cat --sead 7", "/draw a cat --seed 7"),
        ("a <!channel> *cat* --no-people", "/draw a @channel *cat* --no people"),
        ("poppies--ar 2:3 & <b>", "/draw poppies --ar 2:3 & <b>"),
    ],
)
def test_the_line_to_copy_is_whole_and_as_typed(text: str, line: str) -> None:
    assert copied(problem_notice(problem_of(text), EN, "/draw")) == [
        line.replace("poppies & <b> --ar 2:3", "poppies --ar 2:3 & <b>")
    ]


def test_a_line_too_long_for_a_message_is_not_offered_in_part() -> None:
    notice = problem_notice(problem_of(f"{'x ' * 2000}--sead 7"), EN, "/draw")
    assert copied(notice) == []
    assert "`--seed`" in notice["text"]


def test_help_shows_every_flag_and_examples_that_are_read() -> None:
    notice = help_notice(EN, "/draw")
    assert all(f"{flag.name} {flag.form.shape}".strip() in shown(notice) for flag in FLAGS)
    assert all(f"/draw {word}" in shown(notice) for word in Word if word not in {Word.HELP, Word.FORM})
    assert len(copied(notice)) == 3
    assert all(isinstance(parse(line.removeprefix("/draw ")), Asking) for line in copied(notice))


def test_every_error_of_titan_core_has_words_of_its_own_or_stands_here() -> None:
    unexpected = shown(failure("no such code", EN))
    silent = {kind.code for kind in kinds() if shown(failure(kind.code, EN, field="prompt")) == unexpected}
    without_words = {"bad_response", "invalid_task", "model_failed", "no_model", "response_too_large", "unknown_model"}
    not_met_in_slack = {"output"}  # the app writes to no file that a person has named
    assert silent == without_words | not_met_in_slack | {"bedrock"}


def test_a_failure_that_an_admin_must_mend_gives_the_reference() -> None:
    for code in (
        "no_access",
        "bad_credentials",
        "no_credentials",
        "quota",
        "end_of_life",
        "bad_request",
        "no such code",
    ):
        assert "a1b2c3" in shown(failure(code, EN))


def test_a_model_that_was_named_and_cannot_be_used_is_told_apart_from_an_account_that_cannot_draw() -> None:
    chain = [find("core").model_id]
    named = shown(failure("wrong_region", EN, model_id=find("nova-canvas").model_id, chain=chain))
    assert "can't use Nova Canvas" in named
    assert "Leave --model out" in named
    assert "can't draw yet" in shown(failure("no_access", EN, model_id=chain[0], chain=chain))


def test_a_prompt_too_long_names_both_lengths_and_a_model_that_takes_it() -> None:
    long = {"model_id": "amazon.titan-image-generator-v2:0", "field": "prompt", "limit": 512, "value": 536}
    alone = shown(failure("unsupported", EN, **long))
    assert "512 characters, yours has 536" in alone
    assert "--model core, which takes 10,000" in alone
    named = shown(failure("unsupported", EN, **long, chain=["stability.stable-image-ultra-v1:1"]))
    assert "leave --model out: Stable Image Ultra takes 10,000" in named


def test_of_a_whole_chains_failure_the_cause_is_explained() -> None:
    cause = errors.UnsupportedError(model_id="m", field="prompt", limit=512, value=536)
    error = errors.NoModelError(passed_over=(errors.PassedOver(model_id="m", error=cause),), cause=cause)
    code, values = explained(error, [find("core")])
    assert code == "unsupported"
    assert json.loads(json.dumps(values)) == {
        "model_id": "m", "detail": "", "field": "prompt", "limit": 512, "value": 536, "could": [],
        "chain": [find("core").model_id],
    }  # fmt: skip


def test_a_picture_that_no_model_takes_is_explained_with_both_numbers() -> None:
    short = failure("input_picture", EN, field="image", reason="short_side", limit=64, value=12)
    assert "a side of it has 12 px, at least 64 px are needed" in shown(short)
    ratio = failure("unsupported", EN, field="image", reason="ratio", limit=2.5, value=7.25)
    assert "7.25 times as long as it is wide, at most 2.50 times" in shown(ratio)


def test_a_task_that_no_model_here_does_names_those_that_would() -> None:
    cause = errors.UnsupportedError(model_id="m", field="task", limit="", value="Upscale", reason="absent")
    error = errors.NoModelError(passed_over=(), cause=cause, could=("fast-upscale",))
    code, values = explained(error, [find("core")])
    assert "These could: fast-upscale." in shown(failure(code, EN, **values))


def test_a_picture_that_is_gone_is_named() -> None:
    assert "“sky.png” is gone" in shown(failure("source_gone", EN, name="sky.png", reason="file_deleted"))
    assert "ratelimited" in shown(failure("source_gone", EN, name="sky.png", reason="ratelimited"))


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("content_filtered", ["Edit"]),
        ("unknown_result", ["Draw again", "Edit"]),
        ("throttled", ["Draw again"]),
        ("unavailable", ["Draw again"]),
        ("unexpected", ["Draw again"]),
        ("source_gone", ["Draw again from words", "Edit"]),
        ("input_picture", ["Edit"]),
        ("no_access", []),
    ],
)
def test_a_notice_offers_what_its_asker_can_do(code: str, labels: list[str]) -> None:
    news = {"about": "not_drawn", "code": code, "values": {}, "reference": "a1b2c3"}
    told = aside(failed := job(), news, EN)
    assert told
    buttons = [element for block in told["blocks"] if block["type"] == "actions" for element in block["elements"]]
    assert [button["text"]["text"] for button in buttons] == labels
    assert {button["value"] for button in buttons} <= {failed.id}


def test_of_a_picture_without_words_nothing_can_be_drawn_from_words() -> None:
    cut_out = Order(
        asked=asked_of(BackgroundRemoval(image=stand_in())),
        sources={"image": Source(file_id="F0000000001")},
        action=Action.CUT_OUT,
    )
    news = {"about": "not_drawn", "code": "source_gone", "values": {}, "reference": "a1b2c3"}
    told = aside(job(request=cut_out.to_json()), news, EN)
    assert told
    assert [element["text"]["text"] for element in told["blocks"][-1]["elements"]] == ["Edit"]


def test_nothing_to_say_is_no_notice() -> None:
    assert lines_notice([]) is None
    assert request_lines([Request(prompt="a fox")], EN, "/draw") == []


@given(st.text(alphabet="*_~`<>&@:/.#! ahttpser\n", max_size=60))
def test_escaped_text_keeps_its_length_to_the_eye_and_acts_nowhere(text: str) -> None:
    escaped = escape_mrkdwn(text)
    assert not set("*_~`<>") & set(escaped)
    assert "://" not in escaped
    assert "@h" not in escaped
    assert not any(line.startswith("&gt;") for line in escaped.split("\n"))
    seen = escaped.replace("\u2060", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert len(seen) == len(text)


@given(st.text(max_size=40), st.integers(min_value=1, max_value=40))
def test_clipped_text_is_within_its_limit_and_a_beginning(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert clipped == text or (clipped.endswith("…") and text.startswith(clipped[:-1]))


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("a red fox", 9, "a red fox"),
        ("a red fox", 7, "a red…"),
        ("ab👩\u200d🎨cd", 5, "ab…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("abe\u0301cd", 4, "ab…"),
        ("a🇰🇷🇰🇷b", 5, "a🇰🇷…"),
        ("♥\ufe0f♥\ufe0f", 3, "♥\ufe0f…"),
    ],
)
def test_clipping_never_halves_what_is_seen_as_one_character(text: str, limit: int, clipped: str) -> None:
    assert clip(text, limit) == clipped

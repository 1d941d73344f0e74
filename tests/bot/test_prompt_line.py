"""The grammar of `/imagine` lines, as a table of what is typed and what it means."""

from typing import Any

import pytest

from bot.prompt_line import FLAGS, Asking, Hint, LeftOut, Request, Word, parse
from tests.bot.lines import one
from titan_core.tasks import AspectRatio, Quality, Size

ROBOT = (
    "daguerreotype of robot and cowboy standing side-by-side, directly facing the camera, steampunk,"
    " western town in the background, long shot, sepia tone"
)
CAT = (
    "photograph of a calico cat, cyberpunk, futuristic cityscape in the background, low angle, long shot,"
    ' neon sign on building "CALICO CORP", Epic, photorealistic, 4K'
)
TALL, WIDE = AspectRatio(2, 3), AspectRatio(16, 9)

DASHES: list[tuple[str, dict[str, Any]]] = [
    ("a fox —ar 2:3", {"prompt": "a fox", "aspect_ratio": TALL}),
    ("a fox –no dogs ——seed 7", {"prompt": "a fox", "negative_prompt": "dogs", "seed": 7}),  # noqa: RUF001
    ("a fox −n 2", {"prompt": "a fox", "number_of_images": 2}),  # noqa: RUF001  (minus sign)
    ("the sale—no dogs", {"prompt": "the sale—no dogs"}),
    ("a man —an old one— walks", {"prompt": "a man —an old one— walks"}),
    ("side-by-side, well--known, a - b -- c --5", {"prompt": "side-by-side, well--known, a - b -- c --5"}),
    ("snow — seed heads — no wind", {"prompt": "snow — seed heads — no wind"}),
    ("a brand-new car -private garden", {"prompt": "a brand-new car -private garden"}),
    ("a fox —private", {"prompt": "a fox", "private": True}),
    ("—new a fox —private —n 2", {"prompt": "a fox", "new": True, "private": True, "number_of_images": 2}),
]
READ: list[tuple[str, dict[str, Any]]] = [
    # the prompt
    (ROBOT, {"prompt": ROBOT}),
    (f"{CAT} --no people, text errors", {"prompt": CAT, "negative_prompt": "people, text errors"}),
    ("  a\n red \t fox  ", {"prompt": "a red fox"}),
    ("prompt: a fox", {"prompt": "a fox"}),
    ("Prompt：a fox", {"prompt": "a fox"}),  # noqa: RUF001  (full-width, as Korean keyboards type it)
    ("prompt: prompt: a fox", {"prompt": "prompt: a fox"}),
    ("prompt: help", {"prompt": "help"}),
    ("a prompt: engineer", {"prompt": "a prompt: engineer"}),
    # flags, in any order and case, with text anywhere
    ("a fox --ar 2:3", {"prompt": "a fox", "aspect_ratio": TALL}),
    ("--ar 2:3 a fox", {"prompt": "a fox", "aspect_ratio": TALL}),
    ("California --ar 2:3 poppies", {"prompt": "California poppies", "aspect_ratio": TALL}),
    ("a fox --AR 2:3 --Seed=7", {"prompt": "a fox", "aspect_ratio": TALL, "seed": 7}),
    ("a fox --aspect 1920:1080", {"prompt": "a fox", "aspect_ratio": WIDE}),
    ("a fox --ar 16x9", {"prompt": "a fox", "aspect_ratio": WIDE}),
    ("a fox --ar 16/9", {"prompt": "a fox", "aspect_ratio": WIDE}),
    ("a fox --ar 16 : 9", {"prompt": "a fox", "aspect_ratio": WIDE}),
    ("a fox --size 1024x768", {"prompt": "a fox", "size": Size(1024, 768)}),
    ("a fox --size 1024 × 768", {"prompt": "a fox", "size": Size(1024, 768)}),  # noqa: RUF001  (times sign)
    ("a fox --n 3", {"prompt": "a fox", "number_of_images": 3}),
    ("a fox --images 3", {"prompt": "a fox", "number_of_images": 3}),
    ("a fox --cfg 8", {"prompt": "a fox", "cfg_scale": 8.0}),
    ("a fox --cfg 7,5 in snow", {"prompt": "a fox in snow", "cfg_scale": 7.5}),
    ("a fox --q premium", {"prompt": "a fox", "quality": Quality.PREMIUM}),
    ("a fox --quality Standard", {"prompt": "a fox", "given": {"quality"}}),
    ("a fox --n 1", {"prompt": "a fox", "given": {"number_of_images"}}),
    ("a fox --keep 80 in snow", {"prompt": "a fox in snow", "keep": 80}),
    ("a fox --private in snow --new.", {"prompt": "a fox in snow", "private": True, "new": True}),
    ("--new --new a fox", {"prompt": "a fox", "new": True}),
    ("a fox --model CORE", {"prompt": "a fox", "model": "core"}),
    ("a fox --model stability.stable-image-ultra-v1:1", {"prompt": "a fox", "model": "ultra"}),
    ("a fox --seed 007 --seed 7", {"prompt": "a fox", "seed": 7}),
    ('a fox --model "core" --seed "7"', {"prompt": "a fox", "model": "core", "seed": 7}),
    # --no runs to the next flag, several are joined
    ("a fox --no a, b c --ar 2:3", {"prompt": "a fox", "negative_prompt": "a, b c", "aspect_ratio": TALL}),
    ("a fox --no a --seed 7 --no b,c,", {"prompt": "a fox", "negative_prompt": "a, b, c", "seed": 7}),
    ("a fox --no=people. --n 2", {"prompt": "a fox", "negative_prompt": "people", "number_of_images": 2}),
    ("여우 --no 사람，글자", {"prompt": "여우", "negative_prompt": "사람, 글자"}),  # noqa: RUF001  (full-width comma)
    ("a fox --no .;!dogs", {"prompt": "a fox", "negative_prompt": "dogs"}),
    # full-width forms, and punctuation after a value
    ("여우　－－ａｒ　１６：９　--seed　７", {"prompt": "여우", "aspect_ratio": WIDE, "seed": 7}),  # noqa: RUF001
    ("a fox --ar 2:3, in snow", {"prompt": "a fox, in snow", "aspect_ratio": TALL}),
    ("a fox --seed 7，红狐狸", {"prompt": "a fox， 红狐狸", "seed": 7}),  # noqa: RUF001  (no space after a full-width comma)
    ("a fox --ar 2:3.", {"prompt": "a fox", "aspect_ratio": TALL}),
    ("(a fox --ar 2:3)", {"prompt": "(a fox)", "aspect_ratio": TALL}),
    # quotes
    ("a sign “OPEN”", {"prompt": 'a sign "OPEN"'}),
    ("a sign ‘OPEN’, it’s late", {"prompt": "a sign 'OPEN', it's late"}),  # noqa: RUF001  (curly, as phones make them)
    ('a sign "--no dogs --zz" --n 2', {"prompt": 'a sign "--no dogs --zz"', "number_of_images": 2}),
    ('a "sign --n 2', {"prompt": 'a "sign', "number_of_images": 2}),
    ('12" ruler --no "x', {"prompt": '12" ruler', "negative_prompt": '"x'}),
    # Slack's escapes
    ("AT&amp;T &lt;b&gt; &amp;lt;", {"prompt": "AT&T <b> &lt;"}),
    ("a cat <!channel> <@U0LAN0Z89|ann> <#C024BE91L|art>", {"prompt": "a cat @channel @ann #art"}),
    ("a cat <https://a.example/x|a.example/x> <b>", {"prompt": "a cat a.example/x <b>"}),
    # what can't be seen
    ("a\u200b \u202efox\x00 \u2060--n 2", {"prompt": "a fox", "number_of_images": 2}),
]


@pytest.mark.parametrize(("text", "fields"), DASHES)
def test_dashes_of_any_kind_are_flags_before_a_known_name_and_prose_elsewhere(
    text: str, fields: dict[str, Any]
) -> None:
    assert one(text) == Request(**fields)


@pytest.mark.parametrize(("text", "fields"), READ)
def test_a_line_is_read_as_meant(text: str, fields: dict[str, Any]) -> None:
    assert one(text) == Request(**fields)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("a &lt;b&gt; fox &amp;amp;", "a <b> fox &amp;"),
        ("say <b|hello> to <@U0LAN0Z89>", "say hello to @U0LAN0Z89"),
        ("<!subteam^S012|@team>, <!here>, <mailto:a@b.example|a@b.example>", "@team, @here, a@b.example"),
        ("`a fox`", "a fox"),
        ("```\na fox\n```", "a fox"),
    ],
)
def test_in_a_message_all_angle_brackets_are_slacks(text: str, prompt: str) -> None:
    assert one(text, from_message=True) == Request(prompt=prompt)


@pytest.mark.parametrize(
    ("text", "prompt", "left_out"),
    [
        (
            "a fox --v 6.1 --style raw",
            "a fox",
            [LeftOut(flag="--v", value="6.1"), LeftOut(flag="--style", value="raw")],
        ),
        ("a fox --stylize 250 in snow", "a fox in snow", [LeftOut(flag="--stylize", value="250")]),
        ("a fox --tile in snow", "a fox in snow", [LeftOut(flag="--tile")]),
        ("a fox --niji in snow", "a fox in snow", [LeftOut(flag="--niji")]),
        ("a fox --niji 6", "a fox", [LeftOut(flag="--niji", value="6")]),
        ("a fox --q .25", "a fox", [LeftOut(flag="--q", value=".25", instead="--quality premium")]),
        ("a fox --iw 2", "a fox", [LeftOut(flag="--iw", value="2", instead="--keep 60")]),
        ("a fox --p ab12 snow", "a fox snow", [LeftOut(flag="--p", value="ab12")]),
        ("a fox --p snow", "a fox snow", [LeftOut(flag="--p")]),
        (
            "--sref https://a.example/1.png 123 a fox",
            "a fox",
            [LeftOut(flag="--sref", value="https://a.example/1.png 123")],
        ),
        ("a fox —chaos 20", "a fox", [LeftOut(flag="--chaos", value="20")]),
    ],
)
def test_midjourneys_flags_are_left_out_with_their_values(text: str, prompt: str, left_out: list[LeftOut]) -> None:
    assert one(text) == Request(prompt=prompt, left_out=tuple(left_out))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *((text, Word.FORM) for text in ("", "  \n", "prompt:", "\u200b", "form")),
        *((text, Word.HELP) for text in ("help", "HELP", "--help", "—help", "-h", "?")),
        *((word.value.upper(), word) for word in Word),
    ],
)
def test_a_word_counts_only_as_the_whole_text(text: str, word: Word) -> None:
    assert parse(text) == word
    assert parse(f"{text} fox") != word


@pytest.mark.parametrize("word", Word)
def test_a_picture_of_a_word_can_be_asked_for(word: Word) -> None:
    request = one(f"prompt: {word}")
    assert request == Request(prompt=word.value)
    assert one(request.line()) == request


def test_what_the_prompt_says_is_absent_is_hinted_at() -> None:
    request = one("a street with no people, without cars --no dogs")
    assert request.hints == (Hint(unwanted="people"), Hint(unwanted="cars"))


@pytest.mark.parametrize("text", [text for text, _ in (*READ, *DASHES)])
def test_the_line_of_a_request_asks_for_it_again(text: str) -> None:
    request = one(text)
    assert one(request.line()) == request


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.name)
def test_a_flags_example_is_read_under_each_of_its_names(flag: Any) -> None:  # noqa: ANN401  (parametrized)
    for name in (flag.name, *flag.aliases):
        asked = parse(f"a fox {flag.example.replace(flag.name, name, 1)}", preset=lambda _name: "--seed 7")
        assert asked != parse("a fox")
        assert isinstance(asked, Asking)
        assert asked.is_batch or getattr(asked.requests[0], flag.field) != getattr(Request(prompt="a fox"), flag.field)

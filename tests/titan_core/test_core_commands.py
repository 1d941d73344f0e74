"""`titan edit`, `titan upscale` and the others: a row of a table each, and what they say of wrong input."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from tests.titan_core.bedrock_wire import (
    THROTTLED,
    BedrockWire,
    png,
    stability,
)
from tests.titan_core.sample_pictures import decoded, encoded, plain
from titan_core.commands.drawing import DRAWING
from titan_core.commands.options import OPTIONS, add_options
from titan_core.tasks import TASKS

pytestmark = pytest.mark.usefixtures("some_files")
Titan = Callable[..., int]
Capsys = pytest.CaptureFixture[str]
SERVICE = "us.stability.stable-image-{}-v1:0"


def test_every_field_of_every_task_can_be_said() -> None:
    assert {field.name for kind in TASKS for field in fields(kind)} == set(OPTIONS)
    assert {row.kind for row in DRAWING.values()} == set(TASKS)


@pytest.mark.parametrize(
    ("line", "model", "said"),
    [
        ("vary fox.png --prompt snow --seed 5", "stability.sd3-5-large-v1:0", {"prompt": "snow", "seed": 5}),
        ("edit fox.png a hat --mask mask.png --grow 3", SERVICE.format("inpaint"), {"prompt": "a hat", "grow_mask": 3}),
        ("edit fox.png --mask mask.png", SERVICE.format("erase-object"), {}),
        (
            "edit fox.png --where fox a dog",
            SERVICE.format("search-replace"),
            {"prompt": "a dog", "search_prompt": "fox"},
        ),
        ("edit fox.png a dog --where the fox", SERVICE.format("search-replace"), {"prompt": "a dog"}),
        ("extend fox.png --left 64 --up 32", "us.stability.stable-outpaint-v1:0", {"left": 64, "up": 32}),
        ("cutout fox.png", SERVICE.format("remove-background"), {}),
        ("upscale fox.png", "us.stability.stable-fast-upscale-v1:0", {}),
        ("upscale fox.png a fox --mode creative", "us.stability.stable-creative-upscale-v1:0", {"prompt": "a fox"}),
        ("recolor fox.png blue --what fur", SERVICE.format("search-recolor"), {"select_prompt": "fur"}),
        ("replace fox.png a dog --what fox", SERVICE.format("search-replace"), {"search_prompt": "fox"}),
        ("erase fox.png --mask mask.png", SERVICE.format("erase-object"), {}),
        ("from-sketch fox.png a fox --strength 0.5", SERVICE.format("control-sketch"), {"control_strength": 0.5}),
        ("from-layout fox.png a city", SERVICE.format("control-structure"), {"prompt": "a city"}),
        ("in-style-of fox.png a city --ar 16:9", SERVICE.format("style-guide"), {"aspect_ratio": "16:9"}),
        ("restyle fox.png --style other.jpg", "us.stability.stable-style-transfer-v1:0", {}),
        (
            "edit fox.png a hat --mask mask.png --preset 3d_model",
            SERVICE.format("inpaint"),
            {"style_preset": "3d-model"},
        ),
    ],
)
def test_each_command_reaches_its_model(  # noqa: PLR0913, PLR0917 - three fixtures, three columns
    titan: Titan, wire: BedrockWire, capsys: Capsys, line: str, model: str, said: dict[str, Any]
) -> None:
    assert titan(*_words(line)) == 0, capsys.readouterr().err

    asked = wire.asked[-1]
    assert asked.model_id == model
    assert {name: asked.body.get(name) for name in said} == said
    told = capsys.readouterr()
    assert Path(told.out.strip()).exists()
    assert "by the price list" in told.err
    assert "Passed over" not in told.err


def _words(line: str) -> list[str]:
    """`the fox` behind --where is one word to a shell that was told so."""
    return [word.replace("_the_", "the ") for word in line.replace("--where the ", "--where _the_").split()]


def test_the_colours_of_a_palette_are_sent(titan: Titan, wire: BedrockWire) -> None:
    assert titan("palette", "a fox", "--color", "#ff0000", "--color", "#00ff00") == 0

    assert "red" in wire.asked[0].body["prompt"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("cutout none.png", "titan: image can't be read: none.png: No such file or directory."),
        ("extend of a bridge --left 9", "To draw these words instead: titan draw"),
        ("cutout mask.txt", "titan: image is no picture; PNG, JPEG and WebP can be used."),
        ("cutout cut.png", "titan: image is cut off or damaged"),
        ("edit fox.png hat --mask small.png", "titan: mask_image is 10x10; the picture is 96x80."),
        ("edit fox.png hat", "mask_image"),
        ("edit fox.png hat --mask black.png", "mask_image marks nothing of the picture; mark what is to be drawn anew"),
        ("extend fox.png --left 2001", "titan: left is 2001; allowed is 0 to 2000."),
        ("vary fox.png --similarity 0.1", "titan: similarity_strength is 0.1; allowed is 0.2 to 1.0."),
        ("upscale tiny.png", "image has a side of 8 px; at least 32 px are needed."),
        ("cutout long.png", "image is 3.0 to 1, long side to short; at most 2.5 to 1 is taken."),
        ("palette a_fox --color red", "titan: colors is 'red'; write it like #a1b2c3."),
        ("upscale fox.png --mode creative", "titan: prompt is empty"),
        ("vary fox.png fox.png fox.png fox.png fox.png fox.png", "titan: images is 6; allowed is 1 to 5."),
        ("again fox.png", "titan: file is 'fox.png'; write it like a picture that titan made."),
        ("cutout fox.png -o fox.gif", "titan: fox.gif has another ending than what comes: write fox.png"),
    ],
)
def test_wrong_input_is_refused_by_field_limit_and_value(
    titan: Titan, wire: BedrockWire, capsys: Capsys, line: str, said: str
) -> None:
    Path("mask.txt").write_text("no picture", "utf-8")
    Path("cut.png").write_bytes(png()[:40])
    Path("small.png").write_bytes(encoded(plain(10, 10, "white")))
    Path("black.png").write_bytes(encoded(plain(96, 80, "black")))
    Path("tiny.png").write_bytes(encoded(plain(8, 8)))
    Path("long.png").write_bytes(encoded(plain(300, 100)))

    assert titan(*line.split()) == 2

    assert said in capsys.readouterr().err
    assert not wire.asked


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("recolor fox.png blue", "the following arguments are required: --what"),
        ("upscale fox.png --mode best", "argument --mode: 'best' is none of fast, conservative, creative"),
        ("cutout", "the following arguments are required: FILE"),
        ("edit fox.png --grow much", "argument --grow: invalid int value: 'much'"),
        ("upscael fox.png", "there is no command upscael. Did you mean upscale?"),
    ],
)
def test_a_wrong_command_shows_its_usage(titan: Titan, capsys: Capsys, line: str, said: str) -> None:
    with pytest.raises(SystemExit) as caught:
        titan(*line.split())

    assert caught.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("line", [["draw", "models"], ["--", "models"], ["models of ships"]])
def test_a_commands_word_can_be_drawn(titan: Titan, wire: BedrockWire, line: list[str]) -> None:
    assert titan(*line) == 0
    assert wire.asked[0].body["prompt"].startswith("models")


@pytest.mark.parametrize("line", ["help", "--help", "upscale --help"])
def test_help_costs_nothing(titan: Titan, wire: BedrockWire, capsys: Capsys, line: str) -> None:
    with pytest.raises(SystemExit) as caught:
        titan(*line.split())

    assert (caught.value.code, wire.asked) == (0, [])
    assert "usage: titan" in capsys.readouterr().out


def test_a_picture_may_be_made_to_fit(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    Path("tiny.png").write_bytes(encoded(plain(8, 8)))

    assert titan("upscale", "tiny.png") == 2
    assert capsys.readouterr().err.endswith("Or let it be changed as needed, with --fit.\n")
    assert titan("upscale", "tiny.png", "--fit") == 0

    assert "Stable Fast Upscale: image 8x8 png became 32x32 png." in capsys.readouterr().err
    assert len(wire.asked) == 1


def test_an_upscale_gets_the_ending_of_what_came(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    wire.then(stability(picture=encoded(plain(384, 320), "JPEG")))

    assert titan("upscale", "fox.png", "-o", "large.png") == 0

    assert capsys.readouterr().out == "large.jpg\n"
    assert decoded(Path("large.jpg").read_bytes()).size == (384, 320)


def test_a_field_of_a_new_type_needs_a_reader() -> None:
    @dataclass
    class Odd:
        seed: bytes = b""

    with pytest.raises(TypeError, match="no option is made of <class 'bytes'>"):
        add_options(ArgumentParser(), Odd, ())  # type: ignore[arg-type]


def test_a_wait_is_told_in_every_command(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    wire.then(THROTTLED)

    assert titan("cutout", "fox.png") == 0
    assert "throttled, again in" in capsys.readouterr().err

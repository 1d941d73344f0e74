"""`titan edit`, `titan upscale` and the others: a row of a table each, and what they say of wrong input."""

import io
import json
import sys
from base64 import b64decode
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import (
    NO_ACCESS,
    THROTTLED,
    BedrockWire,
    by_model,
    png,
    stability,
)
from tests.titan_core.sample_pictures import decoded, encoded, plain
from titan_core import Picture
from titan_core.commands.drawing import DRAWING
from titan_core.commands.options import OPTIONS
from titan_core.tasks import TASKS

Titan = Callable[..., int]
Capsys = pytest.CaptureFixture[str]
SERVICE = "us.stability.stable-image-{}-v1:0"


@pytest.fixture(autouse=True)
def some_files() -> None:
    """A picture, a mask whose left half is to be drawn anew, and another picture."""
    half = plain(96, 80, "black")
    half.paste("white", (0, 0, 48, 80))
    Path("fox.png").write_bytes(encoded(plain(96, 80, "orange")))
    Path("other.jpg").write_bytes(encoded(plain(96, 80, "navy"), "JPEG"))
    Path("mask.png").write_bytes(encoded(half))


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
    Path("small.png").write_bytes(encoded(plain(10, 10)))
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


def test_an_estimate_costs_nothing(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    assert titan("upscale", "fox.png", "a fox", "--mode", "creative", "--estimate") == 0
    assert titan("a fox", "-n", "3", "--estimate", "--json") == 0

    told = capsys.readouterr().out
    assert told.startswith("$0.60 by the price list, drawn by Stable Creative Upscale\n")
    assert '"price_usd": "0.12"' in told
    assert not wire.asked


@pytest.mark.parametrize(("chain", "usd"), [("titan-v2,ultra,core", "$0.14"), ("titan-v2", "$0.010")])
def test_an_estimate_is_for_the_model_that_is_likely_to_draw(
    titan: Titan, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, chain: str, usd: str
) -> None:
    monkeypatch.setenv("IMAGINE_MODELS", chain)

    assert titan("a fox", "--estimate") == 0
    assert capsys.readouterr().out.startswith(f"{usd} ")


def test_json_says_what_came_of_it(titan: Titan, capsys: Capsys) -> None:
    assert titan("a fox", "--seed", "7", "--size", "512x512", "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["pictures"] == [
        {
            "path": "a-fox-7.png",
            "format": "png",
            "width": 8,
            "height": 8,
            "seed": 7,
            "index": 0,
            "model": "stability.stable-image-core-v1:1",
        }
    ]
    assert (told["price_usd"], told["request_ids"]) == ("0.04", ["req-1"])
    assert told["losses"] == [{"field": "size", "asked": "512x512", "got": "1:1"}]


def test_json_says_what_went_wrong_too(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    wire.script = lambda _: NO_ACCESS

    assert titan("a fox", "--json") == 4

    told = json.loads(capsys.readouterr().out)
    assert told["error"]["code"] == "no_model"
    assert "Enable the model" in told["error"]["message"]


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_a_prompt_can_be_piped_in(titan: Titan, wire: BedrockWire, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"a fox\nin the snow\n")

    assert titan("-") == 0
    assert wire.asked[0].body["prompt"] == "a fox\nin the snow"


def test_pictures_go_through_pipes(
    titan: Titan, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    feed(monkeypatch, Path("fox.png").read_bytes())

    assert titan("cutout", "-", "-o", "-") == 0

    assert decoded(capsysbinary.readouterr().out).size == (8, 8)


@pytest.mark.parametrize(
    ("line", "said"),
    [("a_fox -n 2 -o -", "stdout can't be used: it takes 1 picture, not 2"), ("a_fox -o - --json", "--json")],
)
def test_stdout_takes_one_thing(titan: Titan, wire: BedrockWire, capsys: Capsys, line: str, said: str) -> None:
    assert titan(*line.split()) == 2
    assert said in capsys.readouterr().err
    assert not wire.asked


def test_a_picture_is_drawn_again_from_its_file(titan: Titan, wire: BedrockWire) -> None:
    assert titan("a fox", "--no", "dogs", "--ar", "3:2", "--seed", "7", "-o", "first.png") == 0
    assert titan("again", "first.png", "-o", "second.png") == 0
    assert titan("again", "second.png", "--seed", "8", "-n", "2") == 0

    first, again, *others = [asked.body for asked in wire.asked]
    assert again == first
    assert sorted(body["seed"] for body in others) == [8, 9]
    assert Picture.open("second.png").parameters == Picture.open("first.png").parameters


def test_drawing_again_asks_the_model_that_drew_it_first(titan: Titan, wire: BedrockWire) -> None:
    assert titan("a fox", "--model", "ultra", "-o", "first.png") == 0
    wire.script = by_model({"stability.stable-image-ultra-v1:1": NO_ACCESS})

    assert titan("again", "first.png", "-o", "second.png") == 0

    assert [name.rpartition("-image-")[2] for name in wire.models] == ["ultra-v1:1", "ultra-v1:1", "core-v1:1"]


def test_an_edit_is_done_again_with_the_pictures_it_came_from(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    assert titan("edit", "fox.png", "a hat", "--mask", "mask.png", "--seed", "7", "-o", "hat.png") == 0

    assert titan("again", "hat.png") == 2
    assert "image is needed: this was drawn from 96x80 png, sha256 " in capsys.readouterr().err

    inputs = ["--input", "image=fox.png", "--input", "mask_image=mask.png"]
    assert titan("again", "hat.png", *inputs) == 0
    assert wire.asked[1].body == wire.asked[0].body
    assert titan("again", "hat.png", "--input", "picture=fox.png") == 2
    assert "--input is 'picture=fox.png'; write it like image=fox.png." in capsys.readouterr().err


def test_a_mask_marks_in_white_what_is_drawn_anew(titan: Titan, wire: BedrockWire) -> None:
    assert titan("edit", "fox.png", "a hat", "--mask", "mask.png") == 0

    mask = decoded(_base64(wire.asked[0].body["mask"]))
    assert (mask.getpixel((10, 40)), mask.getpixel((90, 40))) == ((255, 255, 255), (0, 0, 0))


def _base64(text: str) -> bytes:
    return b64decode(text)


def test_models_are_listed_without_asking_anyone(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    assert titan("models") == 0
    table = capsys.readouterr().out
    assert titan("models", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["models"]

    assert "core*" in table
    assert "retired 2026-06-30" in table
    for model in listed:
        assert model["model_id"] in table
    upscale = next(model for model in listed if model["alias"] == "creative-upscale")
    assert (upscale["prices_usd"][0]["standard"], upscale["tasks"]) == ("0.60", ["Upscale"])
    assert not wire.asked


def test_a_wait_is_told_in_every_command(titan: Titan, wire: BedrockWire, capsys: Capsys) -> None:
    wire.then(THROTTLED)

    assert titan("cutout", "fox.png") == 0
    assert "throttled, again in" in capsys.readouterr().err


def test_a_mask_may_be_smaller_if_it_has_the_pictures_shape(titan: Titan, wire: BedrockWire) -> None:
    with Image.open("mask.png") as mask:
        mask.resize((48, 40), Image.Resampling.NEAREST).save("half.png")

    assert titan("erase", "fox.png", "--mask", "half.png") == 0
    assert decoded(_base64(wire.asked[0].body["mask"])).size == (96, 80)

"""`titan`: paths on stdout, all else on stderr, exit codes that say what happened."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import (
    END_OF_LIFE,
    EXPIRED,
    FILTERED,
    NO_ACCESS,
    THROTTLED,
    WITHHELD,
    Answer,
    BedrockWire,
    by_model,
    by_seed,
    refusal,
    stability,
)
from tests.titan_core.conftest import KEYS
from titan_core import VERSION
from titan_core.cli import main

TITAN = "amazon.titan-image-generator-v2:0"
Titan = Callable[..., int]


def here() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_a_picture_lands_where_o_says_and_its_path_on_stdout(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]
) -> None:
    code = titan("a red fox", "--no", "dogs", "--no", "people", "--seed", "7", "-o", "fox.png")

    told = capsys.readouterr()
    assert (code, told.out) == (0, "fox.png\n")
    assert "Drawing 1 picture: Stable Image Core" in told.err
    assert "Picture 1 of 1: 8x8, seed 7" in told.err
    assert "Drawn by Stable Image Core, $0.04 by the price list." in told.err
    assert wire.asked[0].body["negative_prompt"] == "dogs, people"
    with Image.open("fox.png") as image:
        assert image.info["prompt"] == "a red fox"
    assert here() == ["fox.png"]


def test_everything_can_be_said(titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]) -> None:
    line = "a fox --ar 4:3 --cfg 8 --quality premium -n 2 --seed 5 --model titan-v2 --model core"
    wire.script = by_model({TITAN: END_OF_LIFE})

    assert titan(*line.split()) == 0

    told = capsys.readouterr()
    assert wire.asked[0].body["imageGenerationConfig"] == {
        "numberOfImages": 2,
        "quality": "premium",
        "width": 1152,
        "height": 896,
        "seed": 5,
        "cfgScale": 8.0,
    }
    assert "Drawing 2 pictures: Titan Image Generator G1 v2, else Stable Image Core" in told.err
    assert "Passed over: amazon.titan-image-generator-v2:0 has reached its end of life." in told.err
    assert "Stable Image Core has no aspect ratio 4:3: it drew 5:4." in told.err
    assert "Stable Image Core has no cfg scale: 8.0 was left out." in told.err
    assert sorted(told.out.split()) == ["a-fox-5-1.png", "a-fox-6-2.png"]


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (refusal(400, "ValidationException", FILTERED), (3, "stopped this prompt. Word it differently")),
        (WITHHELD, (3, "stopped what it drew")),
        (refusal(400, "ValidationException", "odd"), (2, "refuses the request")),
        (END_OF_LIFE, (4, "No model of the chain can draw this.")),
        (NO_ACCESS, (4, "Enable the model for this account")),
        (EXPIRED, (4, "The AWS credentials have expired")),
        (stability(keep=20), (5, "It may have drawn and billed a picture")),
        (refusal(424, "ModelErrorException", "broken"), (5, "failed while it was drawing")),
        (Answer(body=b"?"), (5, "something that is no picture")),
    ],
)
def test_the_exit_code_says_what_happened(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str], refused: Answer, expected: tuple[int, str]
) -> None:
    wire.script = lambda _: refused

    code, said = expected
    assert titan("a fox", "-o", "fox.png") == code

    told = capsys.readouterr()
    assert said in told.err
    assert (told.out, here()) == ("", [])


def test_a_wait_before_asking_again_is_said(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]
) -> None:
    wire.then(THROTTLED)

    assert titan("a fox", "-o", "fox.png") == 0
    assert "stability.stable-image-core-v1:1: throttled, again in" in capsys.readouterr().err


def test_what_is_withheld_is_said(titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.script = by_seed({6: WITHHELD})

    assert titan("a fox", "-n", "2", "--seed", "5", "-o", "fox.png") == 0

    told = capsys.readouterr()
    assert told.out == "fox-1.png\n"
    assert "The content filter kept back 1 picture." in told.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([" "], "titan: prompt is empty: say what to draw."),
        (["fox", "--seed", "-1"], "titan: seed is -1; allowed is 0 to 4294967294."),
        (["fox", "-n", "9"], "titan: number_of_images is 9; allowed is 1 to 5."),
        (["x" * 600, "--model", "titan-v2"], "takes prompt up to 512; this has 600."),
    ],
)
def test_a_task_out_of_range_is_refused_with_the_numbers(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert titan(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not wire.asked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: PROMPT"),
        (["fox", "--ar", "16x9"], "argument --ar: aspect_ratio is '16x9'; write it like 16:9."),
        (["fox", "--size", "1024x768", "--ar", "1:1"], "not allowed with argument"),
        (["fox", "--model", "titan-v3"], "There is no model 'titan-v3'. Did you mean titan-v2"),
        (["fox", "--nope"], "unrecognized arguments: --nope"),
    ],
)
def test_a_wrong_command_shows_the_usage(
    titan: Titan, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        titan(*arguments)

    assert caught.value.code == 2
    assert said in capsys.readouterr().err


def test_wrong_settings_are_told_together(
    titan: Titan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BWB_REGION_NAME", "Oregon")
    monkeypatch.setenv("IMAGINE_MODELS", "cor")

    assert titan("fox") == 2

    told = capsys.readouterr().err
    assert "no AWS region" in told
    assert "Did you mean core?" in told


def test_help_names_the_exit_codes_the_settings_and_the_models(
    titan: Titan, capsys: pytest.CaptureFixture[str]
) -> None:
    for argument in ("--help", "--version"):
        with pytest.raises(SystemExit):
            titan(argument)

    told = capsys.readouterr().out
    assert "130  interrupted" in told
    assert "BWB_ENDPOINT_URL" in told
    assert "titan-v1, titan-v2, nova-canvas, core, ultra, sd3.5" in told
    assert f"titan-core {VERSION}" in told


def start(wire: BedrockWire) -> "subprocess.Popen[bytes]":
    root = Path(main.__code__.co_filename).parent.parent
    keys = {**KEYS, "BWB_ENDPOINT_URL": wire.url, "IMAGINE_MODELS": "core", "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "titan_core", "a fox", "--seed", "7"]
    return subprocess.Popen(command, env={**os.environ, **keys}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_module_is_the_command(wire: BedrockWire) -> None:
    with start(wire) as process:
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (0, b"a-fox-7.png\n"), err
    with Image.open(BytesIO(Path("a-fox-7.png").read_bytes())) as image:
        assert image.size == (8, 8)


def test_an_interrupt_ends_it_at_once_and_says_what_may_be_billed(wire: BedrockWire) -> None:
    with start(wire) as process:

        def interrupt(_: object) -> Answer:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=10)
            return stability()

        wire.script = interrupt
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (130, b"")
    assert b"interrupted; a picture that was being drawn may still be billed" in err


def test_an_interrupt_before_anything_is_sent_ends_it_too(wire: BedrockWire) -> None:
    os.mkfifo(".env")
    with start(wire) as process:
        with Path(".env").open("wb"):  # opens when the other side is reading its settings, and keeps it waiting
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        out, _ = process.communicate(timeout=60)

    assert (process.returncode, out, wire.asked) == (130, b"", [])

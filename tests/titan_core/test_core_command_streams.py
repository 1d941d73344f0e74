"""What `titan` writes where: estimates, JSON, pictures through pipes, tables."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import titan_core
from tests.titan_core.bedrock_wire import (
    NO_ACCESS,
    BedrockWire,
)
from tests.titan_core.sample_pictures import decoded

pytestmark = pytest.mark.usefixtures("some_files")
Titan = Callable[..., int]
Capsys = pytest.CaptureFixture[str]


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


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_no_picture_is_written_to_a_terminal(
    titan: Titan, wire: BedrockWire, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO(), "utf-8"))

    assert titan("a fox", "-o", "-") == 2
    assert "stdout can't be used: it is a terminal; name a file, or pipe it on" in capsys.readouterr().err
    assert not wire.asked


def test_a_reader_that_has_enough_is_no_fault() -> None:
    root = Path(titan_core.__file__).parent.parent
    command = [sys.executable, "-c", "import sys; from titan_core.cli import main; input(); sys.exit(main(['models']))"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(b"go\n")
        process.stdin.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


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

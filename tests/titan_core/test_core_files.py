"""Where `titan` puts pictures: nothing overwritten unasked, nothing half written, nothing paid for in vain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.titan_core.bedrock_wire import (
    Answer,
    BedrockWire,
    stability,
)

Titan = Callable[..., int]


def here() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_several_pictures_are_numbered(titan: Titan, capsys: pytest.CaptureFixture[str]) -> None:
    assert titan("a fox", "-n", "3", "-o", "fox.png") == 0

    assert sorted(capsys.readouterr().out.split()) == ["fox-1.png", "fox-2.png", "fox-3.png"]


def test_without_o_the_name_comes_from_prompt_and_seed_and_is_never_taken(
    titan: Titan, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        assert titan('Sign "CALICO CORP", 고양이!', "--seed", "7") == 0
    assert titan("...", "--seed", "7") == 0

    stem = "sign-calico-corp-고양이-7"
    assert capsys.readouterr().out.split() == [f"{stem}.png", f"{stem}-2.png", f"{stem}-3.png", "picture-7.png"]


def test_a_folder_gets_a_made_name_and_a_name_without_ending_gets_one(
    titan: Titan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()

    assert titan("fox", "--seed", "7", "-o", "out") == 0
    assert titan("fox", "--seed", "7", "-o", "out/red") == 0

    assert capsys.readouterr().out.split() == ["out/fox-7.png", "out/red.png"]


def test_a_file_that_is_there_is_left_alone_unless_forced(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("fox-2.png").write_bytes(b"mine")

    assert titan("fox", "-n", "2", "-o", "fox.png") == 2
    assert "fox-2.png is already there: name another file, or overwrite it with --force" in capsys.readouterr().err
    assert not wire.asked

    assert titan("fox", "-n", "2", "-o", "fox.png", "--force") == 0
    assert Path("fox-2.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("fox.jpg", "fox.jpg has another ending than what comes: write fox.png"),
        ("nowhere/fox.png", "there is no folder nowhere: make it first"),
    ],
)
def test_a_place_that_will_not_do_is_said_before_anything_is_paid_for(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str], place: str, said: str
) -> None:
    assert titan("fox", "-o", place) == 2
    assert said in capsys.readouterr().err
    assert not wire.asked


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_paid_for(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]
) -> None:
    assert titan("fox", "-o", "/proc/fox.png") == 2
    assert "/proc" in capsys.readouterr().err
    assert len(wire.asked) <= 1  # an administrator may write anywhere, as far as can be known beforehand


def test_any_name_that_the_disk_takes_will_do_and_no_other(
    titan: Titan, wire: BedrockWire, capsys: pytest.CaptureFixture[str]
) -> None:
    assert titan("fox", "-o", "x" * 251 + ".png") == 0
    assert titan("fox", "-o", "x" * 252 + ".png") == 2

    assert "can't be used: File name too long" in capsys.readouterr().err
    assert len(wire.asked) == 1


def test_what_cannot_be_written_leaves_no_half_file(
    titan: Titan, wire: BedrockWire, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    def take_it_away(_: object) -> Answer:
        folder.rmdir()
        return stability()

    wire.script = take_it_away

    assert titan("fox", "-o", "out/fox.png") == 2

    assert "out/fox.png can't be written: No such file or directory" in capsys.readouterr().err
    assert here() == []

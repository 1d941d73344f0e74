"""`titan again`, and masks from files: what was drawn from pictures can be drawn from them again."""

from base64 import b64decode
from collections.abc import Callable

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import (
    NO_ACCESS,
    BedrockWire,
    by_model,
)
from tests.titan_core.sample_pictures import decoded
from titan_core import Picture

pytestmark = pytest.mark.usefixtures("some_files")
Titan = Callable[..., int]
Capsys = pytest.CaptureFixture[str]


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


def test_a_mask_may_be_smaller_if_it_has_the_pictures_shape(titan: Titan, wire: BedrockWire) -> None:
    with Image.open("mask.png") as mask:
        mask.resize((48, 40), Image.Resampling.NEAREST).save("half.png")

    assert titan("erase", "fox.png", "--mask", "half.png") == 0
    assert decoded(_base64(wire.asked[0].body["mask"])).size == (96, 80)

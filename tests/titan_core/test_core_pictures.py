"""Pictures keep their bytes, and PNGs keep what they were drawn from."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.titan_core.bedrock_wire import png
from titan_core import (
    VERSION,
    AspectRatio,
    BadResponseError,
    InputPictureError,
    OutputError,
    Picture,
    Quality,
    Size,
    TextToImage,
)


def a_picture(data: bytes, **values: Any) -> Picture:  # noqa: ANN401 - passed through
    return Picture.read(data, **{"seed": 7, "model_id": "m", "index": 0, **values})


def encoded(form: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (12, 10), "teal").save(file, form)
    return file.getvalue()


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, body) of each chunk of a PNG, every checksum checked."""
    place = 8
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert int.from_bytes(data[place + 8 + length : place + 12 + length], "big") == zlib.crc32(kind + body)
        yield kind, body
        place += 12 + length


def texts(data: bytes) -> dict[str, str]:
    with Image.open(BytesIO(data)) as image:
        assert isinstance(image, PngImagePlugin.PngImageFile)
        return {name: str(text) for name, text in image.text.items()}


@pytest.mark.parametrize(
    ("form", "name", "media_type", "suffix"),
    [
        ("PNG", "png", "image/png", ".png"),
        ("JPEG", "jpeg", "image/jpeg", ".jpg"),
        ("WEBP", "webp", "image/webp", ".webp"),
    ],
)
def test_format_and_size_are_read_from_the_bytes(form: str, name: str, media_type: str, suffix: str) -> None:
    picture = a_picture(encoded(form))

    assert (picture.format, picture.width, picture.height) == (name, 12, 10)
    assert (picture.media_type, picture.suffix) == (media_type, suffix)


@pytest.mark.parametrize("data", [b"", b"not a picture", png()[:16], encoded("GIF"), encoded("BMP")])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BadResponseError, match="something that is no picture"):
        a_picture(data)


def test_a_picture_that_claims_to_be_enormous_is_refused() -> None:
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    data = png()[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png()[33:]

    with pytest.raises(BadResponseError, match="decompression bomb"):
        a_picture(data)


def test_printing_a_picture_does_not_print_its_bytes() -> None:
    assert "data" not in repr(a_picture(png()))


def test_a_png_keeps_what_it_was_drawn_from() -> None:
    task = TextToImage(
        prompt='고양이, sign "CALICO CORP"',
        negative_prompt="people, text errors",
        size=Size(512, 512),
        number_of_images=3,
        cfg_scale=8.0,
        quality=Quality.PREMIUM,
    )

    picture = a_picture(png(), index=1).with_parameters(task)

    assert texts(picture.data) == {
        "prompt": '고양이, sign "CALICO CORP"',
        "negative_prompt": "people, text errors",
        "size": "512x512",
        "cfg_scale": "8.0",
        "quality": "premium",
        "number_of_images": "3",
        "index": "1",
        "seed": "7",
        "model": "m",
        "task": "TextToImage",
        "version": f"titan-core {VERSION}",
    }


def test_what_was_not_asked_for_is_not_written() -> None:
    task = TextToImage(prompt="a fox", aspect_ratio=AspectRatio(16, 9))

    written = texts(a_picture(png(), seed=None).with_parameters(task).data)

    assert set(written) == {
        "prompt",
        "aspect_ratio",
        "quality",
        "number_of_images",
        "index",
        "model",
        "task",
        "version",
    }


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_pixels_and_all_other_chunks_stay_as_they_are(prompt: str, negative_prompt: str) -> None:
    data = png(30, 20)

    picture = a_picture(data).with_parameters(TextToImage(prompt=prompt, negative_prompt=negative_prompt))

    assert [chunk for chunk in chunks(picture.data) if chunk[0] != b"iTXt"] == list(chunks(data))
    assert texts(picture.data)["prompt"] == prompt.replace("\0", "").encode("utf-8", "replace").decode()
    with Image.open(BytesIO(picture.data)) as after, Image.open(BytesIO(data)) as before:
        assert after.tobytes() == before.tobytes()


def test_a_png_whose_header_is_not_first_is_left_alone() -> None:
    data = png()
    odd = data[:8] + b"\0\0\0\x04tEXta\0bc" + zlib.crc32(b"tEXta\0bc").to_bytes(4, "big") + data[8:]

    assert a_picture(odd).with_parameters(TextToImage(prompt="a fox")).data == odd


def test_a_picture_found_on_disk_knows_how_it_was_drawn(tmp_path: Path) -> None:
    task = TextToImage(prompt="a fox", seed=7)
    place = a_picture(png(), index=2).with_parameters(task).save(tmp_path / "fox")

    found = Picture.open(place)

    assert (found.seed, found.model_id, found.index, found.parameters["prompt"]) == (7, "m", 2, "a fox")


def test_a_picture_of_someone_else_has_no_parameters(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("prompt", "not ours")
    Image.new("RGB", (9, 9)).save(tmp_path / "theirs.png", pnginfo=notes)

    found = Picture.open(tmp_path / "theirs.png")

    assert (found.seed, found.model_id, found.index, dict(found.parameters)) == (None, "", 0, {})


def test_opening_what_is_no_picture_says_so(tmp_path: Path) -> None:
    (tmp_path / "fox.png").write_bytes(png()[:-20])

    for name, said in (("fox.png", "file is cut off or damaged"), ("none.png", "No such file")):
        with pytest.raises(InputPictureError, match=said):
            Picture.open(tmp_path / name)


@pytest.mark.parametrize(("form", "ending"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp")])
def test_a_saved_picture_gets_its_ending(tmp_path: Path, form: str, ending: str) -> None:
    picture = a_picture(encoded(form))

    place = picture.save(tmp_path / "fox")

    assert place == tmp_path / f"fox{ending}"
    assert place.read_bytes() == picture.data


def test_saving_overwrites_nothing_unasked_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    picture, place = a_picture(png()), tmp_path / "fox.png"
    place.write_bytes(b"mine")

    with pytest.raises(OutputError, match=r"fox\.png is already there"):
        picture.save(place)
    assert place.read_bytes() == b"mine"

    picture.save(place, overwrite=True)
    assert place.read_bytes() == picture.data
    assert [path.name for path in tmp_path.iterdir()] == ["fox.png"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fox.jpg", r"fox\.jpg has another ending than what comes: write .*fox\.png"),
        ("none/fox.png", "there is no folder .*none: make it first"),
        ("x" * 252 + ".png", "can't be written: File name too long"),
    ],
)
def test_a_place_that_will_not_do_is_said(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(OutputError, match=said):
        a_picture(png()).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_webp_becomes_a_png_of_the_same_pixels_and_parameters() -> None:
    file = BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGBA").save(file, "WEBP", lossless=True, exact=True)
    task = TextToImage(prompt="여우", seed=7)
    webp = a_picture(file.getvalue()).with_parameters(task)
    made = webp.as_png()

    assert (made.format, made.suffix, made.width, made.height, made.seed) == ("png", ".png", 40, 30, 7)
    assert made.parameters == webp.parameters
    assert made.parameters["prompt"] == "여우"
    with Image.open(BytesIO(webp.data)) as before, Image.open(BytesIO(made.data)) as after:
        assert after.format == "PNG"
        assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def test_what_is_a_png_or_cannot_be_decoded_stays_as_it_is() -> None:
    file = BytesIO()
    Image.effect_noise((400, 300), 60).save(file, "JPEG")
    broken = a_picture(file.getvalue()[:5000])

    assert broken.as_png() is broken
    whole = a_picture(encoded("PNG"))
    assert whole.as_png() is whole

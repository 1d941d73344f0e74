"""Texts travel in PNG, JPEG and WebP files, and everything else in them stays as it is."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.titan_core.sample_pictures import decoded, encoded, noise
from titan_core.embedding import embed, read_texts
from titan_core.formats import FORMATS, Format

TEXTS = {"prompt": '고양이, sign "CALICO" 🦊', "version": "x"}
SOFTWARE, DIRECTION = 0x0131, 0x0112


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[SOFTWARE] = "theirs"
    tags[DIRECTION] = 3
    tags.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0theirs"
    return tags


def odd_sized(mode: str) -> Image.Image:
    return noise(61, 41) if mode == "RGB" else Image.new(mode, (61, 41), (10, 20, 30, 90))


@pytest.mark.parametrize(
    "options",
    [{}, {"exif": exif()}, {"lossless": True}, {"icc_profile": b"0" * 201}],
    ids=["plain", "exif", "lossless", "icc_profile"],
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("form", FORMATS)
def test_pixels_and_all_else_stay_as_they_are(form: Format, mode: str, options: dict[str, Any]) -> None:
    if form == "jpeg":
        mode = "RGB"
    data = encoded(odd_sized(mode), form.upper(), **options)

    told = embed(data, form, TEXTS)

    before, after = decoded(data), decoded(told)
    assert read_texts(told) == TEXTS
    assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
    assert after.info.get("icc_profile") == before.info.get("icc_profile")
    for tag in (SOFTWARE, DIRECTION):
        assert after.getexif().get(tag) == before.getexif().get(tag)


@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_texts_written_twice_stand_there_once(form: Format) -> None:
    once = embed(encoded(noise(60, 40), form.upper()), form, {"prompt": "another"})

    twice = embed(once, form, TEXTS)

    assert read_texts(twice) == TEXTS
    assert twice.count(b"UNICODE\0") == 1


@given(st.dictionaries(st.sampled_from(["prompt", "seed", "negative_prompt"]), st.text()), st.sampled_from(FORMATS))
def test_any_text_comes_back(texts: dict[str, str], form: Format) -> None:
    written = {name: text.replace("\0", "") for name, text in texts.items()}

    found = read_texts(embed(encoded(noise(9, 8), form.upper()), form, texts))

    assert found == {name: _writable(text) for name, text in written.items()}


def _writable(text: str) -> str:
    """Half of a surrogate pair is no character in any encoding."""
    return "".join("?" if "\ud800" <= character <= "\udfff" else character for character in text)


def test_a_jpeg_without_room_for_them_is_left_alone() -> None:
    data = encoded(noise(9, 8), "JPEG")

    assert embed(data, "jpeg", {"prompt": "x" * 32_800}) == data
    assert read_texts(embed(data, "jpeg", {"prompt": "x" * 32_000})) == {"prompt": "x" * 32_000}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("length", [0, 3, 11, 13, 30])
def test_a_file_of_an_unforeseen_build_is_left_alone(form: Format, length: int) -> None:
    data = encoded(noise(9, 8), form.upper())[:length]

    assert embed(data, form, TEXTS) == data
    assert read_texts(data) == {}


@pytest.mark.parametrize("comment", [b"ASCII\0\0\0{}", b"UNICODE\0" + "[1]".encode("utf-16-le"), b"UNICODE\0{"])
def test_a_comment_of_someone_else_is_no_text_of_ours(comment: bytes) -> None:
    tags = Image.Exif()
    tags.get_ifd(0x8769)[0x9286] = comment

    assert read_texts(encoded(noise(9, 8), "JPEG", exif=tags)) == {}


def test_the_comment_is_json_for_anyone_to_read() -> None:
    file = decoded(embed(encoded(noise(9, 8), "WEBP"), "webp", TEXTS))

    comment = file.getexif().get_ifd(0x8769)[0x9286]

    assert comment.startswith(b"UNICODE\0")
    assert json.loads(comment[8:].decode("utf-16-le")) == TEXTS

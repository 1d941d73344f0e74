"""Input pictures are read whole, stand upright, and say what is wrong with them in numbers."""

from pathlib import Path

import pytest
from PIL import Image

from tests.titan_core.sample_pictures import decoded, encoded, noise, plain
from titan_core import InputPicture, InputPictureError

ORIENTATION = 0x0112


def refusal(data: bytes) -> InputPictureError:
    with pytest.raises(InputPictureError) as caught:
        InputPicture.read(data, field="reference_image")
    return caught.value


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


@pytest.mark.parametrize(("form", "name"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp")])
def test_a_picture_that_is_fine_keeps_its_bytes(form: str, name: str) -> None:
    data = encoded(plain(), form)

    picture = InputPicture.read(data)

    assert picture.data is data
    assert (picture.format, picture.width, picture.height, picture.has_alpha) == (name, 60, 40, False)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_on_its_side_is_set_upright(form: str) -> None:
    sideways = plain(60, 40, "white")
    sideways.paste("black", (0, 0, 30, 40))

    picture = InputPicture.read(encoded(sideways, form, exif=turned(6)))

    upright = decoded(picture.data).convert("L")
    assert (picture.width, picture.height) == upright.size == (40, 60)
    assert upright.getpixel((20, 5)) == pytest.approx(0, abs=8)
    assert upright.getpixel((20, 55)) == pytest.approx(255, abs=8)
    assert ORIENTATION not in decoded(picture.data).getexif()


def test_an_orientation_that_is_none_changes_nothing() -> None:
    data = encoded(plain(), "JPEG", exif=turned(1))

    assert InputPicture.read(data).data is data


@pytest.mark.parametrize(("mode", "form"), [("CMYK", "JPEG"), ("I;16", "PNG")])
def test_modes_that_decoders_differ_on_are_made_plain(mode: str, form: str) -> None:
    picture = InputPicture.read(encoded(Image.new(mode, (20, 10)), form))

    assert decoded(picture.data).mode in {"L", "RGB"}


def test_sixteen_bits_keep_their_brightness() -> None:
    picture = InputPicture.read(encoded(Image.new("I;16", (4, 4), 0x8040), "PNG"))

    assert picture.pixels().getpixel((0, 0)) == 0x80


def test_a_moving_picture_becomes_its_first_frame() -> None:
    frames = [plain(colour="red"), plain(colour="blue")]

    picture = InputPicture.read(encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True))

    again = decoded(picture.data)
    red, _, blue = again.convert("RGB").resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert getattr(again, "n_frames", 1) == 1
    assert red > blue


@pytest.mark.parametrize(("alpha", "has_alpha"), [(255, False), (254, True), (0, True)])
def test_alpha_counts_only_where_something_shows_through(alpha: int, *, has_alpha: bool) -> None:
    picture = InputPicture.read(encoded(Image.new("RGBA", (9, 9), (1, 2, 3, alpha))))

    assert picture.has_alpha is has_alpha


def test_a_palette_can_be_transparent_too() -> None:
    page = Image.new("P", (4, 4))
    page.putpalette([0, 0, 0, 255, 255, 255])

    assert InputPicture.read(encoded(page, transparency=0)).has_alpha
    assert not InputPicture.read(encoded(page)).has_alpha


def test_an_empty_file_is_refused() -> None:
    error = refusal(b"")

    assert (error.field, error.reason, error.value) == ("reference_image", "empty", 0)
    assert str(error) == "reference_image is empty: 0 bytes. Give a PNG, JPEG or WebP picture."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (encoded(plain(), "GIF"), "a GIF"),
        (encoded(plain(), "BMP"), "a BMP"),
        (encoded(plain(), "TIFF"), "a TIFF"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "a HEIC photo"),
        (b"%PDF-1.7", "a PDF"),
        (b"hello", "no picture"),
    ],
)
def test_another_kind_of_file_is_called_what_it_is(data: bytes, told: str) -> None:
    error = refusal(data)

    assert (error.reason, error.value, error.limit) == ("not_a_picture", told, "PNG, JPEG and WebP")
    assert str(error) == f"reference_image is {told}; PNG, JPEG and WebP can be used. Convert it first."


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.95])
def test_a_file_that_is_cut_off_is_refused(form: str, share: float) -> None:
    whole = encoded(noise(200, 150), form)

    error = refusal(whole[: int(len(whole) * share)])

    assert error.reason == "damaged"
    assert str(error).startswith("reference_image is cut off or damaged (")


def test_a_damaged_file_is_refused() -> None:
    data = bytearray(encoded(noise(200, 150)))
    data[len(data) // 2] ^= 0xFF

    assert refusal(bytes(data)).reason == "damaged"


@pytest.mark.parametrize("side", [7_100, 9_600, 13_500])
def test_a_decompression_bomb_is_refused_by_its_numbers(side: int) -> None:
    data = encoded(Image.new("1", (side, side)))
    assert len(data) < 50_000

    error = refusal(data)

    assert (error.reason, error.limit, error.value) == ("many_pixels", 50_000_000, side * side)
    assert f"{side * side:,} pixels; at most 50,000,000" in str(error)


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputPictureError, match=r"image can't be read: .*fox.png: No such file or directory"):
        InputPicture.open(tmp_path / "fox.png")


def test_a_file_is_opened_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "fox.png").write_bytes(encoded(plain()))

    assert str(InputPicture.open(tmp_path / "fox.png")) == "60x40 png"


@pytest.mark.parametrize("values", [{"format": "gif"}, {"data": b""}, {"width": 0}])
def test_a_picture_can_not_be_made_up(values: dict[str, object]) -> None:
    sound: dict[str, object] = {"data": b"x", "format": "png", "width": 1, "height": 1, "has_alpha": False}

    with pytest.raises(InputPictureError):
        InputPicture(**{**sound, **values})  # type: ignore[arg-type]


def test_printing_a_picture_does_not_print_its_bytes() -> None:
    assert "data" not in repr(InputPicture.of(plain()))


def test_a_part_is_cut_out_and_margins_are_added() -> None:
    picture = InputPicture.of(plain(60, 40, "red"))

    larger = picture.extended(left=5, up=7, right=1)

    assert (larger.width, larger.height) == (66, 47)
    assert larger.pixels().getpixel((0, 0)) == (128, 128, 128)
    assert larger.cropped(5, 7, 65, 47).pixels().tobytes() == picture.pixels().tobytes()
    with pytest.raises(InputPictureError, match="image is 5,7 to 67,47; it must lie within 66x47"):
        larger.cropped(5, 7, 67, 47)

"""The numbered sheet: every picture whole, in its place, with a number that can be read on anything."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.delivery.sheets import WIDTH, contact_sheet

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)
_NEAR = 12  # in brightness


def saved(folder: Path, name: str, size: tuple[int, int], colour: tuple[int, ...], mode: str = "RGB") -> Path:
    path = folder / f"{name}.png"
    Image.new(mode, size, colour).save(path)
    return path


def sheet_of(pictures: list[Path], first: int = 1) -> Image.Image:
    data = contact_sheet([(number, BytesIO(path.read_bytes())) for number, path in enumerate(pictures, first)])
    with Image.open(BytesIO(data)) as sheet:
        return sheet.convert("RGB")


def share_of(image: Image.Image, colour: tuple[int, int, int]) -> float:
    """How much of an image is about this colour."""
    off = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    near = off.convert("L").point(lambda difference: 255 if difference < _NEAR else 0)
    return near.histogram()[255] / (image.width * image.height)


@pytest.mark.parametrize(
    ("count", "shape"), [(2, 2 / 1), (3, 2 / 2), (4, 2 / 2), (5, 3 / 2)], ids=lambda value: f"{value:.3g}"
)
def test_pictures_stand_in_rows_and_the_sheet_is_not_too_wide(tmp_path: Path, count: int, shape: float) -> None:
    sheet = sheet_of([saved(tmp_path, str(number), (1024, 1024), RED) for number in range(count)])

    assert sheet.width <= WIDTH
    assert sheet.width / sheet.height == pytest.approx(shape, rel=0.03)


def test_a_short_row_stands_in_the_middle(tmp_path: Path) -> None:
    sheet = sheet_of([saved(tmp_path, str(number), (512, 512), RED) for number in range(3)])

    bottom = sheet.crop((0, sheet.height // 2 + 20, sheet.width, sheet.height))
    left, right = (
        bottom.crop((0, 0, 100, bottom.height)),
        bottom.crop((sheet.width - 100, 0, sheet.width, bottom.height)),
    )
    assert share_of(left, WHITE) > 0.99
    assert share_of(right, WHITE) > 0.99
    assert bottom.getpixel((sheet.width // 2, bottom.height // 2))[0] > 150  # type: ignore[index]


def test_pictures_of_any_shape_are_shown_whole(tmp_path: Path) -> None:
    wide, tall = saved(tmp_path, "wide", (1536, 640), RED), saved(tmp_path, "tall", (640, 1536), BLUE)
    sheet = sheet_of([wide, tall])

    assert share_of(sheet, RED) > 0.15
    assert share_of(sheet, BLUE) > 0.15


def test_what_is_cut_out_lies_on_a_checkerboard(tmp_path: Path) -> None:
    clear = saved(tmp_path, "clear", (512, 512), (0, 0, 0, 0), "RGBA")
    sheet = sheet_of([clear, saved(tmp_path, "red", (512, 512), RED)])

    half = sheet.crop((0, 0, sheet.width // 2, sheet.height))
    assert 0.3 < share_of(half, (222, 222, 222)) < 0.6
    assert share_of(half, (0, 0, 0)) < 0.05


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (128, 128, 128)])
def test_a_number_stands_out_on_every_ground(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    plain = [saved(tmp_path, str(number), (1024, 1024), colour) for number in range(2)]
    corner = sheet_of(plain).crop((12, 12, 220, 220)).convert("L")
    darkest, lightest = corner.getextrema()

    assert darkest < 60  # type: ignore[operator]
    assert lightest > 200  # type: ignore[operator]


def test_each_picture_has_its_own_number(tmp_path: Path) -> None:
    plain = [saved(tmp_path, str(number), (512, 512), RED) for number in range(2)]
    once, again, later = sheet_of(plain), sheet_of(plain), sheet_of(plain, first=3)

    assert once.tobytes() == again.tobytes()
    assert once.tobytes() != later.tobytes()

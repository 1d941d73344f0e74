"""Masks: pure black and white, and never unclear which of them is edited."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.titan_core.sample_pictures import decoded, encoded, noise, plain
from titan_core import InputPicture, InputPictureError, Mask

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def half(colour: str = "black", ground: str = "white") -> Image.Image:
    """The left half in a colour."""
    page = plain(60, 40, ground)
    page.paste(colour, (0, 0, 30, 40))
    return page


def test_greys_become_black_or_white_whichever_is_nearer() -> None:
    mask = Mask.read(encoded(noise(50, 50), "JPEG"), edit_colour="black")

    colours = decoded(mask.data).convert("RGB").getcolors(2)
    assert colours is not None
    assert {colour for _, colour in colours} == {BLACK, WHITE}


@pytest.mark.parametrize(("grey", "becomes"), [(0, BLACK), (127, BLACK), (128, WHITE), (255, WHITE)])
def test_the_border_is_half_way(grey: int, becomes: tuple[int, int, int]) -> None:
    mask = Mask.of(Image.new("L", (1, 1), grey), edit_colour="white")

    assert decoded(mask.data).convert("RGB").getpixel((0, 0)) == becomes


def test_each_contract_gets_its_own_colour() -> None:
    titan = Mask.of(half("black"), edit_colour="black")
    stability = Mask.of(half("white", "black"), edit_colour="white")

    for mask in (titan, stability):
        assert decoded(mask.black_inside()).getpixel((5, 5)) == BLACK
        assert decoded(mask.black_inside()).getpixel((50, 5)) == WHITE
        assert decoded(mask.white_inside()).getpixel((5, 5)) == WHITE
        assert decoded(mask.white_inside()).getpixel((50, 5)) == BLACK


@given(st.sampled_from(["black", "white"]), st.integers(0, 255))
def test_inverted_means_the_rest(edit_colour: str, grey: int) -> None:
    page = Image.linear_gradient("L").point(lambda value: value if value > grey else 0)
    mask = Mask.of(page, edit_colour="white" if edit_colour == "white" else "black")

    rest = mask.inverted()

    both = ImageChops.add(decoded(mask.white_inside()), decoded(rest.white_inside()))
    assert both.convert("L").getextrema() == (255, 255)
    assert rest.inverted() == mask
    assert mask.edited_share + rest.edited_share == pytest.approx(1.0)


def test_what_is_transparent_is_kept() -> None:
    strokes = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    strokes.paste((255, 255, 255, 255), (0, 0, 30, 40))

    assert Mask.of(strokes, edit_colour="white").bounding_box_of_kept() == (30, 0, 60, 40)


def test_the_background_of_a_cutout_is_what_is_edited() -> None:
    cutout = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    cutout.paste((9, 99, 9, 255), (10, 5, 20, 15))

    mask = Mask.of_transparency(InputPicture.of(cutout))

    assert mask.bounding_box_of_kept() == (10, 5, 20, 15)


def test_margins_are_edited_and_the_picture_is_kept() -> None:
    picture = InputPicture.of(plain(60, 40))

    mask = Mask.of_margins(picture, left=10, right=20, up=5)

    larger = picture.extended(left=10, right=20, up=5)
    assert (mask.width, mask.height) == (larger.width, larger.height) == (90, 45)
    assert mask.bounding_box_of_kept() == (10, 5, 70, 45)


@pytest.mark.parametrize(("ground", "share", "box"), [("white", 1.0, None), ("black", 0.0, (0, 0, 60, 40))])
def test_a_mask_may_edit_all_or_nothing(ground: str, share: float, box: tuple[int, ...] | None) -> None:
    mask = Mask.of(plain(60, 40, ground), edit_colour="white")

    assert (mask.edited_share, mask.bounding_box_of_kept()) == (share, box)


def test_a_mask_grows_with_its_picture_and_stays_pure() -> None:
    mask = Mask.of(half(), edit_colour="black").fit_to(120, 81)

    page = decoded(mask.data).convert("RGB")
    colours = page.getcolors(2)
    assert (mask.width, mask.height) == page.size == (120, 81)
    assert colours is not None
    assert mask.edited_share == pytest.approx(0.5)


def test_a_mask_of_another_shape_is_refused_with_the_numbers() -> None:
    with pytest.raises(InputPictureError) as caught:
        Mask.of(half(), edit_colour="black").fit_to(100, 100)

    assert str(caught.value) == "mask_image is 60x40; the picture is 100x100. Make them the same shape."


def test_a_file_is_opened_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_bytes(encoded(half()))

    assert str(Mask.open(tmp_path / "mask.png", edit_colour="black")) == "60x40 mask, black is edited"
    with pytest.raises(InputPictureError, match="mask_image can't be read"):
        Mask.open(tmp_path / "none.png", edit_colour="black")


def test_a_mask_is_edited_in_black_or_white() -> None:
    with pytest.raises(ValueError, match="edit_colour is black or white, not 'red'"):
        Mask.of(half(), edit_colour="red")  # type: ignore[arg-type]

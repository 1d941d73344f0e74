"""A model's limits on pictures: refused with the numbers, or fitted by the smallest change."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.titan_core.sample_pictures import decoded, encoded, noise, plain
from titan_core import InputLimits, InputPicture, InputPictureError

SERVICE = InputLimits(min_side=64, max_pixels=9_437_184, max_ratio=2.5)  # most of Stability's services
OPAQUE_JPEG = InputLimits(formats=("jpeg",), alpha="flatten")


def a_picture(width: int = 60, height: int = 40, form: str = "PNG", mode: str = "RGB") -> InputPicture:
    return InputPicture.read(encoded(Image.new(mode, (width, height)), form))


def faded() -> InputPicture:
    return InputPicture.read(encoded(Image.new("RGBA", (60, 40), (255, 0, 0, 0))))


@pytest.mark.parametrize(
    ("limits", "picture", "said"),
    [
        ({"formats": ("png", "jpeg")}, a_picture(form="WEBP"), "image is WebP; this model takes PNG or JPEG."),
        ({"min_side": 64}, a_picture(), "image has a side of 40 px; at least 64 px are needed. Use a larger picture."),
        ({"max_side": 50}, a_picture(), "image has a side of 60 px; at most 50 px are taken. Make it smaller."),
        (
            {"min_pixels": 4_096},
            a_picture(),
            "image has 2,400 pixels; at least 4,096 are needed. Use a larger picture.",
        ),
        ({"max_pixels": 1_024}, a_picture(), "image has 2,400 pixels; at most 1,024 are taken. Make it smaller."),
        (
            {"max_ratio": 2.5},
            a_picture(30, 10),
            "image is 3.0 to 1, long side to short; at most 2.5 to 1 is taken. Crop it.",
        ),
        (
            {"max_ratio": 2.5},
            a_picture(4000, 1599),
            "image is 2.502 to 1, long side to short; at most 2.5 to 1 is taken. Crop it.",
        ),
        ({"alpha": "flatten"}, faded(), "image is partly transparent; this model takes opaque pictures only."),
    ],
)
def test_what_is_said_names_field_limit_and_value(limits: dict[str, Any], picture: InputPicture, said: str) -> None:
    with pytest.raises(InputPictureError) as caught:
        InputLimits(**limits).checked(picture)

    assert str(caught.value) == said


def test_too_many_bytes_are_named() -> None:
    picture = InputPicture.of(noise(40, 40))

    with pytest.raises(InputPictureError, match=r"condition_image has \d,\d{3} bytes; at most 100 are taken"):
        InputLimits(max_bytes=100).checked(picture, field="condition_image")


def test_limits_are_inclusive() -> None:
    picture = a_picture(100, 40)
    limits = InputLimits(
        min_side=40,
        max_side=100,
        min_pixels=4_000,
        max_pixels=4_000,
        max_ratio=2.5,
        max_bytes=len(picture.data),
        formats=("png",),
    )

    assert limits.problem(picture) is None
    assert limits.checked(picture) is limits.fitted(picture) is picture


def fitted_or_not(limits: InputLimits, picture: InputPicture) -> tuple[InputPicture | None, str]:
    try:
        return limits.fitted(picture), ""
    except InputPictureError as error:
        return None, error.reason


@given(
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.integers(1, 90),
    st.integers(100, 200),
    st.integers(1, 8_000),
    st.integers(8_100, 20_000),
)
def test_any_picture_is_fitted_or_refused(
    size: tuple[int, int], min_side: int, max_side: int, min_pixels: int, max_pixels: int
) -> None:
    limits = InputLimits(
        min_side=min_side,
        max_side=max_side,
        min_pixels=min_pixels,
        max_pixels=max_pixels,
        max_ratio=2.5,
        formats=("jpeg",),
    )
    picture = a_picture(*size)
    fitted, refused_for = fitted_or_not(limits, picture)
    if fitted is None:
        assert max(size) > 2.5 * min(size) or refused_for in {"short_side", "few_pixels"}
    else:
        assert limits.problem(fitted) is None
        assert decoded(fitted.data).size == (fitted.width, fitted.height)
        off_by_rounding = 1.5 / min(fitted.width, fitted.height)
        assert fitted.width / fitted.height == pytest.approx(size[0] / size[1], rel=off_by_rounding)


def test_a_picture_is_scaled_no_more_than_needed() -> None:
    assert str(SERVICE.fitted(a_picture(4_000, 3_000))) == "3547x2660 png"
    assert str(SERVICE.fitted(a_picture(32, 48))) == "64x96 png"


def test_only_what_is_wrong_is_changed() -> None:
    picture = InputPicture.read(encoded(noise(60, 40), "WEBP", lossless=True))

    fitted = InputLimits(formats=("png", "jpeg")).fitted(picture)

    assert fitted.format == "png"
    assert fitted.pixels().convert("RGB").tobytes() == picture.pixels().convert("RGB").tobytes()


def test_alpha_is_flattened_on_white_where_the_model_refuses_it() -> None:
    fitted = InputLimits(alpha="flatten").fitted(faded())

    assert fitted.format == "png"
    assert not fitted.has_alpha
    assert fitted.pixels().getpixel((0, 0)) == (255, 255, 255)


def test_alpha_that_means_something_is_kept() -> None:
    fitted = InputLimits(min_side=64, alpha="keep", formats=("jpeg", "png")).fitted(faded())

    assert (fitted.format, fitted.has_alpha) == ("png", True)


def test_alpha_that_must_be_kept_and_can_not_is_refused() -> None:
    with pytest.raises(InputPictureError, match=r"image is PNG; this model takes JPEG\."):
        InputLimits(formats=("jpeg",), alpha="keep").fitted(faded())


def test_alpha_becomes_white_in_a_jpeg() -> None:
    assert OPAQUE_JPEG.fitted(faded()).pixels().getpixel((5, 5)) == (255, 255, 255)


def test_a_palette_becomes_a_jpeg_of_its_colours() -> None:
    page = InputPicture.read(encoded(plain(90, 90, "white").quantize(4)))

    assert OPAQUE_JPEG.fitted(page).pixels().getpixel((5, 5)) == (255, 255, 255)


def test_a_large_file_becomes_a_jpeg_before_it_becomes_smaller() -> None:
    picture = InputPicture.of(noise(300, 200))

    fitted = InputLimits(max_bytes=len(picture.data) * 3 // 4).fitted(picture)

    assert (fitted.format, fitted.width, fitted.height) == ("jpeg", 300, 200)


def test_a_file_that_stays_too_large_becomes_smaller() -> None:
    limits = InputLimits(max_bytes=9_000, formats=("png",), alpha="keep", min_side=20)

    fitted = limits.fitted(InputPicture.of(noise(300, 200)))

    assert len(fitted.data) <= 9_000
    assert fitted.width < 300


def test_a_file_that_can_not_be_small_enough_is_refused() -> None:
    with pytest.raises(InputPictureError, match="at most 900 are taken"):
        InputLimits(max_bytes=900, min_side=180).fitted(InputPicture.of(noise(300, 200)))


def test_a_palette_is_scaled_by_its_colours() -> None:
    page = plain(90, 90, "white").quantize(4)

    fitted = InputLimits(max_side=60).fitted(InputPicture.read(encoded(page)))

    assert fitted.pixels().convert("RGB").getpixel((30, 30)) == (255, 255, 255)


@pytest.mark.parametrize(
    "values",
    [{"formats": ()}, {"formats": ("gif",)}, {"min_side": 0}, {"min_side": 9, "max_side": 8}, {"max_ratio": 0.5}],
)
def test_limits_that_nothing_satisfies_can_not_be_made(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"formats are|a lowest limit|max_ratio"):
        InputLimits(**values)

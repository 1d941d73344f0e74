"""Tasks can't be built out of range, and the refusal names field, value and limits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titan_core import AspectRatio, InvalidTaskError, Size, TextToImage


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"prompt": " \n"}, "prompt is empty: say what to draw."),
        ({"prompt": "x" * 10_001}, "prompt has 10,001 characters; at most 10,000 are allowed."),
        ({"negative_prompt": "x" * 10_001}, "negative_prompt has 10,001 characters; at most 10,000 are allowed."),
        ({"seed": -1}, "seed is -1; allowed is 0 to 4294967294."),
        ({"seed": 4_294_967_295}, "seed is 4294967295; allowed is 0 to 4294967294."),
        ({"number_of_images": 0}, "number_of_images is 0; allowed is 1 to 5."),
        ({"number_of_images": 6}, "number_of_images is 6; allowed is 1 to 5."),
        ({"cfg_scale": 1.0}, "cfg_scale is 1.0; allowed is 1.1 to 10.0."),
        ({"cfg_scale": float("nan")}, "cfg_scale is nan; allowed is 1.1 to 10.0."),
        (
            {"size": Size(512, 512), "aspect_ratio": AspectRatio(1, 1)},
            "size can't stand together with aspect_ratio: give one of them.",
        ),
    ],
)
def test_a_task_out_of_range_names_field_value_and_limits(values: dict[str, Any], expected: str) -> None:
    with pytest.raises(InvalidTaskError) as caught:
        TextToImage(**{"prompt": "a fox", **values})

    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("values", "field"),
    [({"seed": 0}, "seed"), ({"seed": 4_294_967_294}, "seed"), ({"cfg_scale": 1.1}, "cfg_scale")],
)
def test_the_ends_of_a_range_are_allowed(values: dict[str, Any], field: str) -> None:
    task = TextToImage(**{"prompt": "a fox", **values})

    assert getattr(task, field) == values[field]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1024x768", "1024x768"), (" 1024 X 768 ", "1024x768"), ("1024×768", "1024x768"), ("64*4096", "64x4096")],  # noqa: RUF001
)
def test_a_size_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert str(Size.parse(text)) == expected


@pytest.mark.parametrize("text", ["", "1024", "1024x", "x768", "1.5x3", "-1x5", "1024x768x3", "axb"])
def test_what_is_no_size_is_answered_with_a_sample(text: str) -> None:
    with pytest.raises(InvalidTaskError, match="write it like 1024x768"):
        Size.parse(text)


@pytest.mark.parametrize("text", ["63x64", "64x4097", "0x0"])
def test_a_size_has_limits(text: str) -> None:
    with pytest.raises(InvalidTaskError, match="allowed is 64 to 4096"):
        Size.parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1920:1080", "16:9"), ("16 : 9", "16:9"), ("21:9", "21:9"), ("42:18", "21:9"), ("9:21", "9:21"), ("1:1", "1:1")],
)
def test_an_aspect_ratio_is_reduced_to_the_name_people_know(text: str, expected: str) -> None:
    assert str(AspectRatio.parse(text)) == expected


@pytest.mark.parametrize("text", ["", "16", "1.39:1", "16:9,", "-1:2", "16x9"])
def test_what_is_no_aspect_ratio_is_answered_with_a_sample(text: str) -> None:
    with pytest.raises(InvalidTaskError, match="write it like 16:9"):
        AspectRatio.parse(text)


@pytest.mark.parametrize("text", ["0:1", "1:0", "10001:1"])
def test_an_aspect_ratio_has_limits(text: str) -> None:
    with pytest.raises(InvalidTaskError, match="allowed is 1 to 10000"):
        AspectRatio.parse(text)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_an_aspect_ratio_reads_what_it_writes(width: int, height: int) -> None:
    ratio = AspectRatio(width, height)

    assert AspectRatio.parse(str(ratio)) == ratio
    assert ratio.value == pytest.approx(width / height)


def test_a_task_without_size_or_ratio_is_square() -> None:
    assert TextToImage(prompt="a fox").shape == AspectRatio(1, 1)
    assert TextToImage(prompt="a fox", size=Size(1024, 512)).shape == AspectRatio(2, 1)

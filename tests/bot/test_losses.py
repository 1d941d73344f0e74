"""What is said of things that a model could not be told, beside the picture that came of it."""

import pytest

from bot.locale import words_for
from bot.orders.shapes import has_shape, shape_of
from bot.views.notices import loss_lines
from titan_core.tasks import AspectRatio, Size

EN = words_for("en")


def test_a_shape_that_came_with_the_picture_is_not_told_as_lost() -> None:
    assert loss_lines([("aspect_ratio", "3:2", "")], EN, drawn=(1216, 832)) == []
    assert loss_lines([("size", "512x512", "")], EN, drawn=(512, 512)) == []


@pytest.mark.parametrize(("field", "asked"), [("aspect_ratio", "16:9"), ("size", "512x512")])
def test_a_shape_that_the_picture_kept_from_getting_is_told_with_the_way_to_it(field: str, asked: str) -> None:
    (told,) = loss_lines([(field, asked, "")], EN, drawn=(1216, 832))

    assert asked in told
    assert "`--keep 0`" in told


def test_what_was_fitted_is_told_once_however_many_pictures_there_are() -> None:
    fitted = ("images", "1759x960 png", "1408x768 png")

    assert loss_lines([fitted, fitted], EN) == [
        "The picture was fitted to what the model takes: 1759x960 png went in as 1408x768 png."
    ]


@pytest.mark.parametrize(
    ("size", "shape"),
    [((1216, 832), "3:2"), ((1344, 768), "16:9"), ((640, 1536), "9:21"), ((1024, 1024), "1:1"), ((1000, 300), "10:3")],
)
def test_a_picture_has_the_shape_that_people_know_by_name(size: tuple[int, int], shape: str) -> None:
    assert str(shape_of(*size)) == shape
    assert has_shape(AspectRatio.parse(shape), *size)


def test_a_size_is_had_to_the_pixel() -> None:
    assert not has_shape(Size(512, 512), 1024, 1024)

"""The models as rows: names, prices, sizes, seeds."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titan_core import CATALOG, AspectRatio, Model, Quality, Size, TextToImage, UnknownModelError, find, price_of
from titan_core.sizes import SizeGrid, SizeTable

TITAN_SIZES = (
    *("1024x1024", "768x768", "512x512", "768x1152", "384x576", "1152x768", "576x384", "768x1280", "384x640"),
    *("1280x768", "640x384", "896x1152", "448x576", "1152x896", "576x448", "768x1408", "384x704", "1408x768"),
    *("704x384", "640x1408", "320x704", "1408x640", "704x320", "1152x640", "1173x640"),
)
sizes = st.builds(Size, st.integers(64, 4096), st.integers(64, 4096))
ratios = st.builds(AspectRatio, st.integers(1, 10_000), st.integers(1, 10_000))


@pytest.mark.parametrize("model", CATALOG, ids=lambda model: model.alias)
def test_a_model_is_found_by_alias_and_id_in_any_case(model: Model) -> None:
    assert find(model.alias.upper()) is model
    assert find(f" {model.model_id.title()} ") is model


def test_an_unknown_model_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownModelError, match=r"There is no model 'titan-v3'. Did you mean titan-v2 or titan-v1"):
        find("titan-v3")
    with pytest.raises(UnknownModelError, match=r"Known are titan-v1, titan-v2, nova-canvas, core, ultra, sd3.5"):
        find("zzz")


def test_names_are_unique() -> None:
    names = [name for model in CATALOG for name in (model.alias, model.model_id)]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "size", "quality", "usd"),
    [
        ("titan-v1", "768x768", Quality.STANDARD, "0.008"),
        ("titan-v2", "512x512", Quality.PREMIUM, "0.010"),
        ("titan-v2", "1152x640", Quality.STANDARD, "0.010"),
        ("titan-v2", "1408x768", Quality.PREMIUM, "0.012"),
        ("nova-canvas", "1024x1024", Quality.STANDARD, "0.04"),
        ("nova-canvas", "1024x1024", Quality.PREMIUM, "0.06"),
        ("nova-canvas", "2048x2048", Quality.STANDARD, "0.06"),
        ("nova-canvas", "2048x1024", Quality.PREMIUM, "0.08"),
        ("core", "1024x1024", Quality.STANDARD, "0.04"),
        ("ultra", "1024x1024", Quality.PREMIUM, "0.14"),
        ("sd3.5", "1024x1024", Quality.STANDARD, "0.08"),
    ],
)
def test_a_picture_has_a_list_price(name: str, size: str, quality: Quality, usd: str) -> None:
    task = TextToImage(prompt="a fox", size=Size.parse(size), quality=quality)

    assert price_of(find(name), task) == Decimal(usd)


@given(st.sampled_from(CATALOG), st.one_of(sizes, ratios))
def test_any_size_and_shape_has_a_price(model: Model, wanted: Size | AspectRatio) -> None:
    name = "size" if isinstance(wanted, Size) else "aspect_ratio"

    assert price_of(model, TextToImage(prompt="a fox", **{name: wanted})) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TITAN_SIZES)
def test_titan_draws_each_of_its_25_sizes_as_asked(text: str) -> None:
    sizing = find("titan-v2").sizing
    assert isinstance(sizing, SizeTable)

    assert len(sizing.rows) == len(set(TITAN_SIZES)) == 25
    assert str(sizing.size_for(TextToImage(prompt="a fox", size=Size.parse(text)))) == text


@pytest.mark.parametrize(
    ("asked", "got"),
    [("1000x1000", "1024x1024"), ("600x600", "512x512"), ("1920x1080", "1173x640"), ("100x1000", "320x704")],
)
def test_titan_takes_the_nearest_size_in_shape_then_in_pixels(asked: str, got: str) -> None:
    sizing = find("titan-v2").sizing
    assert isinstance(sizing, SizeTable)

    assert str(sizing.size_for(TextToImage(prompt="a fox", size=Size.parse(asked)))) == got


@pytest.mark.parametrize(
    ("asked", "got"),
    [("1:1", "1024x1024"), ("16:9", "1173x640"), ("9:16", "768x1408"), ("2:3", "768x1152"), ("100:1", "1408x640")],
)
def test_titan_takes_the_nearest_shape_in_its_larger_sizes(asked: str, got: str) -> None:
    sizing = find("titan-v1").sizing
    assert isinstance(sizing, SizeTable)

    assert str(sizing.size_for(TextToImage(prompt="a fox", aspect_ratio=AspectRatio.parse(asked)))) == got


@given(st.one_of(sizes, ratios))
def test_nova_canvas_is_asked_only_for_sizes_it_takes(wanted: Size | AspectRatio) -> None:
    sizing = find("nova-canvas").sizing
    assert isinstance(sizing, SizeGrid)
    name = "size" if isinstance(wanted, Size) else "aspect_ratio"

    size = sizing.size_for(TextToImage(prompt="a fox", **{name: wanted}))  # type: ignore[arg-type]

    assert size.width % 16 == size.height % 16 == 0
    assert min(size.width, size.height) >= 320
    assert max(size.width, size.height) <= 4096
    assert size.pixels <= 4_194_304
    assert max(size.width, size.height) <= 4 * min(size.width, size.height)


def test_nova_canvas_draws_a_size_on_its_grid_as_asked() -> None:
    sizing = find("nova-canvas").sizing
    assert isinstance(sizing, SizeGrid)

    assert str(sizing.size_for(TextToImage(prompt="a fox", size=Size(1280, 720)))) == "1280x720"
    assert str(sizing.size_for(TextToImage(prompt="a fox", size=Size(1279, 721)))) == "1264x720"
    assert str(sizing.shape_for(TextToImage(prompt="a fox", aspect_ratio=AspectRatio(5, 1)))) == "4:1"


@given(st.sampled_from(CATALOG), st.integers(0, 4_294_967_294 + 5))
def test_a_seed_is_folded_into_the_models_range_and_left_alone_within_it(model: Model, seed: int) -> None:
    lowest, highest = model.seeds

    folded = model.fold_seed(seed)

    assert lowest <= folded <= highest
    assert folded == model.fold_seed(folded)
    if lowest <= seed <= highest:
        assert folded == seed


def test_a_catalog_row_is_plain_data() -> None:
    assert json.dumps([model.model_id for model in CATALOG])
    assert {model.alias for model in CATALOG if model.retired_on} == {"titan-v2", "nova-canvas"}

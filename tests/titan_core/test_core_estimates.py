"""What can be done, and what it would cost, before anything is sent."""

import time
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.titan_core.bedrock_wire import (
    END_OF_LIFE,
    BedrockWire,
    by_model,
)
from tests.titan_core.clocks import Clock
from tests.titan_core.sample_tasks import PHOTO, photo
from titan_core import (
    EDIT_MODELS,
    MODELS,
    SERVICES,
    TASKS,
    BackgroundRemoval,
    ColorGuidedGeneration,
    Estimate,
    ImageClient,
    ImageVariation,
    NoModelError,
    Outpainting,
    StyleGuide,
    Task,
    TextToImage,
    Upscale,
    UpscaleMode,
    find,
)

Make = Callable[..., ImageClient]
TITAN = find("titan-v2").model_id


@pytest.mark.parametrize(
    ("task", "usd", "alias"),
    [
        (TextToImage(prompt="x", number_of_images=3), "0.12", "core"),
        (Upscale(image=PHOTO), "0.03", "fast-upscale"),
        (BackgroundRemoval(image=PHOTO), "0.07", "remove-background"),
        (ImageVariation(images=(PHOTO,)), "0.08", "sd3.5"),
        (ColorGuidedGeneration(prompt="x", colors=("#ff0000",)), "0.04", "core"),
        (StyleGuide(image=PHOTO, prompt="x", number_of_images=2), "0.14", "style-guide"),
        (Outpainting(image=PHOTO, left=9), "0.06", "outpaint"),
    ],
)
def test_a_task_has_its_price_before_it_is_drawn(
    wire: BedrockWire, make_client: Make, task: Task, usd: str, alias: str
) -> None:
    client = make_client("core")

    estimate = client.estimate(task)

    assert (estimate.usd, estimate.model) == (Decimal(usd), find(alias, MODELS))
    assert not wire.asked
    assert client.generate(task).price_usd == Decimal(usd)


@pytest.mark.parametrize(
    ("task", "names", "at_most"),
    [
        (TextToImage(prompt="x", number_of_images=3), ["core"], "0.12"),
        (TextToImage(prompt="x", number_of_images=3), ["core", "ultra", "sd3.5"], "0.42"),
        (TextToImage(prompt="x"), ["core", "nova-canvas"], "0.04"),
        (TextToImage(prompt="x"), ["titan-v1", "titan-v2"], "0.01"),
        (Upscale(image=PHOTO), ["core"], "0.03"),
        (Upscale(image=PHOTO, mode=UpscaleMode.CREATIVE, prompt="x"), ["core"], "0.60"),
        (ColorGuidedGeneration(prompt="x", colors=("#ff0000",)), ["core", "ultra"], "0.14"),
        (Outpainting(image=PHOTO, mask_prompt="the dog", prompt="a beach", number_of_images=2), ["core"], "0.21"),
    ],
)
def test_an_estimate_says_what_the_dearest_model_that_may_draw_it_would_take(
    make_client: Make, task: Task, names: list[str], at_most: str
) -> None:
    """One past its end of life is asked for nothing, unless there is no other."""
    assert make_client(*names).estimate(task).at_most == Decimal(at_most)


def test_what_is_held_against_a_model_passes_and_lowers_nothing(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_model({find("ultra").model_id: END_OF_LIFE})
    client = make_client("ultra", "core")
    before = client.estimate(TextToImage(prompt="x"))
    client.generate(TextToImage(prompt="x"))
    after = client.estimate(TextToImage(prompt="x"))

    assert (before.usd, before.at_most) == (Decimal("0.14"), Decimal("0.14"))
    assert (after.usd, after.at_most) == (Decimal("0.04"), Decimal("0.14"))


def test_an_estimate_is_made_with_prices_of_ones_own(make_client: Make) -> None:
    own = {"core": Decimal("0.02"), "ultra": Decimal("0.01")}

    estimate = make_client("core", "ultra").estimate(
        TextToImage(prompt="x", number_of_images=2), price=lambda model, _task: own[model.alias]
    )

    assert estimate == Estimate(usd=Decimal("0.04"), model=find("core"), at_most=Decimal("0.04"))


def test_an_estimate_of_what_nobody_can_do_is_refused_alike(make_client: Make) -> None:
    with pytest.raises(NoModelError):
        make_client("core", edit_models=[]).estimate(Upscale(image=PHOTO))


@pytest.mark.parametrize(
    ("names", "edit_models", "missing"),
    [
        (["core"], EDIT_MODELS, set()),
        (["titan-v2"], [], {"Upscale", "SearchAndRecolor", "StyleGuide", "StyleTransfer"}),
        (["titan-v1"], [find("style-guide", SERVICES)], {
            *("BackgroundRemoval", "SketchControl", "StructureControl", "Upscale", "SearchAndRecolor", "StyleTransfer"),
        }),
    ],
)  # fmt: skip
def test_the_tasks_that_can_be_done_are_told(
    make_client: Make, names: list[str], edit_models: list[object], missing: set[str]
) -> None:
    client = make_client(*names, edit_models=edit_models)

    assert {kind.__name__ for kind in TASKS} - {kind.__name__ for kind in client.tasks()} == missing


def test_a_model_found_missing_is_not_available_until_it_may_be_asked_again(
    wire: BedrockWire, make_client: Make, clock: Clock
) -> None:
    wire.script = by_model({TITAN: END_OF_LIFE})
    client = make_client("titan-v2")
    before = client.available(ImageVariation)
    client.generate(ImageVariation(images=(PHOTO,)))

    assert before == (find("titan-v2"), find("sd3.5"))
    assert client.available(ImageVariation) == (find("sd3.5"),)
    clock.now += 3600
    assert client.available(ImageVariation) == before


def test_an_estimate_works_no_pixels(make_client: Make) -> None:
    """It may be asked where a person waits: margins that Titan would need a larger canvas for are outpaint's own."""
    client, task = make_client("titan-v2", "core"), Outpainting(image=photo(3000, 3000), left=2000, down=2000)
    began = time.process_time()

    estimate = client.estimate(task)

    assert estimate.model is find("outpaint", SERVICES)
    assert time.process_time() - began < 0.1

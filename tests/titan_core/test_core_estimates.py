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

    assert client.estimate(task) == Estimate(usd=Decimal(usd), model=find(alias, MODELS))
    assert not wire.asked
    assert client.generate(task).price_usd == Decimal(usd)


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

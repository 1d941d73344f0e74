"""Out of the box: with the settings as they come, every kind of task finds a live model."""

from collections.abc import Iterator

import pytest

from sandbox.bedrock import BedrockSandbox
from tests.matrix.conftest import KEYS, RETIRED
from tests.matrix.wishes import WISHES
from titan_core import BedrockSettings, ImageClient, NoModelError

NEAREST = {
    "draw": "core",
    "draw along edges": "structure",
    "draw by segments": "structure",
    "paint in a mask": "inpaint",
    "paint over words": "search-replace",
    "empty a mask": "erase",
    "empty words": "search-replace",
    "paint around an oval": "inpaint",
    "paint around a box": "outpaint",
    "paint around words": "inpaint",
    "extend": "outpaint",
    "vary": "sd3.5",
    "vary without words": "sd3.5",
    "draw in colours": "core",
    "draw in colours after a picture": "style-guide",
    "cut out": "remove-background",
    "upscale": "fast-upscale",
    "upscale, keep": "conservative-upscale",
    "upscale, invent": "creative-upscale",
    "replace": "search-replace",
    "recolour": "search-recolor",
    "erase": "erase",
    "paint a sketch": "sketch",
    "keep the layout": "structure",
    "draw in a style": "style-guide",
    "lend a style": "style-transfer",
}


@pytest.fixture(scope="module")
def client(served_bedrock: BedrockSandbox) -> Iterator[ImageClient]:
    env = {"BWB_ENDPOINT_URL": served_bedrock.url, **KEYS}
    with ImageClient.from_settings(BedrockSettings.from_env(env)) as made:
        yield made


@pytest.fixture(autouse=True)
def as_in_november_2026(bedrock: BedrockSandbox) -> None:
    bedrock.change(dict.fromkeys(RETIRED, "end_of_life"), painter="plain")


@pytest.mark.parametrize("wish", NEAREST)
def test_each_task_is_done_by_the_nearest_live_model(client: ImageClient, wish: str) -> None:
    result = client.generate(WISHES[wish])

    assert result.model.alias == NEAREST[wish]
    assert len(result.pictures) == WISHES[wish].number_of_images


def test_what_no_live_model_can_do_is_said(client: ImageClient) -> None:
    with pytest.raises(NoModelError):
        client.generate(WISHES["vary two"])


def test_a_service_that_the_account_did_not_subscribe_to_is_named(client: ImageClient, bedrock: BedrockSandbox) -> None:
    bedrock.change({"us.stability.stable-image-search-recolor-v1:0": "no_access_marketplace"})

    with pytest.raises(NoModelError) as refused:
        client.generate(WISHES["recolour"])

    named = {passed.model_id: passed.error.code for passed in refused.value.passed_over}
    assert named["us.stability.stable-image-search-recolor-v1:0"] == "no_access"

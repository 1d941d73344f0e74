"""Filters and guardrails through the whole road: an answer, not a fault, and nothing is charged."""

from collections.abc import Callable

import pytest
from PIL import Image

from sandbox.bedrock import BedrockSandbox
from tests.matrix.conftest import KEYS
from tests.matrix.wishes import PICTURE, WISHES
from titan_core import (
    BackgroundRemoval,
    BedrockSettings,
    ContentFilteredError,
    ImageClient,
    InputPicture,
    Model,
    SearchAndReplace,
    Task,
    TextToImage,
    find,
)

ClientOf = Callable[[Model], ImageClient]

MAGENTA = BackgroundRemoval(image=InputPicture.of(Image.new("RGB", (384, 336), "magenta")))


@pytest.mark.parametrize("alias", ["titan-v2", "nova-canvas", "remove-background"])
def test_a_picture_that_the_filter_refuses_is_said_to_be_the_picture_handed_in(
    bedrock: BedrockSandbox, client_of: ClientOf, alias: str
) -> None:
    model = find("us.stability.stable-image-remove-background-v1:0") if alias == "remove-background" else find(alias)

    with pytest.raises(ContentFilteredError) as refused:
        client_of(model).generate(MAGENTA)

    assert refused.value.where == "input"
    assert bedrock.totals["charged_usd"] == 0


def test_words_for_a_place_are_filtered_too(bedrock: BedrockSandbox, client_of: ClientOf) -> None:
    task = SearchAndReplace(image=PICTURE, search_prompt="the forbidden fox", prompt="a cat")

    with pytest.raises(ContentFilteredError) as refused:
        client_of(find("us.stability.stable-image-search-replace-v1:0")).generate(task)

    assert refused.value.where == "prompt"
    assert bedrock.totals["charged_usd"] == 0


@pytest.mark.parametrize(
    "task",
    [
        TextToImage(prompt="a guarded fox", number_of_images=2),
        SearchAndReplace(image=PICTURE, search_prompt="the guarded fox", prompt="a cat"),
    ],
)
def test_a_guardrail_that_intervenes_is_a_refusal_of_the_content(bedrock: BedrockSandbox, task: Task) -> None:
    with _guarded(bedrock) as client, pytest.raises(ContentFilteredError):
        client.generate(task)

    assert bedrock.totals["charged_usd"] == 0


def test_a_guardrail_with_nothing_to_say_lets_pictures_through(bedrock: BedrockSandbox) -> None:
    with _guarded(bedrock) as client:
        assert len(client.generate(WISHES["replace"]).pictures) == 1


def _guarded(bedrock: BedrockSandbox) -> ImageClient:
    env = {
        "BWB_ENDPOINT_URL": bedrock.url,
        "IMAGINE_GUARDRAIL_ID": "sandbox",
        "IMAGINE_GUARDRAIL_VERSION": "1",
        "IMAGINE_MODELS": "core",
        **KEYS,
    }
    return ImageClient.from_settings(BedrockSettings.from_env(env))

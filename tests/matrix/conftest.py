"""One Bedrock sandbox in which all models draw, and image clients that ask one model alone."""

from collections.abc import Callable, Iterator

import pytest

from sandbox.bedrock import BedrockSandbox
from titan_core import BedrockSettings, ImageClient, Model
from titan_core.bedrock import Bedrock

RETIRED = ("amazon.titan-image-generator-v1", "amazon.titan-image-generator-v2:0", "amazon.nova-canvas-v1:0")
REGIONS = ("us-west-2", "us-east-1")
KEYS = {"AWS_ACCESS_KEY_ID": "AKIASANDBOX", "AWS_SECRET_ACCESS_KEY": "sandbox"}


@pytest.fixture(scope="session")
def served_bedrock() -> Iterator[BedrockSandbox]:
    with BedrockSandbox(alive=RETIRED) as running:
        yield running


@pytest.fixture(scope="session")
def bedrocks(served_bedrock: BedrockSandbox) -> Iterator[dict[str, Bedrock]]:
    """A connection pool for each region in which some model is."""
    made = {
        region: Bedrock(BedrockSettings(region_name=region, endpoint_url=served_bedrock.url, aws=KEYS))
        for region in REGIONS
    }
    yield made
    for bedrock in made.values():
        bedrock.close()


@pytest.fixture
def bedrock(served_bedrock: BedrockSandbox) -> BedrockSandbox:
    """As at its start: nothing called, nothing billed."""
    served_bedrock.reset()
    return served_bedrock


@pytest.fixture
def client_of(bedrocks: dict[str, Bedrock]) -> Callable[[Model], ImageClient]:
    """An image client that asks this model and no other."""

    def make(model: Model) -> ImageClient:
        region = next(region for region in REGIONS if region in model.regions)
        return ImageClient(bedrocks[region], (model,), edit_models=())

    return make

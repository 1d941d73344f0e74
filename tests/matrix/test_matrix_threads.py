"""One image client in many threads: each gets its own pictures, over connections that are kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sandbox.bedrock import BedrockSandbox
from tests.matrix.conftest import KEYS
from tests.matrix.wishes import WISHES
from titan_core import BedrockSettings, ImageClient, Result, SearchAndReplace, TextToImage

THREADS = 64
ROUNDS = 3


@pytest.fixture(autouse=True)
def plain(bedrock: BedrockSandbox) -> None:
    bedrock.change(painter="plain")


def test_sixty_four_threads_share_a_client_and_its_connections(bedrock: BedrockSandbox) -> None:
    drawing, replacing = TextToImage(prompt="a fox"), WISHES["replace"]
    assert isinstance(replacing, SearchAndReplace)
    tasks = [
        replace(replacing if seed % 16 else drawing, seed=seed, prompt=f"fox {seed}")
        for seed in range(1, THREADS * ROUNDS + 1)
    ]
    settings = BedrockSettings.from_env({"BWB_ENDPOINT_URL": bedrock.url, "IMAGINE_MODELS": "core", **KEYS})

    with (
        ImageClient.from_settings(settings, max_pool_connections=THREADS) as client,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        results: list[Result] = list(pool.map(client.generate, tasks))

    assert [result.pictures[0].seed for result in results] == [task.seed for task in tasks]
    asked = {call["seeds"][0]: call["body"]["prompt"] for call in bedrock.calls}
    assert asked == {task.seed: task.prompt for task in tasks}
    assert bedrock.totals["calls"] == len(tasks)
    assert len({call["connection"] for call in bedrock.calls}) <= THREADS

"""One client for many threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.titan_core.bedrock_wire import BedrockWire
from tests.titan_core.sample_tasks import PHOTO, SPOT
from titan_core import (
    Bedrock,
    Erase,
    ImageClient,
    ImageVariation,
    Inpainting,
    StyleTransfer,
    Task,
    TextToImage,
    find,
)

THREADS, TURNS = 64, 3


def task_of(number: int) -> Task:
    """Each thread its own kind of task and its own seed, so that answers that were swapped are seen."""
    seed = number + 1
    kinds: tuple[Task, ...] = (
        TextToImage(prompt=f"fox {number}", seed=seed),
        Inpainting(image=PHOTO, mask_image=SPOT, prompt=f"fox {number}", seed=seed),
        Erase(image=PHOTO, mask_image=SPOT, seed=seed),
        ImageVariation(images=(PHOTO,), prompt=f"fox {number}", seed=seed),
        StyleTransfer(image=PHOTO, style_image=PHOTO, prompt=f"fox {number}", seed=seed),
    )
    return kinds[number % len(kinds)]


def test_64_threads_share_one_client_and_each_gets_its_own_picture(
    wire: BedrockWire, make_bedrock: Callable[..., Bedrock]
) -> None:
    client = ImageClient(make_bedrock(max_pool_connections=THREADS), [find("core")])
    start = Barrier(THREADS)

    def draw(number: int) -> None:
        start.wait()
        for _ in range(TURNS):
            task = task_of(number)
            (picture,) = client.generate(task).pictures
            assert picture.seed == task.seed
            assert picture.parameters.get("prompt", "") == getattr(task, "prompt", "")

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(draw, range(THREADS)))

    assert len(wire.asked) == THREADS * TURNS
    assert wire.connections <= THREADS
    assert client.chain_verdicts == ()

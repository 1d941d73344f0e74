"""A scripted Bedrock, and clients for it that never really wait."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.titan_core.bedrock_wire import BedrockWire
from tests.titan_core.clocks import Clock
from tests.titan_core.sample_pictures import encoded, plain
from titan_core import Bedrock, BedrockSettings, ImageClient, find
from titan_core.cli import main

KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}


@pytest.fixture(autouse=True)
def no_account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the machine's own AWS settings, and no `.env`, reaches a test."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "BWB_", "IMAGINE_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def wire() -> Iterator[BedrockWire]:
    with BedrockWire().running() as wire:
        yield wire


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_bedrock(wire: BedrockWire) -> Iterator[Callable[..., Bedrock]]:
    with ExitStack() as stack:

        def make(*, max_pool_connections: int = 10, **settings: Any) -> Bedrock:  # noqa: ANN401 - passed through
            given = BedrockSettings(**{"endpoint_url": wire.url, "aws": KEYS, **settings})
            return stack.enter_context(Bedrock(given, max_pool_connections=max_pool_connections))

        yield make


@pytest.fixture
def make_client(make_bedrock: Callable[..., Bedrock], clock: Clock) -> Callable[..., ImageClient]:
    def make(*names: str, bedrock: Bedrock | None = None, **options: Any) -> ImageClient:  # noqa: ANN401 - passed through
        chain = [find(name) for name in names or ("core",)]
        return ImageClient(bedrock or make_bedrock(), chain, **{"clock": clock, "sleep": clock.sleep, **options})

    return make


@pytest.fixture
def titan(wire: BedrockWire, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    for name, value in {**KEYS, "BWB_ENDPOINT_URL": wire.url, "IMAGINE_MODELS": "core"}.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: main(arguments)


@pytest.fixture
def some_files() -> None:
    """A picture, a mask whose left half is to be drawn anew, and another picture."""
    half = plain(96, 80, "black")
    half.paste("white", (0, 0, 48, 80))
    Path("fox.png").write_bytes(encoded(plain(96, 80, "orange")))
    Path("other.jpg").write_bytes(encoded(plain(96, 80, "navy"), "JPEG"))
    Path("mask.png").write_bytes(encoded(half))

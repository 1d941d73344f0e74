"""The clients of Bedrock in this process: on one pool of connections, under one limit."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.settings import Settings
from titan_core.bedrock import Bedrock
from titan_core.catalog import Model, find
from titan_core.client import ImageClient


class Clients:
    """Clients on one pool of connections: one for the chain, one for each model that somebody named."""

    def __init__(self, settings: Settings) -> None:
        self._bedrock = Bedrock(settings.bedrock, max_pool_connections=settings.worker_concurrency)
        self._at_once = threading.BoundedSemaphore(settings.worker_concurrency)
        self._edit_models = settings.bedrock.edit_models
        self._chain = self._client(settings.bedrock.models)
        self._named: dict[str, ImageClient] = {}

    def of(self, model: str | None) -> ImageClient:
        if model is None:
            return self._chain
        return self._named.setdefault(model, self._client((find(model),)))

    def _client(self, models: Sequence[Model]) -> ImageClient:
        return ImageClient(self._bedrock, models, edit_models=self._edit_models, gate=self._gate)

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Hold one of this worker's calls at once."""
        with self._at_once:
            yield

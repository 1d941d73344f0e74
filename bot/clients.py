"""The clients of Bedrock in this process: on one pool of connections, under one limit."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.settings import Settings
from bot.store.call_slots import CallSlots
from bot.store.database import Database
from titan_core.bedrock import Bedrock
from titan_core.catalog import Model, find
from titan_core.client import ImageClient


class Clients:
    """Clients on one pool of connections: one for the chain, one for each model that somebody named."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._bedrock = Bedrock(settings.bedrock, max_pool_connections=settings.worker_concurrency)
        self._at_once = threading.BoundedSemaphore(settings.worker_concurrency)
        self._slots = CallSlots(database, settings.requests_per_minute)
        self._slots.prepare()
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
        """Hold one of this worker's calls at once, and wait for one of the calls a minute of all workers."""
        with self._at_once:
            time.sleep(self._slots.take())
            yield

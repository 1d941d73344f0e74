"""The clients of Bedrock in this process: on one pool of connections, under one limit."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from bot.metrics import Metrics
from bot.orders.order import Order
from bot.settings import Settings
from titan_core.bedrock import Bedrock
from titan_core.catalog import Model, find
from titan_core.client import ImageClient
from titan_core.errors import ThrottledError
from titan_core.tasks import TextToImage
from titan_core.translations import is_within_reach


class Clients:
    """Clients on one pool of connections: one for the chain, one for each model that somebody named.

    allowed: ids of the models that rules leave; None: all. on_throttled is called in the thread that met it, while
    its call is still held.
    """

    def __init__(self, settings: Settings, metrics: Metrics, on_throttled: Callable[[], None]) -> None:
        self._metrics = metrics
        self._on_throttled = on_throttled
        self._bedrock = Bedrock(settings.bedrock, max_pool_connections=settings.worker_concurrency)
        self._at_once = threading.BoundedSemaphore(settings.worker_concurrency)
        self._edit_models = settings.bedrock.edit_models
        self._chain = self._client(settings.bedrock.models)
        self._others: dict[tuple[str | None, frozenset[str] | None], ImageClient] = {}

    def of(self, model: str | None, allowed: frozenset[str] | None = None) -> ImageClient:
        if model is None and allowed is None:
            return self._chain
        return self._others.get((model, allowed)) or self._others.setdefault(
            (model, allowed), self._client(self._named(model), allowed)
        )

    def models_for(self, order: Order) -> list[Model]:
        """Those that would be asked, whatever became of them since: the first is asked first."""
        kind, chain = type(order.sketch()), self._named(order.model)
        is_plain = kind is TextToImage and not order.sources
        models = chain if is_plain else dict.fromkeys((*chain, *self._edit_models))
        return [model for model in models if is_within_reach(kind, model)]

    def verdicts(self) -> Mapping[str, str]:
        """Ids of the chain's models that would be passed over now, with the code of the error that says why."""
        return {passed.model_id: passed.error.code for passed in self._chain.chain_verdicts}

    def _named(self, model: str | None) -> Sequence[Model]:
        return self._chain.chain if model is None else (find(model),)

    def _client(self, models: Sequence[Model], allowed: frozenset[str] | None = None) -> ImageClient:
        """Where no model of a chain is allowed, what it can't do alone is left: changes of pictures."""
        chain, edit_models = (
            [model for model in several if allowed is None or model.model_id in allowed]
            for several in (models, self._edit_models)
        )
        return ImageClient(self._bedrock, chain or edit_models or models, edit_models=edit_models, gate=self._gate)

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Hold one of this worker's calls at once; hear which of them Bedrock throttles."""
        with self._at_once, self._metrics.bedrock_call():
            try:
                yield
            except ThrottledError:
                self._on_throttled()
                raise

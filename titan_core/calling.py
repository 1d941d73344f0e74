"""The calls of one task on one model: side by side, each tried again while that is worth it."""

import json
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager
from contextvars import copy_context
from dataclasses import dataclass, replace
from threading import Event
from typing import Protocol

from titan_core.bedrock import Reply
from titan_core.catalog import Model
from titan_core.errors import (
    BadResponseError,
    BedrockError,
    ContentFilteredError,
    ModelFailedError,
    ResponseTooLargeError,
    TitanCoreError,
    UnknownResultError,
)
from titan_core.families import family_of
from titan_core.families.family import Call, Drawn
from titan_core.families.payload import check_guardrail, read_json
from titan_core.retries import RETRIED, RetryPolicy
from titan_core.tasks import Task

Gate = Callable[[], AbstractContextManager[None]]
Billed = Callable[[int | None], None]
log = logging.getLogger(__name__)

# What was drawn may have been billed, though it never arrived.
_PERHAPS_BILLED = (UnknownResultError, BadResponseError, ResponseTooLargeError)
# What befell one call alone: those beside it go on.
_LONE = (*_PERHAPS_BILLED, ContentFilteredError, ModelFailedError)


class Invoker(Protocol):
    """What is needed of Bedrock."""

    def invoke(self, model_id: str, body: bytes) -> Reply: ...

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    drawn: Drawn
    request_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One InvokeModel request that is about to be sent: billed for up to `pictures`, each at `price_of(model, task)`.

    is_detour: what it draws is only for the request that comes after it.
    """

    model: Model
    task: Task
    pictures: int
    is_detour: bool = False


OnRequest = Callable[[Request], Billed]


def unnoted(_request: Request) -> Billed:
    """For whoever keeps no account."""
    return lambda _pictures: None


class Caller:
    def __init__(
        self,
        bedrock: Invoker,
        retry: RetryPolicy,
        gate: Gate,
        sleep: Callable[[float], None],
        rng: random.Random,
    ) -> None:
        self._bedrock = bedrock
        self._retry = retry
        self._gate = gate
        self._sleep = sleep
        self._rng = rng

    def outcomes(
        self, calls: Sequence[Call], task: Task, model: Model, begin: Callable[[Call], Billed]
    ) -> Iterator[tuple[Call, "Future[Answer]"]]:
        """Each call with its outcome, in the order in which they come; every call has a thread of its own.

        After a failure that others may meet too the rest come back as they are: no attempt is begun anew. Leaving
        early, by an interrupt for one, waits for nothing. begin: see `ImageClient.generate`'s on_request.
        """
        if not calls:
            return
        stop = Event()
        pool = ThreadPoolExecutor(max_workers=len(calls), thread_name_prefix="titan-core")
        try:
            futures = {  # each in a context like the caller's: what it logs is about the same work
                pool.submit(copy_context().run, self._call, call, task, model, stop, begin): call for call in calls
            }
            for future in as_completed(futures):
                if future.exception() and not isinstance(future.exception(), _LONE):
                    stop.set()
                yield futures[future], future
        finally:
            stop.set()
            pool.shutdown(wait=False)

    def _call(self, call: Call, task: Task, model: Model, stop: Event, begin: Callable[[Call], Billed]) -> Answer:
        body = json.dumps(call.body).encode()
        reply, billed = self._attempts(model.model_id, body, stop, lambda: begin(call))
        try:
            answer = read_json(reply.payload, model.model_id)
            check_guardrail(answer, model.model_id)
            drawn = family_of(model).decode(answer, call, model)
        except BedrockError as error:
            error.request_id = reply.request_id
            billed(_pictures_of(error))
            raise
        billed(len(drawn.pictures))
        pictures = tuple(picture.with_parameters(task) for picture in drawn.pictures)
        return Answer(drawn=replace(drawn, pictures=pictures), request_id=reply.request_id)

    def _attempts(self, model_id: str, body: bytes, stop: Event, begin: Callable[[], Billed]) -> tuple[Reply, Billed]:
        waits = self._retry.waits(self._rng.random)
        while True:
            try:
                with self._gate():
                    return self._attempt(model_id, body, begin())
            except RETRIED as error:
                wait = next(waits, None)
                if wait is None or stop.is_set():
                    raise
                log.info("%s: %s, again in %.1f s", model_id, error.code, wait, extra={"event": "bedrock_retry"})
                self._sleep(wait)
                if stop.is_set():
                    raise

    def _attempt(self, model_id: str, body: bytes, billed: Billed) -> tuple[Reply, Billed]:
        try:
            return self._bedrock.invoke(model_id, body), billed
        except TitanCoreError as error:
            billed(_pictures_of(error))
            raise


def _pictures_of(error: TitanCoreError) -> int | None:
    """How many pictures a failed request is billed for; None where nobody will know."""
    return None if isinstance(error, _PERHAPS_BILLED) else 0

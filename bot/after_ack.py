"""What may be slow, on threads that don't receive; what goes wrong there is logged, since nobody waits for it."""

import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import wraps
from typing import ParamSpec, TypeVar

_LOG = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")
_ANSWER_SECONDS = 0.4  # until Slack has surely read an answer that is on its way


def behind_answer(fn: Callable[_P, _T]) -> Callable[_P, _T]:
    """Hold `fn` back until Slack has shown the view that an ack brings: what came earlier it would replace."""

    @wraps(fn)
    def behind(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        time.sleep(_ANSWER_SECONDS)
        return fn(*args, **kwargs)

    return behind


class AfterAck(ThreadPoolExecutor):
    """Runs what is submitted, in order, as many at a time as there are threads."""

    def __init__(self, threads: int, name: str = "after-ack") -> None:
        super().__init__(threads, thread_name_prefix=name)

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        context = copy_context()  # of which request it is, for the log
        future = super().submit(lambda: context.run(fn, *args, **kwargs))
        future.add_done_callback(lambda done: context.run(_log_failure, done))
        return future


def _log_failure(future: "Future[_T]") -> None:
    if not future.cancelled() and (error := future.exception()):
        reference = secrets.token_hex(4)
        extra = {"event": "after_ack_failed", "reference": reference}
        _LOG.error("Failed after an ack [%s]", reference, exc_info=error, extra=extra)

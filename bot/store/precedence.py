"""Who writes next: a request of Slack's has three seconds to be acknowledged, a call to Bedrock holds one of few slots.

All else of a job has as long as it takes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    """A lock of this process's writers, in which some threads go before the others."""

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self._next = threading.Lock()
        self._mine = threading.local()

    @contextmanager
    def first(self) -> Iterator[None]:
        """What this thread writes in the block goes first."""
        before, self._mine.is_first = self._is_first, True
        try:
            yield
        finally:
            self._mine.is_first = before

    @property
    def _is_first(self) -> bool:
        return getattr(self._mine, "is_first", False)

    def acquire(self) -> None:
        """Wait for the lock: whoever goes first has one of all the others before it at most."""
        if self._is_first:
            self._writing.acquire()
            return
        with self._next:
            self._writing.acquire()

    def release(self) -> None:
        self._writing.release()

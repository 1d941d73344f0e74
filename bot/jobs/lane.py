"""One lane through a worker: draws side by side, and, once in a while, one that must be alone.

A job whose worker has died under it twice is drawn alone, so that the next death says which job it was.
"""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 10.0


class Lane:
    """Many may be in it together, or one alone.

    Who wants to be alone lets newcomers pass for `patience` seconds, and first those who have been cut off less often:
    so the jobs of a worker that is killed from outside are drawn, and one that kills it comes last.
    """

    def __init__(self, *, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._together = 0
        self._waiting: set[tuple[int, int]] = set()  # deaths, then order of arrival
        self._impatient = 0
        self._taken = False

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._taken and not self._impatient)
            self._together += 1
        try:
            yield
        finally:
            with self._changed:
                self._together -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, deaths: int) -> Iterator[None]:
        """`deaths`: how often a worker died of this job, or seemed to, while it was alone."""
        with self._changed:
            self._wait_until_empty((deaths, next(self._numbers)))
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def _wait_until_empty(self, ticket: tuple[int, int]) -> None:
        def is_mine() -> bool:
            return not self._together and not self._taken and ticket == min(self._waiting)

        self._waiting.add(ticket)
        if not self._changed.wait_for(is_mine, self._patience):
            self._impatient += 1  # from now on newcomers wait
            self._changed.wait_for(is_mine)
            self._impatient -= 1
        self._waiting.remove(ticket)

"""One lane through a worker: draws side by side, and, once in a while, one that must be alone.

A job whose worker has died under it twice is drawn alone, so that the next death says which job it was.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Lane:
    """Many may be in it together, or one alone; who wants to be alone is not kept waiting by newcomers."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._together = 0
        self._alone = 0  # waiting for it or in it
        self._taken = False

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._together += 1
        try:
            yield
        finally:
            with self._changed:
                self._together -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._alone += 1
            self._changed.wait_for(lambda: not self._together and not self._taken)
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._alone -= 1
                self._taken = False
                self._changed.notify_all()

"""Wakes the poller of the queue: a job that this process has just taken is not kept waiting for the next look."""

import math
import threading
import time
from collections.abc import Callable


class Bell(threading.Event):
    """What DBOS's poller sleeps on between two looks at the queue: it looks when rung, it ends when this is set.

    Only its own process hears it; jobs from elsewhere are found by polling.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._rung = threading.Condition()
        self._look_at = math.inf

    def ring(self, after: float = 0.0) -> None:
        """Have the queue looked at, `after` so many seconds. Rung during a look, it is looked at once more."""
        with self._rung:
            self._look_at = min(self._look_at, self._clock() + after)
            self._rung.notify_all()

    def set(self) -> None:
        super().set()
        with self._rung:
            self._rung.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        """Return after `timeout` seconds, or sooner if rung or set; say whether it is set."""
        give_up_at = math.inf if timeout is None else self._clock() + timeout
        with self._rung:
            while not self.is_set():
                left = min(give_up_at, self._look_at) - self._clock()
                if left <= 0:
                    break
                self._rung.wait(None if left == math.inf else left)
            self._look_at = math.inf
        return self.is_set()

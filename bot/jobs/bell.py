"""Wakes the poller of the queue: a job that this process has just taken is not kept waiting for the next look."""

import threading
import time
from collections.abc import Callable, Sequence


class Bell(threading.Event):
    """What DBOS's poller sleeps on between two looks at the queue: it looks when rung, it ends when this is set.

    Only its own process hears it; jobs from elsewhere are found by polling.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._rung = threading.Condition()
        self._moments: list[float] = []  # at which to look

    def ring(self, after: Sequence[float] = (0.0,)) -> None:
        """Have the queue looked at, once `after` each of so many seconds. Rung during a look, it is looked at again."""
        with self._rung:
            now = self._clock()
            self._moments.extend(now + seconds for seconds in after)
            self._rung.notify_all()

    def set(self) -> None:
        super().set()
        with self._rung:
            self._rung.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        """Return after `timeout` seconds, or sooner if rung or set; say whether it is set."""
        give_up_at = self._clock() + (threading.TIMEOUT_MAX if timeout is None else timeout)
        with self._rung:
            while not self.is_set() and (left := min([give_up_at, *self._moments]) - self._clock()) > 0:
                self._rung.wait(left)
            now = self._clock()
            self._moments = [moment for moment in self._moments if moment > now]
        return self.is_set()

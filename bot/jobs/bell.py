"""Wakes the poller of the queue: a job that this process has just taken is not kept waiting for the next look."""

import threading
import time
from collections.abc import Callable, Sequence


class Bell(threading.Event):
    """What DBOS's poller sleeps on between two looks at the queue: it looks when rung, it ends when this is set.

    Only its own process hears it; jobs from elsewhere are found by polling. `pause` seconds lie between two looks at
    least: DBOS counts what a look has claimed only once its threads run, and a look in between would claim too many.
    """

    def __init__(self, *, pause: float = 0.05, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._pause = pause
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
        began = self._clock()
        give_up_at = began + (threading.TIMEOUT_MAX if timeout is None else timeout)
        with self._rung:
            while not self.is_set():
                look_at = max(began + self._pause, min(self._moments, default=give_up_at))
                left = min(give_up_at, look_at) - self._clock()
                if left <= 0:
                    break
                self._rung.wait(left)
            now = self._clock()
            self._moments = [moment for moment in self._moments if moment > now]
        return self.is_set()

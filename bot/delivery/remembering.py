"""Answers of Slack's that are good for a while, kept in this process."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True, slots=True)
class Remembered(Generic[K, V]):
    """Each answer is kept `seconds`; safe to share between threads, which may ask twice at the same moment."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _kept: dict[K, tuple[V, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, key: K, ask: Callable[[], V | None]) -> V | None:
        """Answer from memory, else by `ask`, whose None is passed on and forgotten."""
        with self._lock:
            kept = self._kept.get(key)
        if kept and self.clock() - kept[1] < self.seconds:
            return kept[0]
        answer = ask()
        with self._lock:
            self._drop_old()
            if answer is not None:
                self._kept[key] = (answer, self.clock())
        return answer

    def forget(self, key: K) -> None:
        with self._lock:
            self._kept.pop(key, None)

    def _drop_old(self) -> None:
        now = self.clock()
        for key in [key for key, (_, at) in self._kept.items() if now - at >= self.seconds]:
            del self._kept[key]

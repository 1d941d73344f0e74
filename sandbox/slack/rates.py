"""Slack's rate limits: calls per method and minute, and messages per channel and second."""

import math
from collections import deque
from collections.abc import Callable
from time import monotonic

MINUTE = 60.0
CHANNEL_BURST = 5  # about one message a second in a channel, a short burst allowed
CHANNEL_WINDOW = 5.0


class RateLimits:
    """Sliding windows. `is_on` turns them off for throughput runs."""

    def __init__(self, *, is_on: bool = True, clock: Callable[[], float] = monotonic) -> None:
        self.is_on = is_on
        self._clock = clock
        self._taken: dict[str, deque[float]] = {}

    def clear(self) -> None:
        """As if nothing had been called yet."""
        self._taken.clear()

    def take(self, *rules: tuple[str, int, float]) -> int:
        """Take a call under each rule (name, calls, window in seconds) and return 0, or none and seconds to wait."""
        if not self.is_on:
            return 0
        now = self._clock()
        wait = max(self._wait(rule, now) for rule in rules)
        if wait <= 0:
            for name, _, _ in rules:
                self._taken[name].append(now)
            return 0
        return max(1, math.ceil(wait))

    def _wait(self, rule: tuple[str, int, float], now: float) -> float:
        name, calls, window = rule
        taken = self._taken.setdefault(name, deque())
        while taken and taken[0] <= now - window:
            taken.popleft()
        return taken[-calls] + window - now if len(taken) >= calls else 0.0

"""When Slack will have processed an uploaded file: learned from the files before it.

An average of the files' ages and of how far they lie apart, as TCP estimates its round trips (RFC 6298). The first try
comes early by that spread, the next ones follow in steps of it: with a steady Slack a picture is shown some 10 ms after
it can be, for one refused try in two pictures; with an unsteady one it takes two refused tries. Each try counts against
Slack's limit for chat.update, so they are never many.
"""

import threading
from collections.abc import Iterator
from itertools import count

_FIRST_GUESS_SECONDS, _FIRST_SPREAD_SECONDS = 0.8, 0.2  # before any file was seen
_WEIGHT = 0.35  # of the newest file
_STEP = 0.6  # the first pause between tries, in spreads
_GROWTH = 1.6  # of each pause over the one before
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.015, 5.0
_LEAST_SPREAD = 0.004
_NARROWING = 0.85  # of the spread, by a file that was ready at the first try
_FASTEST_DESCENT = 0.25  # of the estimate, after one file
_LATE_SECONDS = 0.05  # a first try so much later than planned says nothing about the plan


class Readiness:
    """Seconds from the upload's completion until an image block may name the file; shared by threads."""

    def __init__(self) -> None:
        self._usual = _FIRST_GUESS_SECONDS
        self._spread = _FIRST_SPREAD_SECONDS
        self._early_enough = 0  # files in a row that were ready at the first try
        self._bracketed = False  # whether any file's moment is known from both sides
        self._lock = threading.Lock()

    @property
    def expected(self) -> float:
        """The age at which to try first."""
        return max(self._usual - self._spread, _SHORTEST_PAUSE)

    def pauses(self) -> Iterator[float]:
        """Yield the seconds to wait before the second try, the third …"""
        first = max(self._spread * _STEP, _SHORTEST_PAUSE)
        return (min(first * _GROWTH**tries, _LONGEST_PAUSE) for tries in count())

    def learn(self, last_refused: float | None, accepted: float) -> None:
        """Take in one file: its age at the last refused try (None: the first was accepted) and at the accepted one."""
        with self._lock:
            if last_refused is not None:
                self._take_in((last_refused + accepted) / 2, (accepted - last_refused) / 4)
            elif accepted <= self.expected + self._spread + _LATE_SECONDS:
                self._come_earlier()

    def _take_in(self, age: float, spread: float) -> None:
        self._early_enough = 0
        off = age - self._usual
        if not self._bracketed:
            self._bracketed, self._usual, self._spread = True, age, max(_LEAST_SPREAD, spread)
            return
        self._usual += _WEIGHT * off
        self._spread = max(_LEAST_SPREAD, self._spread + _WEIGHT * (abs(off) - self._spread))

    def _come_earlier(self) -> None:
        """A first try that is accepted may have come too late: approach the moment, faster each time."""
        self._usual -= min(self._spread / 2 * 2**self._early_enough, self._usual * _FASTEST_DESCENT)
        self._early_enough += 1
        self._spread = max(_LEAST_SPREAD, self._spread * _NARROWING)

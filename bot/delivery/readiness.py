"""When Slack will have processed an uploaded file: learned from the files before it."""

import threading
from collections.abc import Iterator
from itertools import repeat

_FIRST_GUESS_SECONDS = 0.6
_PAUSES = (0.1, 0.2, 0.3, 0.6, 1.2, 2.4)
_LONGEST_PAUSE = 5.0
_WEIGHT = 0.3  # of the newest file in the estimate
_EARLIER = 0.97  # a first try that succeeds may have come too late: creep towards the moment itself


class Readiness:
    """Seconds from the upload's completion until an image block may name the file; shared by threads."""

    def __init__(self) -> None:
        self._expected = _FIRST_GUESS_SECONDS
        self._lock = threading.Lock()

    @property
    def expected(self) -> float:
        return self._expected

    def pauses(self) -> Iterator[float]:
        """Yield the seconds to wait before the second try, the third …"""
        yield from _PAUSES
        yield from repeat(_LONGEST_PAUSE)

    def learn(self, last_refused: float | None, accepted: float) -> None:
        """Take in one file: its age at the last refused try (None: the first was accepted) and at the accepted one."""
        seen = accepted * _EARLIER if last_refused is None else (last_refused + accepted) / 2
        with self._lock:
            self._expected += _WEIGHT * (seen - self._expected)

"""What the sandbox was asked, and which refusals come next."""

import threading
from collections import deque
from typing import Any

from sandbox.translate.errors import STATUS_OF_TYPE

FAULTS = frozenset({*STATUS_OF_TYPE, "cut"})
"""What can be asked of the next calls: any refusal's type; `cut` closes the connection half-way through the answer."""

_MAX_FAULTS = 100_000


class TranslateState:
    """Shared by the server's thread and a test's: every method holds the lock for as long as it runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._calls: list[dict[str, Any]] = []
            self._faults: deque[str] = deque()

    def add_faults(self, fault: str, times: object = 1) -> None:
        """The next `times` calls meet `fault`. Raises `ValueError` for one that isn't in `FAULTS`."""
        if fault not in FAULTS:
            raise ValueError(f"{fault}: no such fault; there are {', '.join(sorted(FAULTS))}")
        if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= _MAX_FAULTS:
            raise ValueError(f"times: a whole number from 1 to {_MAX_FAULTS}, not {times!r}")
        with self._lock:
            self._faults.extend([fault] * times)

    def next_fault(self) -> str | None:
        with self._lock:
            return self._faults.popleft() if self._faults else None

    def note(self, **call: object) -> None:
        with self._lock:
            self._calls.append(call)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Each call since the last reset: text, source, target, and outcome, `ok` or a fault."""
        with self._lock:
            return [dict(call) for call in self._calls]

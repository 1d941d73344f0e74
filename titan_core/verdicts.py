"""What is known of a model from an earlier call, for as long as it is likely to be still true."""

import copy
import threading
from collections.abc import Callable

from titan_core.errors import (
    BedrockError,
    EndOfLifeError,
    LegacyError,
    ModelFailedError,
    NoAccessError,
    PassedOver,
    QuotaError,
    UnsupportedError,
    WrongRegionError,
)

_HOUR, _FIVE_MINUTES = 3600.0, 300.0
_REMEMBERED: dict[type[BedrockError], float] = {
    EndOfLifeError: _HOUR,
    LegacyError: _HOUR,
    WrongRegionError: _HOUR,
    NoAccessError: _FIVE_MINUTES,
}
# With any of these the next model of the chain is asked.
MOVES_ON: tuple[type[BedrockError], ...] = (*_REMEMBERED, QuotaError, ModelFailedError)
# Which of several reasons is most worth acting on, best first: what an administrator can put right, then what the
# asker can, then what nobody can.
_WORTH = (NoAccessError, WrongRegionError, QuotaError, ModelFailedError, UnsupportedError, LegacyError, EndOfLifeError)


class Verdicts:
    """Shared by threads. `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[BedrockError, float]] = {}

    def remember(self, model_id: str, error: BedrockError) -> None:
        """Errors that say nothing about the next call are not kept."""
        seconds = next((span for kind, span in _REMEMBERED.items() if isinstance(error, kind)), None)
        if seconds is not None:
            with self._lock:
                self._known[model_id] = copy.copy(error), self._clock() + seconds

    def of(self, model_id: str) -> BedrockError | None:
        with self._lock:
            error, until = self._known.get(model_id, (None, 0.0))
            return error if self._clock() < until else None


def most_useful(passed_over: tuple[PassedOver, ...]) -> BedrockError:
    """Of several models that refuse a long text the one that takes the longest, before those that lack the task."""

    def rank(error: BedrockError) -> tuple[int, int, float]:
        place = next((place for place, kind in enumerate(_WORTH) if isinstance(error, kind)), len(_WORTH))
        limit = getattr(error, "limit", 0)
        return place, _remoteness(error), -limit if isinstance(limit, int | float) else 0.0

    return min((passed.error for passed in passed_over), key=rank)


def _remoteness(error: BedrockError) -> int:
    """How far a model is from doing the task: another text or picture would do; a field is missing; the whole is."""
    if not isinstance(error, UnsupportedError) or error.reason != "absent":
        return 0
    return 2 if error.field == "task" else 1

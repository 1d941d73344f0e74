"""When to ask the same model again, and for how long: pure, so that time and luck are arguments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from titan_core.errors import NotReadyError, ThrottledError, UnavailableError, UnreachableError

# Nothing was drawn in any of these. A result that is unknown is not among them: it may have been billed.
RETRIED = (ThrottledError, NotReadyError, UnavailableError, UnreachableError)


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryPolicy:
    """Exponential waits with jitter, in seconds.

    patience_seconds bounds the sum of the waits; the time the calls themselves take is not counted. 0: never again.
    """

    first_seconds: float = 1.0
    longest_seconds: float = 20.0
    patience_seconds: float = 60.0

    def __post_init__(self) -> None:
        if not (0 < self.first_seconds <= self.longest_seconds and self.patience_seconds >= 0):
            raise ValueError(f"{self}: waits are above 0, the longest no shorter than the first, patience not below 0")

    def wait(self, attempt: int, luck: float) -> float:
        """Seconds after the failed attempt number `attempt` (from 0): between half and all of its step, by luck 0-1."""
        step: float = min(self.first_seconds * 2.0 ** min(attempt, 60), self.longest_seconds)
        return step * (1 + luck) / 2

    def waits(self, luck: Callable[[], float]) -> Iterator[float]:
        """The waits between attempts until patience is used up."""
        attempt, waited = 0, 0.0
        while waited + (wait := self.wait(attempt, luck())) <= self.patience_seconds:
            yield wait
            attempt, waited = attempt + 1, waited + wait

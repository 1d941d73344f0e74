"""How fast all workers together call Bedrock while it throttles: pure, so that time is an argument.

A throttled answer doubles the gap between any two calls of the fleet, and each call that goes out later than half a
second after it takes a sixteenth off the gap. So the gap grows until most answers are good again, settles where about
one in ten is throttled, and is gone some eighty calls after the last of these.
"""

from dataclasses import dataclass

SHORTEST_GAP, LONGEST_GAP = 0.1, 4.0  # seconds; the longest leaves 15 calls a minute
ONCE_SECONDS = 0.5  # answers to calls that went out together speak of one pace: they slow it once
FORGET_SECONDS = 60.0  # Bedrock's quotas are counted by the minute
_FASTER = 15 / 16
_NONE = SHORTEST_GAP / 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """No call goes out before `next_at`, and the one after it not before `gap` seconds have gone by.

    Moments are seconds since 1970; slowed_at: when an answer last made it slower.
    """

    next_at: float = 0.0
    gap: float = 0.0
    slowed_at: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.gap <= LONGEST_GAP:
            raise ValueError(f"a gap of {self.gap} s: it is 0 to {LONGEST_GAP:g}")

    def earliest(self, now: float) -> float:
        """When a call may go out that wants to now."""
        return now if self._is_over(now) else max(now, self.next_at)

    def called(self, at: float) -> "Pace":
        """A call goes out at `at`."""
        next_at = at + (gap := 0.0 if self._is_over(at) else self.gap)
        if not self._is_settling(at):
            gap = gap * _FASTER if gap > _NONE else 0.0
        return Pace(next_at=next_at, gap=gap, slowed_at=self.slowed_at)

    def throttled(self, now: float) -> "Pace":
        """An answer says: too many requests."""
        if self._is_settling(now):
            return self
        before = 0.0 if self._is_over(now) else self.gap
        gap = min(max(2 * before, SHORTEST_GAP), LONGEST_GAP)
        return Pace(next_at=max(self.earliest(now), now + gap), gap=gap, slowed_at=now)

    def _is_settling(self, now: float) -> bool:
        return 0 <= now - self.slowed_at < ONCE_SECONDS

    def _is_over(self, now: float) -> bool:
        """A minute in which nobody called forgets what was."""
        return now > self.next_at + FORGET_SECONDS

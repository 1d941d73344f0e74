"""Faults on demand: what goes wrong, how often, and whether the call still took effect."""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HANG_SLICE = 0.05  # seconds
UPLOAD, DOWNLOAD, RESPONSE_URL = "upload", "download", "response_url"  # names of those that are no Web API methods


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """`how`: `drop` (the connection breaks), `hang` (no answer for `seconds`), an HTTP status (`429`, `500`, …),
    or a Slack error code (`internal_error`). `after`: the call takes effect first, and only its answer is lost.
    `seconds` is the Retry-After of a 429.
    """

    how: str
    times: int = 1
    after: bool = False
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.times < 1 or self.seconds < 0 or not self.how:
            raise ValueError(f"a fault happens once or more, for 0 seconds or more: {self}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """A `share` of all calls, 0 to 1, meets a fault: a third each `429`, `500`, and no answer for `seconds`.

    Half of those without an answer take effect. The same `seed` makes the same faults for calls in the same order.
    """

    share: float
    seed: int = 0
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or self.seconds < 0:
            raise ValueError(f"a share is from 0 to 1, seconds are 0 or more: {self}")

    def faults(self) -> Iterator[Fault | None]:
        """What each call meets, without end."""
        chance = random.Random(self.seed)  # noqa: S311  a run that can be repeated, not a secret
        kinds = (
            *[Fault(how="429")] * 2,
            *[Fault(how="500")] * 2,
            Fault(how="hang", seconds=self.seconds),
            Fault(how="hang", seconds=self.seconds, after=True),
        )
        while True:
            yield chance.choice(kinds) if chance.random() < self.share else None


class Faults:
    """The faults that wait for their call, per method name; and those that come by chance."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Fault]] = {}
        self._by_chance = Chance(share=0).faults()
        self._unreachable_until = 0.0
        self._is_over = False

    def add(self, method: str, fault: Fault) -> None:
        self._waiting.setdefault(method, []).append(fault)

    def take_chances(self, chance: Chance) -> None:
        """Calls from now on meet faults by chance."""
        self._by_chance = chance.faults()

    def take(self, method: str) -> Fault | None:
        """The fault for this call: one that waits for it, or else one by chance."""
        waiting = self._waiting.get(method)
        if not waiting:
            return next(self._by_chance)
        fault = waiting[0]
        waiting[:1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
        return fault

    def cut_off(self, seconds: float) -> None:
        """Drop every connection of the app for this long."""
        self._unreachable_until = time.monotonic() + seconds

    @property
    def is_cut_off(self) -> bool:
        return time.monotonic() < self._unreachable_until

    def left(self, method: str) -> int:
        """How many calls of this method are still to fail."""
        return sum(fault.times for fault in self._waiting.get(method, []))

    async def hang(self, seconds: float) -> None:
        """Let so much time pass, or less if the server ends."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._is_over:  # noqa: ASYNC110  another thread ends it
            await asyncio.sleep(min(seconds, _HANG_SLICE))

    def end(self) -> None:
        """The server is about to stop: nothing hangs any longer."""
        self._is_over = True

    def clear(self) -> None:
        self._waiting.clear()
        self._by_chance = Chance(share=0).faults()
        self._unreachable_until = 0.0

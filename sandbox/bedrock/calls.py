"""The record of every InvokeModel call, and the sandbox's own bill."""

from collections import deque
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

_KEPT_CALLS = 20_000  # the totals count on beyond them
_LONGEST_STRING = 2_000  # of a body in the record: a prompt, not a picture


@dataclass(kw_only=True, slots=True)
class Call:
    """One InvokeModel call. Times are seconds since the epoch; `ended_at` is None while it is in flight.

    `outcome` is `ok`, `withheld` (the content filter answered inside a 200), `cut`, `hang`, `bad_gateway`,
    `disconnected` (before the request was all here), or the error's code. `pictures` were drawn and `charged_usd`
    billed (list price), whether or not the answer arrived or anybody was left to hear it. `connection` is the caller's
    port: calls that share it came over one kept connection. `access_key_id` is the one that signed.
    """

    number: int
    model_id: str
    started_at: float
    request_id: str
    region: str = ""
    connection: int = 0
    access_key_id: str = ""
    ended_at: float | None = None
    outcome: str = ""
    status: int = 0
    body: Any = None
    seeds: tuple[int, ...] = ()
    pictures: int = 0
    charged_usd: float = 0.0


@dataclass(kw_only=True, slots=True)
class Totals:
    calls: int = 0
    pictures: int = 0
    charged_usd: float = 0.0
    in_flight: int = 0
    max_in_flight: int = 0


@dataclass(kw_only=True, slots=True)
class CallRecord:
    """Calls in the order of their arrival. Not thread-safe: its owner holds a lock.

    A call that began under another record, before a reset, is none of this one's: it changes no total here.
    """

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=_KEPT_CALLS))
    totals: Totals = field(default_factory=Totals)
    under_way: dict[int, Call] = field(default_factory=dict)

    def begin(self, *, model_id: str, request_id: str, now: float) -> Call:
        self.totals.calls += 1
        self.totals.in_flight += 1
        self.totals.max_in_flight = max(self.totals.max_in_flight, self.totals.in_flight)
        call = Call(number=self.totals.calls, model_id=model_id, request_id=request_id, started_at=now)
        self.calls.append(call)
        self.under_way[id(call)] = call
        return call

    def charge(self, call: Call, *, pictures: int, price_usd: float) -> None:
        call.pictures = pictures
        call.charged_usd = round(pictures * price_usd, 6)
        if id(call) not in self.under_way:
            return
        self.totals.pictures += pictures
        self.totals.charged_usd = round(self.totals.charged_usd + call.charged_usd, 6)

    def end(self, call: Call, *, now: float) -> None:
        call.ended_at = now
        if self.under_way.pop(id(call), None):
            self.totals.in_flight -= 1

    def newest(self, count: int) -> list[dict[str, Any]]:
        newest = list(islice(reversed(self.calls), count))
        return [asdict(call) for call in reversed(newest)]

    def as_json(self) -> dict[str, Any]:
        return {"calls": [asdict(call) for call in self.calls], "totals": asdict(self.totals)}


def shortened(body: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A request body with its long strings cut, so that a record of many calls stays small."""
    if isinstance(body, str) and len(body) > _LONGEST_STRING:
        return f"{body[:_LONGEST_STRING]}… ({len(body)} characters)"
    if isinstance(body, dict):
        return {key: shortened(value) for key, value in body.items()}
    if isinstance(body, list):
        return [shortened(value) for value in body]
    return body

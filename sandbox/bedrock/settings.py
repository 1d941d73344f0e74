"""What can be set while the sandbox runs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sandbox.bedrock.errors import STATUS_OF_CODE

FAULTS = frozenset({*STATUS_OF_CODE, "cut", "hang", "bad_gateway"})
"""What can be asked of the next calls: any error code; `cut` ends the body half-way; `hang` draws and never answers;
`bad_gateway` is a 502 with a page of HTML, as a proxy in the middle sends it."""

_MAX_SECONDS = 3600.0
_MAX_BYTES = 64_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How every call is answered, until set otherwise.

    * `latency`: seconds from request to answer, drawing included; or `"model"`: log-normal around each model's usual
      time (sigma 0.3); or two numbers, `[0.5, 1.0]`: any time between them, picked by call number.
    * `throttle_every`: every nth call is throttled; 0: none. `throttle_fraction`: this share of the calls, 0 to 1,
      picked by call number, so that a run can be repeated. `error_fraction`: this share of the others fails with a
      500 or a 503.
    * `picture_bytes`: each PNG is padded to at least this size; 0: as painted.
    * `painter`: `"sketch"`, or `"plain"`: one flat colour, for throughput runs in which the painter is in the way.
    * `hang_seconds`: how long a hanging call is held before its connection is closed without an answer.
    * `control_plane`: False answers `GET /foundation-models…` as for a user without these rights.

    Raises `ValueError` for a value out of range.
    """

    latency: float | Literal["model"] | tuple[float, float] = 0.0
    throttle_every: int = 0
    throttle_fraction: float = 0.0
    error_fraction: float = 0.0
    picture_bytes: int = 0
    painter: Literal["sketch", "plain"] = "sketch"
    hang_seconds: float = 600.0
    control_plane: bool = True

    def __post_init__(self) -> None:
        for seconds in _seconds_of(self.latency):
            _check_range("latency", seconds, _MAX_SECONDS, ' seconds, or "model"')
        _check_range("throttle_every", self.throttle_every, math.inf, " calls", whole=True)
        _check_range("throttle_fraction", self.throttle_fraction, 1.0, "")
        _check_range("error_fraction", self.error_fraction, 1.0, "")
        _check_range("picture_bytes", self.picture_bytes, _MAX_BYTES, " bytes", whole=True)
        _check_range("hang_seconds", self.hang_seconds, _MAX_SECONDS, " seconds")
        if self.painter not in {"sketch", "plain"}:
            raise ValueError(f'painter: "sketch" or "plain", not {self.painter!r}')
        if not isinstance(self.control_plane, bool):
            raise ValueError(f"control_plane: true or false, not {self.control_plane!r}")  # noqa: TRY004 - a setting's value


def _seconds_of(latency: object) -> Sequence[object]:
    """The numbers that a latency consists of."""
    if latency == "model":
        return ()
    if isinstance(latency, list | tuple) and len(latency) == 2:  # noqa: PLR2004 - from, to
        return latency
    return (latency,)


def _check_range(name: str, value: object, largest: float, unit: str, *, whole: bool = False) -> None:
    kinds: tuple[type, ...] = (int,) if whole else (int, float)
    fits = isinstance(value, kinds) and not isinstance(value, bool)
    if not fits or not 0 <= float(str(value)) <= largest:
        kind = "a whole number" if whole else "a number"
        bound = "0 or more" if math.isinf(largest) else f"0 to {largest:g}"
        raise ValueError(f"{name}: {kind} from {bound}{unit}, not {value!r}")

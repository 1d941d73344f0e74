"""The sandbox's one mutable thing: lifecycles, settings, faults to come, and what was called."""

import dataclasses
import math
import random
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.bedrock.calls import Call, CallRecord
from sandbox.bedrock.catalog import MODELS, PROFILES
from sandbox.bedrock.filters import OutputFilter
from sandbox.bedrock.models import Lifecycle, Model
from sandbox.bedrock.settings import FAULTS, Settings

_MAX_FAULTS = 100_000
_SIGMA = 0.3
_ERRORS = ("InternalServerException", "ServiceUnavailableException")


class SandboxState:
    """Shared by the server's thread and a test's: every method holds the lock for as long as it runs."""

    def __init__(self, *, latency: float = 0.0, alive: Sequence[str] = ()) -> None:
        """`alive` are ids of models that draw although they are retired. `ValueError` for a model that is not known."""
        self._lock = threading.Lock()
        self.closing = False  # set when the server stops: calls that hang are let go
        self._start_settings = Settings(latency=latency)
        self._start_lifecycles = {model_id: model.lifecycle for model_id, model in MODELS.items()}
        self._start_lifecycles.update({_known(model_id): Lifecycle.ACTIVE for model_id in alive})
        self._empty()

    def reset(self) -> None:
        """Everything as it was at the start; calls, bill and faults to come are forgotten. Calls in flight go on."""
        with self._lock:
            self._empty()

    def _empty(self) -> None:
        self.settings = self._start_settings
        self.output_filter = OutputFilter()
        self._lifecycles = dict(self._start_lifecycles)
        self._faults: deque[str] = deque()
        self._record = CallRecord()

    def lifecycle(self, model: Model) -> Lifecycle:
        with self._lock:
            return self._lifecycles[model.model_id]

    def change(self, lifecycles: Mapping[str, str] | None = None, **settings: Any) -> None:  # noqa: ANN401 - JSON
        """Set models' lifecycles and fields of `Settings`.

        Raises `ValueError`, and sets nothing, for an unknown model, lifecycle or setting or a value out of range.
        """
        checked = {_known(model_id): _lifecycle(value) for model_id, value in (lifecycles or {}).items()}
        known = {field.name for field in dataclasses.fields(Settings)}
        for name in settings:
            if name not in known:
                raise ValueError(f"{name}: no such setting; there are {', '.join(sorted(known))} and lifecycle")
        with self._lock:
            self.settings = dataclasses.replace(self.settings, **settings)
            self._lifecycles.update(checked)

    def add_faults(self, fault: str, times: object = 1) -> None:
        """The next `times` calls meet `fault` (one of `FAULTS`), after those added before."""
        if fault not in FAULTS:
            raise ValueError(f"{fault}: no such fault; there are {', '.join(sorted(FAULTS))}")
        if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= _MAX_FAULTS:
            raise ValueError(f"times: a whole number from 1 to {_MAX_FAULTS}, not {times!r}")
        with self._lock:
            self._faults.extend([fault] * times)

    def begin(self, model_id: str, request_id: str) -> Call:
        with self._lock:
            return self._record.begin(model_id=model_id, request_id=request_id, now=time.time())

    def charge(self, call: Call, *, pictures: int, price_usd: float) -> None:
        with self._lock:
            self._record.charge(call, pictures=pictures, price_usd=price_usd)

    def end(self, call: Call) -> None:
        with self._lock:
            self._record.end(call, now=time.time())

    def next_fault(self, call: Call) -> str | None:
        """The fault that this call meets: one that was asked for, else throttling and errors as the settings say."""
        with self._lock:
            if self._faults:
                return self._faults.popleft()
            settings = self.settings
        chance = _by_number(call.number)
        if settings.throttle_every and call.number % settings.throttle_every == 0:
            return "ThrottlingException"
        if chance.random() < settings.throttle_fraction:
            return "ThrottlingException"
        return chance.choice(_ERRORS) if chance.random() < settings.error_fraction else None

    def latency_seconds(self, model: Model, call: Call) -> float:
        latency = self.settings.latency
        if latency == "model":
            return model.usual_seconds * math.exp(_SIGMA * _by_number(call.number).gauss())
        return latency if isinstance(latency, int | float) else _by_number(call.number).uniform(*latency)

    def activity(self) -> tuple[int, int]:
        """Calls begun so far, and how many are under way."""
        with self._lock:
            return self._record.totals.calls, self._record.totals.in_flight

    def newest_calls(self, count: int) -> list[dict[str, Any]]:
        """The last calls, oldest first."""
        with self._lock:
            return self._record.newest(count)

    def calls_json(self) -> dict[str, Any]:
        with self._lock:
            return self._record.as_json()

    def settings_json(self) -> dict[str, Any]:
        with self._lock:
            return {
                **dataclasses.asdict(self.settings),
                "lifecycle": dict(self._lifecycles),
                "next": list(self._faults),
            }


def _by_number(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 - a run that can be repeated, not a secret


def _known(model_id: str) -> str:
    if model_id in PROFILES:
        return PROFILES[model_id].model_id
    if model_id not in MODELS:
        raise ValueError(f"{model_id}: the sandbox has no such model; it has {', '.join(MODELS)}")
    return model_id


def _lifecycle(value: str) -> Lifecycle:
    try:
        return Lifecycle(value)
    except ValueError as error:
        raise ValueError(f"{value}: no lifecycle; there are {', '.join(Lifecycle)}") from error

"""A task in, pictures out: the chain of models, and what is remembered of each."""

import copy
import logging
import random
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Self

from titan_core.bedrock import Bedrock
from titan_core.calling import Caller, Gate, Invoker, OnRequest, unnoted
from titan_core.candidates import Candidates
from titan_core.catalog import EDIT_MODELS, Model, PriceOf, price_of
from titan_core.drawing import Drawing, OnPicture
from titan_core.errors import ContentFilteredError, NoModelError, PassedOver, TitanCoreError
from titan_core.families import family_of
from titan_core.results import Estimate, Result
from titan_core.retries import RETRIED, RetryPolicy
from titan_core.roads import Detour, Road
from titan_core.settings import BedrockSettings
from titan_core.tasks import TASKS, Task, with_seed
from titan_core.verdicts import MOVES_ON, Verdicts, most_useful

log = logging.getLogger(__name__)


class ImageClient:
    """Draws with the first model that can. Safe to share between threads; make one and keep it.

    chain orders the models that draw from words. Any other task that none of them can do goes to the first of
    edit_models that can. gate is entered around every InvokeModel attempt and may block: a rate limit or a number of
    slots. It is not held while waiting to try again. clock counts seconds and never goes back; sleep waits so many; rng
    picks seeds and jitter, and must itself be safe to share.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, each with its default
        self,
        bedrock: Invoker,
        chain: Sequence[Model],
        *,
        edit_models: Sequence[Model] = EDIT_MODELS,
        retry: RetryPolicy | None = None,
        gate: Gate = nullcontext,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        rng: random.Random | None = None,
    ) -> None:
        if not chain:
            raise ValueError("the chain has no model: give at least one of titan_core.CATALOG")
        self.chain = tuple(chain)
        self.edit_models = tuple(edit_models)
        self._bedrock = bedrock
        self._rng = rng or random.SystemRandom()
        self._caller = Caller(bedrock, retry or RetryPolicy(), gate, sleep, self._rng)
        self._verdicts = Verdicts(clock)
        self._candidates = Candidates(self.chain, self.edit_models, self._verdicts)

    @classmethod
    def from_settings(
        cls, settings: BedrockSettings, *, gate: Gate = nullcontext, max_pool_connections: int = 10
    ) -> Self:
        """max_pool_connections: pictures that can be under way at once over connections that are kept."""
        bedrock = Bedrock(settings, max_pool_connections=max_pool_connections)
        return cls(bedrock, settings.models, edit_models=settings.edit_models, gate=gate)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the pooled connections."""
        self._bedrock.close()

    @property
    def chain_verdicts(self) -> tuple[PassedOver, ...]:
        """The models of the chain that would be passed over now, by what earlier calls found."""
        return self._candidates.verdicts_of(self.chain)

    def available(self, task_type: type[Task]) -> tuple[Model, ...]:
        """The models that would be asked for tasks of a type, first to last; how a task is filled in may rule some out.

        Whether the account may use them is not asked; a model past its end of life is among them while it is in the
        chain, until a call has found that out.
        """
        return self._candidates.for_type(task_type)

    def tasks(self) -> tuple[type[Task], ...]:
        """The types of tasks that some model is there for."""
        return tuple(kind for kind in TASKS if self.available(kind))

    def estimate(self, task: Task, *, fit: bool = False, price: PriceOf = price_of) -> Estimate:
        """What the task would cost, with the model that is likely to draw it. Nothing is sent.

        That is the first which isn't past its end of life: to be refused costs nothing. price: of one picture, the
        list's if nothing else is said. Raises NoModelError as `generate` does.
        """
        passed: dict[str, PassedOver] = {}
        for step in self._candidates.steps(task, fit=fit, live_first=True):
            if isinstance(step, Road):
                usd = step.usd(price)
                return Estimate(usd=usd, model=step.model, at_most=max(usd, self._candidates.most(task, price)))
            passed[step.model_id] = step
        raise self._nobody(task, passed)

    def pick_seed(self) -> int:
        """A random seed that every model takes as it stands."""
        lows, highs = zip(*(model.seeds for model in (*self.chain, *self.edit_models)), strict=True)
        return self._rng.randint(max(lows), min(highs))

    def generate(  # noqa: PLR0913 - keyword-only, each with its default
        self,
        task: Task,
        *,
        on_picture: OnPicture | None = None,
        on_request: OnRequest = unnoted,
        already: Collection[int] = (),
        fit: bool = False,
        partial: bool = False,
    ) -> Result:
        """Draw the task; pictures named in `already` (indices from 0) exist from an earlier try and are left out.

        on_picture is called in this thread with each picture as soon as it is there, parameters written into it, and
        so also before an error is raised: what was reported need not be paid for again. on_request is called with each
        request in the thread that is about to send it, inside the gate, and may block; what it answers is called with
        the number of pictures that were billed, once that is known, and with None where nobody will know. fit: whether
        pictures handed in may be scaled and converted to meet a model's limits; the result's losses say so. partial:
        what was drawn is answered although the rest failed, with the failure. Raises NoModelError if nobody could,
        ContentFilteredError if the filter left nothing, else the BedrockError that ended it.
        """
        task = with_seed(task, self.pick_seed())
        drawing = Drawing(task, already, on_picture, on_request)
        try:
            return self._generate(drawing, fit=fit)
        except TitanCoreError as error:
            part = drawing.part(error) if partial else None
            if part is None:
                raise
            return part

    def _generate(self, drawing: Drawing, *, fit: bool) -> Result:
        passed: dict[str, PassedOver] = {}
        for step in self._candidates.steps(drawing.task, fit=fit):
            over = self._failed(drawing, step) if isinstance(step, Road) else step
            if over is not None:
                passed[over.model_id] = over
            elif isinstance(step, Road):
                return drawing.result(step, tuple(passed.values()))
        raise self._nobody(drawing.task, passed)

    def _failed(self, drawing: Drawing, road: Road) -> PassedOver | None:
        """Draw by a road. A failure after which the next model is asked is remembered and answered, others raised."""
        try:
            self._draw(drawing, road)
        except MOVES_ON as error:
            log.info("passed over %s: %s", error.model_id, error.code, extra={"event": "model_passed_over"})
            self._verdicts.remember(error.model_id or road.model.model_id, error)
            return PassedOver(model_id=road.model.model_id, error=copy.copy(error))
        return None

    def _nobody(self, task: Task, passed: Mapping[str, PassedOver]) -> NoModelError:
        over = tuple(passed.values())
        return NoModelError(passed_over=over, cause=most_useful(over), could=self._candidates.others_for(task))

    def _draw(self, drawing: Drawing, road: Road) -> None:
        """Make the calls that are still needed, all at once; the first failure is raised when all have come back."""
        drawing.set_out(road)
        if not drawing.is_missing_any:
            return
        if road.detour:
            road = self._around(drawing, road, road.detour)
        model, seed = road.model, drawing.task.seed or 0
        calls = [call for call in family_of(model).calls(road.task, model, seed) if drawing.lacks(call)]
        failures: list[BaseException] = []
        for call, outcome in self._caller.outcomes(calls, drawing.task, model, drawing.requests(road)):
            failure = outcome.exception()
            if failure is None:
                drawing.take(outcome.result(), call, road)
            elif isinstance(failure, ContentFilteredError):
                drawing.refuse(failure, call)
            else:
                failures.append(failure)
        if failures:
            raise min(failures, key=_patience_with)

    def _around(self, drawing: Drawing, road: Road, detour: Detour) -> Road:
        """The road that is left once the call that has to come first is made."""
        (call,) = family_of(detour.model).calls(detour.task, detour.model, 0)
        ((_, outcome),) = self._caller.outcomes([call], detour.task, detour.model, drawing.requests(detour))
        picture = drawing.pass_through(outcome.result(), detour)
        return replace(road, task=detour.onward(picture), detour=None)


def _patience_with(failure: BaseException) -> int:
    """Of several failures the one that forbids going on decides, then the one that leads on to another model."""
    return 2 if isinstance(failure, RETRIED) else 1 if isinstance(failure, MOVES_ON) else 0

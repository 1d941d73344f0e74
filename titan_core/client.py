"""A task in, pictures out: the chain of models, and what is remembered of each."""

import copy
import logging
import random
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Self

from titan_core.bedrock import Bedrock
from titan_core.calling import Caller, Gate, Invoker
from titan_core.catalog import Model
from titan_core.drawing import Drawing, OnPicture
from titan_core.errors import ContentFilteredError, NoModelError, PassedOver, UnsupportedError
from titan_core.families import family_of
from titan_core.results import Result
from titan_core.retries import RETRIED, RetryPolicy
from titan_core.settings import BedrockSettings
from titan_core.tasks import TextToImage
from titan_core.verdicts import MOVES_ON, Verdicts, most_useful

log = logging.getLogger(__name__)


class ImageClient:
    """Draws with the first model of the chain that can. Safe to share between threads; make one and keep it.

    gate is entered around every InvokeModel attempt and may block: a rate limit or a number of slots. It is not held
    while waiting to try again. clock counts seconds and never goes back; sleep waits so many; rng picks seeds and
    jitter, and must itself be safe to share.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, each with its default
        self,
        bedrock: Invoker,
        chain: Sequence[Model],
        *,
        retry: RetryPolicy | None = None,
        gate: Gate = nullcontext,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        rng: random.Random | None = None,
    ) -> None:
        if not chain:
            raise ValueError("the chain has no model: give at least one of titan_core.CATALOG")
        self.chain = tuple(chain)
        self._bedrock = bedrock
        self._rng = rng or random.SystemRandom()
        self._caller = Caller(bedrock, retry or RetryPolicy(), gate, sleep, self._rng)
        self._verdicts = Verdicts(clock)

    @classmethod
    def from_settings(
        cls, settings: BedrockSettings, *, gate: Gate = nullcontext, max_pool_connections: int = 10
    ) -> Self:
        """max_pool_connections: pictures that can be under way at once over connections that are kept."""
        return cls(Bedrock(settings, max_pool_connections=max_pool_connections), settings.models, gate=gate)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the pooled connections."""
        self._bedrock.close()

    @property
    def chain_verdicts(self) -> tuple[PassedOver, ...]:
        """The models that would be passed over now, by what earlier calls found."""
        known = ((model.model_id, self._verdicts.of(model.model_id)) for model in self.chain)
        return tuple(PassedOver(model_id=model_id, error=error) for model_id, error in known if error)

    def pick_seed(self) -> int:
        """A random seed that every model of the chain takes as it stands."""
        lows, highs = zip(*(model.seeds for model in self.chain), strict=True)
        return self._rng.randint(max(lows), min(highs))

    def generate(
        self, task: TextToImage, *, on_picture: OnPicture | None = None, already: Collection[int] = ()
    ) -> Result:
        """Draw the task; pictures named in `already` (indices from 0) exist from an earlier try and are left out.

        on_picture is called in this thread with each picture as soon as it is there, parameters written into it, and
        so also before an error is raised: what was reported need not be paid for again. Raises NoModelError if nobody
        in the chain could, ContentFilteredError if the filter left nothing, else the BedrockError that ended it.
        """
        if task.seed is None:
            task = replace(task, seed=self.pick_seed())
        drawing = Drawing(task, already, on_picture)
        able, passed = self._able(task)
        for model in able:
            try:
                self._draw(drawing, model)
            except MOVES_ON as error:
                log.info("passed over %s: %s", model.model_id, error.code, extra={"event": "model_passed_over"})
                self._verdicts.remember(model.model_id, error)
                passed.append(PassedOver(model_id=model.model_id, error=copy.copy(error)))
            else:
                return drawing.result(model, tuple(passed))
        raise NoModelError(passed_over=tuple(passed), cause=most_useful(tuple(passed)))

    def _able(self, task: TextToImage) -> tuple[list[Model], list[PassedOver]]:
        """The models to ask, and those to pass over unasked. When all that could do it have a verdict, ask them all."""
        supporting, unsupporting = [], []
        for model in self.chain:
            reason = family_of(model).supports(task, model)
            if reason is None:
                supporting.append(model)
            else:
                error = UnsupportedError(
                    model_id=model.model_id, field=reason.field, limit=reason.limit, value=reason.value
                )
                unsupporting.append(PassedOver(model_id=model.model_id, error=error))
        condemned = {passed.model_id: passed for passed in self.chain_verdicts}
        free = [model for model in supporting if model.model_id not in condemned]
        if not free:
            return supporting, unsupporting
        remembered = [condemned[model.model_id] for model in supporting if model.model_id in condemned]
        return free, [*unsupporting, *remembered]

    def _draw(self, drawing: Drawing, model: Model) -> None:
        """Make the calls that are still needed, all at once; the first failure is raised when all have come back."""
        seed = drawing.task.seed or 0
        calls = [call for call in family_of(model).calls(drawing.task, model, seed) if drawing.lacks(call)]
        failures: list[BaseException] = []
        for call, outcome in self._caller.outcomes(calls, drawing.task, model):
            failure = outcome.exception()
            if failure is None:
                drawing.take(outcome.result(), call, model)
            elif isinstance(failure, ContentFilteredError):
                drawing.refuse(failure, call)
            else:
                failures.append(failure)
        if failures:
            raise min(failures, key=_patience_with)


def _patience_with(failure: BaseException) -> int:
    """Of several failures the one that forbids going on decides, then the one that leads on to another model."""
    return 2 if isinstance(failure, RETRIED) else 1 if isinstance(failure, MOVES_ON) else 0

"""Which models are asked for a task, in what order, and by which road."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from titan_core.catalog import MODELS, Model, PriceOf
from titan_core.errors import PassedOver
from titan_core.families import family_of
from titan_core.roads import CUTOUT, Road, find_road
from titan_core.tasks import Outpainting, Task, TextToImage
from titan_core.translations import Way, Ways, is_within_reach
from titan_core.verdicts import Verdicts


class Candidates:
    """A chain for pictures from words, and the models that take over whatever else the chain can't do."""

    def __init__(self, chain: Sequence[Model], edit_models: Sequence[Model], verdicts: Verdicts) -> None:
        self._chain = tuple(chain)
        self._edit_models = tuple(edit_models)
        self._verdicts = verdicts

    def steps(self, task: Task, *, fit: bool, live_first: bool = False) -> Iterator[Road | PassedOver]:
        """The roads to take and the models to pass over, made one by one: a road may cost work on pixels.

        A model with a verdict is passed over, unless that leaves no road at all: then it comes once more.
        """
        ways, is_any_free = Ways(task), False
        condemned: list[Model] = []
        models = self._all(is_text_to_image=_is_plain(task))
        for model in sorted(models, key=lambda model: live_first and model.is_retired):
            step = self._verdict_on(model) or _step(ways, model, fit=fit)
            known = self._verdict_on(model, step)
            is_any_free |= isinstance(step, Road) and known is None
            condemned += [model] if known else []
            yield known or step
        if not is_any_free:
            yield from (_step(ways, model, fit=fit) for model in condemned)

    def most(self, task: Task, price: PriceOf) -> Decimal:
        """What the dearest model that may draw the task takes for it, verdicts aside: they pass. Works no pixels.

        Models past their end of life count where there are no others. 0 where there are none at all.
        """
        models = self._all(is_text_to_image=_is_plain(task))
        live = [usd for model in models if not model.is_retired for usd in _costs(task, model, price)]
        gone = [price(model, task) * task.number_of_images for model in models if is_within_reach(type(task), model)]
        return max(live or gone, default=Decimal(0))

    def for_type(self, kind: type[Task]) -> tuple[Model, ...]:
        """The models that do tasks of a type and have no verdict."""
        able = [model for model in self._all(is_text_to_image=kind is TextToImage) if is_within_reach(kind, model)]
        return tuple(model for model in able if self._verdict_on(model) is None)

    def _all(self, *, is_text_to_image: bool) -> tuple[Model, ...]:
        return self._chain if is_text_to_image else tuple(dict.fromkeys((*self._chain, *self._edit_models)))

    def verdicts_of(self, models: Sequence[Model]) -> tuple[PassedOver, ...]:
        return tuple(filter(None, map(self._verdict_on, models)))

    def _verdict_on(self, model: Model, step: object = None) -> PassedOver | None:
        """What is known against a model, or against the one that its road needs first."""
        error = self._verdicts.of(model.model_id)
        if error is None and isinstance(step, Road) and step.detour:
            error = self._verdicts.of(step.detour.model.model_id)
        return PassedOver(model_id=model.model_id, error=error) if error else None

    def others_for(self, task: Task) -> tuple[str, ...]:
        """Aliases of live models that could do the task and would not be asked."""
        asked, ways = self._all(is_text_to_image=_is_plain(task)), Ways(task)
        others = [model for model in MODELS if model not in asked and not model.is_retired]
        return tuple(model.alias for model in others if isinstance(_step(ways, model, fit=True), Road))


def _step(ways: Ways, model: Model, *, fit: bool) -> Road | PassedOver:
    road = find_road(ways, model, fit=fit)
    return road if isinstance(road, Road) else PassedOver(model_id=model.model_id, error=road)


def _is_plain(task: Task) -> bool:
    """Whether it is the chain's own work. A condition image makes an edit of a picture from words."""
    return isinstance(task, TextToImage) and task.condition_image is None


def _costs(task: Task, model: Model, price: PriceOf) -> Iterator[Decimal]:
    """By each way that the model's contract has. Its pictures may still not fit."""
    is_canvas_needed = isinstance(task, Outpainting) and task.margins  # by none of the models that are left
    for way in [Way(task=task)] if is_canvas_needed else Ways(task):
        if family_of(model).supports(way.task, model) is None:
            first = price(CUTOUT, way.task) if way.needs_cutout else Decimal(0)
            yield first + price(model, way.task) * way.task.number_of_images

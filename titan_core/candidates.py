"""Which models are asked for a task, in what order, and by which road."""

from collections.abc import Sequence

from titan_core.catalog import MODELS, Model
from titan_core.errors import PassedOver
from titan_core.roads import Road, find_road
from titan_core.tasks import Task, TextToImage
from titan_core.translations import is_within_reach
from titan_core.verdicts import Verdicts


class Candidates:
    """A chain for pictures from words, and the models that take over whatever else the chain can't do."""

    def __init__(self, chain: Sequence[Model], edit_models: Sequence[Model], verdicts: Verdicts) -> None:
        self._chain = tuple(chain)
        self._edit_models = tuple(edit_models)
        self._verdicts = verdicts

    def for_task(self, task: Task, *, fit: bool) -> tuple[list[Road], list[PassedOver]]:
        """The roads to take, and the models to pass over unasked. When all that could do it have a verdict, ask all."""
        able: list[Road] = []
        unable: list[PassedOver] = []
        for model in self._all(is_text_to_image=_is_plain(task)):
            road = find_road(task, model, fit=fit)
            if isinstance(road, Road):
                able.append(road)
            else:
                unable.append(PassedOver(model_id=model.model_id, error=road))
        condemned = {road.model.model_id: self._verdict_on(road) for road in able}
        free = [road for road in able if condemned[road.model.model_id] is None]
        return (free, [*unable, *filter(None, condemned.values())]) if free else (able, unable)

    def _verdict_on(self, road: Road) -> PassedOver | None:
        """What is known against the model, or against the one that it needs first."""
        models = (road.model, road.detour.model) if road.detour else (road.model,)
        known = next(iter(self.verdicts_of(models)), None)
        return known and PassedOver(model_id=road.model.model_id, error=known.error)

    def for_type(self, kind: type[Task]) -> tuple[Model, ...]:
        """The models that do tasks of a type and have no verdict."""
        able = [model for model in self._all(is_text_to_image=kind is TextToImage) if is_within_reach(kind, model)]
        condemned = {passed.model_id for passed in self.verdicts_of(able)}
        return tuple(model for model in able if model.model_id not in condemned)

    def _all(self, *, is_text_to_image: bool) -> tuple[Model, ...]:
        return self._chain if is_text_to_image else tuple(dict.fromkeys((*self._chain, *self._edit_models)))

    def verdicts_of(self, models: Sequence[Model]) -> tuple[PassedOver, ...]:
        known = ((model.model_id, self._verdicts.of(model.model_id)) for model in models)
        return tuple(PassedOver(model_id=model_id, error=error) for model_id, error in known if error)

    def others_for(self, task: Task) -> tuple[str, ...]:
        """Aliases of live models that could do the task and would not be asked."""
        asked = self._all(is_text_to_image=_is_plain(task))
        others = [model for model in MODELS if model not in asked and not model.is_retired]
        return tuple(model.alias for model in others if isinstance(find_road(task, model, fit=True), Road))


def _is_plain(task: Task) -> bool:
    """Whether it is the chain's own work. A condition image makes an edit of a picture from words."""
    return isinstance(task, TextToImage) and task.condition_image is None

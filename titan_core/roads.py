"""How a model can be brought to do a task: in its own words, with pictures that fit, if need be by way of another."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from titan_core.catalog import Model, PriceOf, find
from titan_core.errors import InputPictureError, ModelFailedError, UnsupportedError
from titan_core.families import family_of
from titan_core.families.family import Unsupported
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.task_inputs import fitted, fitting_losses, problem_of
from titan_core.tasks import BackgroundRemoval, Inpainting, Task
from titan_core.translations import Way, Ways, is_within_reach

CUTOUT = find("us.stability.stable-image-remove-background-v1:0")


@dataclass(frozen=True, kw_only=True, slots=True)
class Detour:
    """A call that has to come first. onward: the task that its picture leads to."""

    model: Model
    task: Task
    onward: Callable[[Picture], Task]


@dataclass(frozen=True, kw_only=True, slots=True)
class Road:
    """task: what is asked of the model, in its own terms. losses: what the task says that this doesn't."""

    model: Model
    task: Task
    losses: tuple[Loss, ...]
    detour: Detour | None = None

    def usd(self, price: PriceOf) -> Decimal:
        """What the whole costs."""
        first = price(self.detour.model, self.detour.task) if self.detour else Decimal(0)
        return first + price(self.model, self.task) * self.task.number_of_images


def find_road(task: Task | Ways, model: Model, *, fit: bool = False) -> Road | UnsupportedError:
    """The nearest way, or why there is none. fit: whether pictures may be changed to meet the model's limits.

    Give the ways of a task where several models are asked: they are then made once for all.
    """
    ways, refusals = task if isinstance(task, Ways) else Ways(task), []
    for way in ways if is_within_reach(type(ways.task), model) else (Way(task=ways.task),):
        reason = family_of(model).supports(way.task, model)
        if reason is None:
            road = _with_pictures(way, model, fit=fit)
            if isinstance(road, Road):
                return road
            reason = road
        refusals.append(reason)
    nearest = min(refusals, key=_remoteness)
    return UnsupportedError(
        model_id=model.model_id,
        field=nearest.field,
        limit=nearest.limit,
        value=nearest.value,
        reason=nearest.reason,
    )


def _remoteness(reason: Unsupported) -> int:
    """A task that could be done with another picture or a shorter text is nearer than one that can't be done at all."""
    return 2 if reason.field == "task" else 1 if reason.reason == "absent" else 0


def _with_pictures(way: Way, model: Model, *, fit: bool) -> Road | Unsupported:
    sent = _sendable(way.task, model, fit=fit)
    if isinstance(sent, Unsupported):
        return sent
    lost = (*way.losses, *fitting_losses(way.task, sent), *family_of(model).losses(sent, model))
    detour = _cutout(sent, fit=fit) if way.needs_cutout and isinstance(sent, Inpainting) else None
    if isinstance(detour, Unsupported):
        return detour
    return Road(model=model, task=sent, losses=lost, detour=detour)


def _sendable(task: Task, model: Model, *, fit: bool) -> Task | Unsupported:
    """The task with pictures that the model takes, or why there is no such thing."""
    problem = problem_of(task, model.inputs) if model.inputs else None
    if not problem or not model.inputs:
        return task
    if not fit:
        field, wrong = problem
        return Unsupported(field=field, limit=wrong.limit, value=wrong.value, reason=wrong.reason)
    try:
        return fitted(task, model.inputs)
    except InputPictureError as error:
        return Unsupported(field=error.field, limit=error.limit, value=error.value, reason=error.reason)


def _cutout(task: Inpainting, *, fit: bool) -> Detour | Unsupported:
    """What lies behind the thing in front: found by removing it, and then to be drawn anew.

    The picture that is drawn in stays as it is where only the cutout needs another: just a mask comes of that.
    """
    removal = _sendable(BackgroundRemoval(image=task.image), CUTOUT, fit=fit)
    if isinstance(removal, Unsupported):
        return removal

    def onward(picture: Picture) -> Task:
        mask = Mask.of_transparency(InputPicture.read(picture.data))
        if not 0 < mask.edited_share < 1:
            raise ModelFailedError(model_id=CUTOUT.model_id, detail="it told nothing in front from what is behind")
        return replace(task, mask_image=mask.fit_to(task.image.width, task.image.height))

    return Detour(model=CUTOUT, task=removal, onward=onward)

"""A task's pictures against a model's limits: the first that can't be taken, or all of them made to fit."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from titan_core.inputs import InputLimits, InputPicture, InputProblem
from titan_core.masks import Mask
from titan_core.results import Loss
from titan_core.tasks import Task


def pictures_of(task: Task) -> Iterator[tuple[str, InputPicture]]:
    """Field names and pictures; the several of one field one after the other. Masks are none."""
    for field in fields(task):
        value = getattr(task, field.name)
        for picture in value if isinstance(value, tuple) else (value,):
            if isinstance(picture, InputPicture):
                yield field.name, picture


def problem_of(task: Task, limits: InputLimits) -> tuple[str, InputProblem] | None:
    """Field and problem of the first picture that can't be taken as it is."""
    for name, picture in pictures_of(task):
        problem = limits.problem(picture)
        if problem:
            return name, problem
    return None


def fitted(task: Task, limits: InputLimits) -> Task:
    """The task with each picture changed as little as makes it fit; mask and margins follow their picture.

    Raises InputPictureError naming the field if a picture can't be made to fit.
    """
    changed: dict[str, Any] = {}
    for name, _ in pictures_of(task):
        value = getattr(task, name)
        if isinstance(value, tuple):
            changed[name] = tuple(limits.fitted(picture, field=name) for picture in value)
        else:
            changed[name] = limits.fitted(value, field=name)
    after = changed.get("image")
    if isinstance(after, InputPicture):
        changed |= dict(_following(task, after))
    return replace(task, **changed)


def _following(task: Task, after: InputPicture) -> Iterator[tuple[str, object]]:
    mask = getattr(task, "mask_image", None)
    if isinstance(mask, Mask):
        yield "mask_image", mask.fit_to(after.width, after.height)
    for name, pixels in getattr(task, "margins", {}).items():
        before = next(picture for field, picture in pictures_of(task) if field == "image")
        scale = after.width / before.width if name in {"left", "right"} else after.height / before.height
        yield name, max(1, round(pixels * scale))


def fitting_losses(asked: Task, sent: Task) -> tuple[Loss, ...]:
    """What became of the pictures that had to be changed."""
    pairs = zip(pictures_of(asked), pictures_of(sent), strict=True)
    return tuple(
        Loss(field=name, asked=str(before), got=str(after)) for (name, before), (_, after) in pairs if before != after
    )

"""A task's fields and a body's keys: what is sent, what can't be, what is lost.

Every contract is a table of names, so that one rule holds for all: a field that was set and has no place in the body
is lost and said to be; where the task would be another one without it, the model doesn't support the task.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from typing import Any

from pybase64 import b64encode_as_string

from titan_core.catalog import Model
from titan_core.families.family import Unsupported
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.results import Loss
from titan_core.sizes import Shaped
from titan_core.tasks import Characters, Task, limits_of

# Said elsewhere: seeds are folded, and several pictures are several calls.
_NEVER_LOST = frozenset({"seed", "number_of_images"})
_ESSENTIAL = frozenset({"mask_prompt", "left", "right", "up", "down"})


def body_of(task: Task, keys: Mapping[str, str]) -> dict[str, object]:
    """The fields that say something, under their keys. A mask is none of them: its colours depend on the contract."""
    values = {key: getattr(task, name) for name, key in keys.items()}
    return {key: wire(value) for key, value in values.items() if value not in (None, "", ())}


def wire(value: Any) -> object:  # noqa: ANN401 - as many kinds as fields have
    """A value as JSON; pictures in base64."""
    if isinstance(value, InputPicture):
        return in_base64(value.data)
    if isinstance(value, tuple):
        return [wire(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def in_base64(data: bytes) -> str:
    return b64encode_as_string(data)


def unsupported(task: Task, model: Model, sent: Collection[str], required: Collection[str] = ()) -> Unsupported | None:
    """Why a task of the model's own can't be done by a contract that has only the fields `sent`."""
    if type(task) not in model.tasks:
        does = ", ".join(kind.__name__ for kind in model.tasks)
        return Unsupported(field="task", limit=does, value=type(task).__name__, reason="absent")
    for name, value in _given(task):
        if name not in sent and (name in _ESSENTIAL or isinstance(value, InputPicture | Mask)):
            return Unsupported(field=name, limit="", value=str(value), reason="absent")
    for name in required:
        value = getattr(task, name)
        if not (value.strip() if isinstance(value, str) else value):
            return Unsupported(field=name, limit="", value="", reason="empty")
    return _text_too_long(task, model)


def _text_too_long(task: Task, model: Model) -> Unsupported | None:
    limit = model.prompt_characters
    for name, held in limits_of(type(task)).items():
        length = len(getattr(task, name)) if isinstance(held, Characters) else 0
        if length > limit:
            return Unsupported(field=name, limit=limit, value=length)
    return None


def unsent(task: Task, sent: Collection[str]) -> tuple[Loss, ...]:
    """A loss for each field that was set and isn't sent."""
    return tuple(
        Loss(field=name, asked=_said(value), got="")
        for name, value in _given(task)
        if name not in sent and name not in _NEVER_LOST
    )


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _given(task: Task) -> Iterator[tuple[str, Any]]:
    """Names and values of the fields that say something other than their default."""
    for field in fields(task):
        value = getattr(task, field.name)
        if value != _default(field):
            yield field.name, value


def _default(field: Field[Any]) -> object:
    return None if field.default is MISSING else field.default


def seed_loss(task: Task, model: Model) -> tuple[Loss, ...]:
    if task.seed is None or model.fold_seed(task.seed) == task.seed:
        return ()
    return (Loss(field="seed", asked=str(task.seed), got=str(model.fold_seed(task.seed))),)


def shape_loss(task: Shaped, model: Model) -> tuple[Loss, ...]:
    """A shape that was asked for by its name and can't be had."""
    asked, got = getattr(task, "aspect_ratio", None), model.sizing.shape_for(task)
    if asked is None or got == asked:
        return ()
    return (Loss(field="aspect_ratio", asked=str(asked), got=str(got)),)

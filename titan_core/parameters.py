"""What a picture was drawn from, as texts that a file can carry, and as the task again."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from titan_core.errors import InputPictureError, InvalidTaskError
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.tasks import TASKS, AspectRatio, Size, Task
from titan_core.version import VERSION

WRITER = "titan-core"
_TASKS = {kind.__name__: kind for kind in TASKS}
_PARSERS: dict[object, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    Size: Size.parse,
    AspectRatio: AspectRatio.parse,
    tuple[str, ...]: lambda text: tuple(text.split(", ")),
}


def texts_of(task: Task, *, seed: int | None, index: int, model_id: str) -> dict[str, str]:
    """Each field that says something, then the picture's own seed, its place in the task, model and version.

    Input pictures are named by size and checksum, so that they can be found again; they are not in the file.
    """
    asked = {field.name: _text(getattr(task, field.name)) for field in fields(task)}
    drawn = {
        "seed": _text(seed),
        "index": str(index),
        "model": model_id,
        "task": type(task).__name__,
        "version": f"{WRITER} {VERSION}",
    }
    return {keyword: text for keyword, text in {**asked, **drawn}.items() if text}


def asked_of(task: Task) -> dict[str, str]:
    """Each field that says something as a text, without input pictures and masks; "task" names the type.

    `task_of` makes a task of them again.
    """
    values = {field.name: getattr(task, field.name) for field in fields(task)}
    texts = {name: _text(value) for name, value in values.items() if not _is_picture(value)}
    return {name: text for name, text in {**texts, "task": type(task).__name__}.items() if text}


def _is_picture(value: object) -> bool:
    return isinstance(value[0] if isinstance(value, tuple) and value else value, InputPicture | Mask)


def _text(value: object) -> str:
    if isinstance(value, InputPicture | Mask):
        return f"{value}, sha256 {value.fingerprint}"
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return "" if value is None else str(value)


def is_ours(texts: Mapping[str, str]) -> bool:
    return texts.get("version", "").startswith(f"{WRITER} ")


def task_from(parameters: Mapping[str, str], **pictures: Any) -> Task:  # noqa: ANN401 - a task's own fields
    """The task that draws one picture again from its `Picture.parameters`, with the seed it was drawn with.

    pictures: the input pictures and masks by field name, which the file can't hold. A picture that Titan drew as the
    second or later of one call shares its seed with the first, so it comes out otherwise. Raises InvalidTaskError if
    the parameters are not those of a task, InputPictureError if an input picture is missing.
    """
    return task_of({**parameters, "number_of_images": "1"}, **pictures)


def task_of(asked: Mapping[str, str], **pictures: Any) -> Task:  # noqa: ANN401 - a task's own fields
    """The task that `asked_of` has written. pictures and errors as `task_from` has them."""
    name = asked.get("task", "")
    if name not in _TASKS:
        raise InvalidTaskError(field="task", value=name, reason="malformed", allowed=tuple(_TASKS))
    said = {field: parse for field, parse in _parsers(name).items() if field in asked and field not in pictures}
    values = {field: _value(field, asked[field], parse) for field, parse in said.items()}
    return _TASKS[name](**{**values, **pictures})


def _value(field: str, text: str, parse: Callable[[str], object] | None) -> Any:  # noqa: ANN401 - as many types as fields
    if parse is None:
        raise InputPictureError(field=field, reason="missing", limit="that file again", value=text)
    try:
        return parse(text)
    except ValueError as error:
        raise InvalidTaskError(field=field, value=text, reason="malformed", allowed=("what it was",)) from error


@cache
def _parsers(name: str) -> Mapping[str, Callable[[str], object] | None]:
    """Of a task's fields: Python works a type's hints out anew each time it is asked."""
    hints = get_type_hints(_TASKS[name])
    return {field.name: _parser(hints[field.name]) for field in fields(_TASKS[name])}


def _parser(hint: object) -> Callable[[str], object] | None:
    """By a field's type, whether or not it may be None; none for pictures."""
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind
        if kind in _PARSERS:
            return _PARSERS[kind]
    return None

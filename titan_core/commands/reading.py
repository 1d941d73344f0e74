"""The arguments of a command as a task: files opened, words joined."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from titan_core.errors import InputPictureError
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.tasks import Task

STDIN = "-"
_PICTURE_TYPES = {InputPicture, InputPicture | None}
_MASK_TYPES = {Mask, Mask | None}


def read_task(kind: type[Task], arguments: argparse.Namespace) -> Task:
    """Raises InputPictureError for a file that can't be used, InvalidTaskError for the rest."""
    given = {field.name: getattr(arguments, field.name) for field in fields(kind)}
    values = {name: value for name, value in given.items() if value is not None}
    pictures = read_pictures(kind, {name: value for name, value in values.items() if _is_file(kind, name)})
    return kind(**{**{name: _joined(name, value) for name, value in values.items()}, **pictures})


def _is_file(kind: type[Task], name: str) -> bool:
    return name == "images" or get_type_hints(kind)[name] in _PICTURE_TYPES | _MASK_TYPES


def read_pictures(kind: type[Task], files: Mapping[str, Any]) -> dict[str, Any]:
    """The pictures and masks of a task, opened. A mask is brought to the size of its picture, whose shape it has."""
    hints = get_type_hints(kind)
    pictures: dict[str, Any] = {}
    for name, place in files.items():
        if name == "images":
            pictures[name] = tuple(_picture(path, name) for path in place)
        elif hints[name] in _PICTURE_TYPES:
            pictures[name] = _picture(place, name)
    for name, place in files.items():
        if hints[name] in _MASK_TYPES:
            pictures[name] = _mask(place, pictures["image"], name)
    return pictures


def _mask(path: Path, picture: InputPicture, field: str) -> Mask:
    mask = Mask.open(path, edit_colour="white", field=field)
    if mask.edited_share == 0:
        raise InputPictureError(
            field=field, reason="no_mask", limit="what is to be drawn anew in white", value="nothing"
        )
    return mask.fit_to(picture.width, picture.height, field=field)


def _picture(path: Path, field: str) -> InputPicture:
    return (
        InputPicture.read(sys.stdin.buffer.read(), field=field)
        if str(path) == STDIN
        else InputPicture.open(path, field=field)
    )


def _joined(name: str, value: Any) -> Any:  # noqa: ANN401 - as many types as there are fields
    match name:
        case "prompt" if isinstance(value, list):
            return sys.stdin.read().strip() if value == [STDIN] else " ".join(value)
        case "negative_prompt":
            return ", ".join(value)
        case "colors":
            return tuple(value)
    return value

"""`titan again FILE`: a picture found on disk, drawn once more from what stands in it."""

import argparse
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from titan_core.catalog import MODELS
from titan_core.commands import drawing
from titan_core.commands.reading import read_pictures
from titan_core.errors import InvalidTaskError
from titan_core.formats import FORMATS, Format
from titan_core.parameters import task_from
from titan_core.pictures import Picture
from titan_core.tasks import TASKS, Task, Upscale

_CHANGES = ("seed", "number_of_images")


def fill_parser(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="a picture that titan made: what it was drawn from stands in it")
    add("--input", action="append", default=[], metavar="FIELD=FILE", help="a picture it was drawn from: image=fox.png")
    add("--seed", type=int, metavar="N", help="another seed, to have it otherwise")
    add("-n", type=int, dest="number_of_images", metavar="N", help="how many pictures, 1 to 5")
    drawing.add_output(parser)


def run(arguments: argparse.Namespace) -> None:
    """The model that drew it is asked first, then those of the settings."""
    found = Picture.open(arguments.file)
    task = _task(found, arguments)
    formats: tuple[Format, ...] = FORMATS if isinstance(task, Upscale) else ("png",)
    first = tuple(model for model in MODELS if model.model_id == found.model_id)
    drawing.draw(task, arguments, name=f"{arguments.file.stem}-again", formats=formats, first=first)


def _task(found: Picture, arguments: argparse.Namespace) -> Task:
    parameters = found.parameters
    if not parameters:
        raise InvalidTaskError(
            field="file", value=str(arguments.file), reason="malformed", allowed=("a picture that titan made",)
        )
    kind = next((kind for kind in TASKS if kind.__name__ == parameters.get("task")), None)
    task = task_from(parameters, **(_inputs(kind, arguments.input) if kind else {}))
    given = {name: getattr(arguments, name) for name in _CHANGES}
    known = {field.name for field in fields(task)}
    return replace(task, **{name: value for name, value in given.items() if value is not None and name in known})


def _inputs(kind: type[Task], named: list[str]) -> dict[str, Any]:
    files: dict[str, Any] = {}
    known = tuple(field.name for field in fields(kind))
    for text in named:
        name, equals, path = text.partition("=")
        if not equals or name not in known:
            raise InvalidTaskError(field="--input", value=text, reason="malformed", allowed=("image=fox.png",))
        files[name] = [*files.get(name, []), Path(path)] if name == "images" else Path(path)
    return read_pictures(kind, files)

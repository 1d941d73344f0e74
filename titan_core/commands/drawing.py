"""The commands that draw: one row each, a task's type and what stands without a flag."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import titan_core  # by its public names a client is imported when one is made: `titan --help` needs none
from titan_core.catalog import MODELS, Model, find
from titan_core.commands.options import add_options, argument
from titan_core.commands.progress import progress
from titan_core.commands.reading import read_task
from titan_core.commands.telling import as_json, counted, put, put_json, report, say, waits_told
from titan_core.errors import OutputError
from titan_core.files import STDOUT, Output
from titan_core.formats import FORMATS, Format
from titan_core.pictures import Picture
from titan_core.settings import BedrockSettings, environment
from titan_core.tasks import (
    BackgroundRemoval,
    ColorGuidedGeneration,
    Erase,
    ImageVariation,
    Inpainting,
    Outpainting,
    SearchAndRecolor,
    SearchAndReplace,
    SketchControl,
    StructureControl,
    StyleGuide,
    StyleTransfer,
    Task,
    TextToImage,
    Upscale,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawingCommand:
    """positional: the task's fields that stand without a flag. name: of the files it makes when it has no words."""

    kind: type[Task]
    positional: tuple[str, ...]
    help: str
    name: str
    formats: tuple[Format, ...] = ("png",)


DRAWING: dict[str, DrawingCommand] = {
    "draw": DrawingCommand(
        kind=TextToImage, positional=("prompt",), name="picture", help="a picture from words; `draw` may be left out"
    ),
    "vary": DrawingCommand(
        kind=ImageVariation, positional=("images",), name="variation", help="pictures like one to five others"
    ),
    "edit": DrawingCommand(
        kind=Inpainting,
        positional=("image", "prompt"),
        name="edited",
        help="a place in a picture drawn anew, by --mask or --where; without words it is filled in",
    ),
    "extend": DrawingCommand(
        kind=Outpainting,
        positional=("image", "prompt"),
        name="extended",
        help="a picture carried on by --left, --right, --up, --down; or a new background around --where",
    ),
    "cutout": DrawingCommand(
        kind=BackgroundRemoval, positional=("image",), name="cutout", help="the thing in front, on nothing"
    ),
    "upscale": DrawingCommand(
        kind=Upscale, positional=("image", "prompt"), name="upscaled", help="more pixels", formats=FORMATS
    ),
    "recolor": DrawingCommand(
        kind=SearchAndRecolor, positional=("image", "prompt"), name="recolored", help="other colours for --what"
    ),
    "replace": DrawingCommand(
        kind=SearchAndReplace, positional=("image", "prompt"), name="replaced", help="another thing in place of --what"
    ),
    "erase": DrawingCommand(kind=Erase, positional=("image",), name="erased", help="what --mask covers taken away"),
    "palette": DrawingCommand(
        kind=ColorGuidedGeneration, positional=("prompt",), name="palette", help="a picture in the colours of --color"
    ),
    "from-sketch": DrawingCommand(
        kind=SketchControl, positional=("image", "prompt"), name="painted", help="a picture painted over a drawing"
    ),
    "from-layout": DrawingCommand(
        kind=StructureControl, positional=("image", "prompt"), name="relaid", help="another scene laid out the same"
    ),
    "in-style-of": DrawingCommand(
        kind=StyleGuide, positional=("image", "prompt"), name="styled", help="a picture in another one's style"
    ),
    "restyle": DrawingCommand(
        kind=StyleTransfer,
        positional=("image", "prompt"),
        name="restyled",
        help="the same scene in the style of --style",
    ),
}


def fill_parser(parser: argparse.ArgumentParser, command: DrawingCommand) -> None:
    add_options(parser, command.kind, command.positional)
    add_output(parser)


def add_output(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--model", action="append", type=argument(_find), metavar="NAME", help="ask this one; again for the next")
    add("-o", "--output", type=Path, metavar="FILE", help="a file, or a folder; - is stdout; without it a name is made")
    add("-f", "--force", action="store_true", help="overwrite; without it a file that is there is never touched")
    add("--json", action="store_true", help="say what came of it as one JSON object on stdout")
    add("--fit", action="store_true", help="convert, scale or flatten pictures that a model can't take")
    add("--estimate", action="store_true", help="say what it would cost, and draw nothing")


def _find(name: str) -> Model:
    return find(name, MODELS)


def run(command: DrawingCommand, arguments: argparse.Namespace) -> None:
    draw(read_task(command.kind, arguments), arguments, name=command.name, formats=command.formats)


def draw(
    task: Task, arguments: argparse.Namespace, *, name: str, formats: tuple[Format, ...], first: tuple[Model, ...] = ()
) -> None:
    """first: models to ask before those of the settings. Raises one of our errors, and OutputError beforehand."""
    words = str(getattr(task, "prompt", "")) or name
    output = Output(
        path=arguments.output,
        words=words,
        pictures=task.number_of_images,
        overwrite=arguments.force,
        formats=formats,
    )
    output.check()
    if output.path == STDOUT and arguments.json:
        raise OutputError(path="stdout", problem="unusable", detail="--json is written there")
    with titan_core.ImageClient.from_settings(_settings(arguments.model, first)) as client, waits_told():
        if arguments.estimate:
            _estimate(client, task, arguments)
        else:
            _draw(client, task, output, arguments)


def _settings(named: list[Model] | None, first: tuple[Model, ...]) -> BedrockSettings:
    settings = BedrockSettings.from_env(environment())
    if named:
        return replace(settings, models=tuple(dict.fromkeys(named)), edit_models=())
    return replace(settings, models=tuple(dict.fromkeys([*first, *settings.models]))) if first else settings


def _estimate(client: "titan_core.ImageClient", task: Task, arguments: argparse.Namespace) -> None:
    estimate = client.estimate(task, fit=arguments.fit)
    if arguments.json:
        put_json({"price_usd": estimate.usd, "model": estimate.model.model_id})
    else:
        put(f"${estimate.usd} by the price list, drawn by {estimate.model.title}")


def _draw(client: "titan_core.ImageClient", task: Task, output: Output, arguments: argparse.Namespace) -> None:
    first = client.estimate(task, fit=arguments.fit).model.title
    models = ", else ".join(model.title for model in client.chain) if isinstance(task, TextToImage) else first
    say(f"Drawing {counted(task.number_of_images)}: {models} …")
    places: dict[int, Path] = {}
    with progress(task.number_of_images) as advance:
        writer = _writer(output, places, advance, is_silent=arguments.json)
        result = client.generate(task, on_picture=writer, fit=arguments.fit)
    report(result, client.chain)
    if arguments.json:
        put_json(as_json(result, places, client.chain))


def _writer(
    output: Output, places: dict[int, Path], advance: Callable[[], None], *, is_silent: bool
) -> Callable[[Picture], None]:
    def write(picture: Picture) -> None:
        seed = "" if picture.seed is None else f", seed {picture.seed}"
        if output.path == STDOUT:
            sys.stdout.buffer.write(picture.data)
            sys.stdout.buffer.flush()
        else:
            places[picture.index] = output.write(picture)
        say(f"Picture {picture.index + 1} of {output.pictures}: {picture.width}x{picture.height}{seed}")
        if picture.index in places and not is_silent:
            put(str(places[picture.index]))
        advance()

    return write

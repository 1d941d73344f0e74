"""`titan "a red fox in the snow" --no dogs -o fox.png`: one task from the command line."""

import argparse
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from titan_core import errors
from titan_core.catalog import CATALOG, Model, find
from titan_core.client import ImageClient
from titan_core.files import Output, OutputError
from titan_core.pictures import Picture
from titan_core.results import Loss, Result
from titan_core.settings import BedrockSettings, environment
from titan_core.tasks import AspectRatio, Quality, Size, TextToImage
from titan_core.version import VERSION

_DRAWN, _INVALID, _REFUSED, _NO_ACCESS, _TRY_LATER, _INTERRUPTED = 0, 2, 3, 4, 5, 130
_EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (errors.ContentFilteredError, _REFUSED),
    (errors.BadRequestError, _INVALID),
    (errors.ThrottledError, _TRY_LATER),
    (errors.NotReadyError, _TRY_LATER),
    (errors.UnavailableError, _TRY_LATER),
    (errors.UnreachableError, _TRY_LATER),
    (errors.UnknownResultError, _TRY_LATER),
    (errors.ModelFailedError, _TRY_LATER),
    (errors.BadResponseError, _TRY_LATER),
    (errors.ResponseTooLargeError, _TRY_LATER),
    (errors.BedrockError, _NO_ACCESS),
    (errors.TitanCoreError, _INVALID),
    (OutputError, _INVALID),
)
_EPILOG = f"""
exit codes:
  0    drawn
  2    the command, the task or the settings are wrong, or the model refuses the request
  3    the content filter refused it
  4    no credentials, no access, or no model that can draw it
  5    throttled, unreachable, failed or cut off: try again (after a cut-off answer a picture may have been billed)
  130  interrupted

settings, from the environment or `.env`: BWB_REGION_NAME, BWB_PROFILE_NAME, BWB_ENDPOINT_URL, IMAGINE_MODELS, AWS_*
models: {", ".join(model.alias for model in CATALOG)}
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what the arguments say. Paths go to stdout, all else to stderr. Returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return _draw(arguments)
    except (errors.TitanCoreError, OutputError) as error:
        _say(f"titan: {error}")
        return _exit_code(error)
    except KeyboardInterrupt:
        _say("titan: interrupted; a picture that was being drawn may still be billed")
        return _leave(_INTERRUPTED)


def _draw(arguments: argparse.Namespace) -> int:
    task = _task(arguments)
    output = Output(
        path=arguments.output, prompt=task.prompt, pictures=task.number_of_images, overwrite=arguments.force
    )
    output.check()
    settings = BedrockSettings.from_env(environment())
    if arguments.model:
        settings = replace(settings, models=tuple(dict.fromkeys(arguments.model)))
    with ImageClient.from_settings(settings) as client, _waits_told():
        _say(f"Drawing {_counted(task.number_of_images)}: {', else '.join(model.title for model in client.chain)} …")
        _report(client.generate(task, on_picture=_writer(output)))
    return _DRAWN


@contextmanager
def _waits_told() -> Iterator[None]:
    """A model that is asked again says so: a minute of silence looks like a fault."""
    waits, handler = logging.getLogger("titan_core.calling"), logging.StreamHandler(sys.stderr)
    waits.addHandler(handler)
    waits.setLevel(logging.INFO)
    try:
        yield
    finally:
        waits.removeHandler(handler)
        waits.setLevel(logging.NOTSET)


def _writer(output: Output) -> Callable[[Picture], None]:
    def write(picture: Picture) -> None:
        place = output.write(picture)
        _say(f"Picture {picture.index + 1} of {output.pictures}: {picture.width}x{picture.height}, seed {picture.seed}")
        print(place, flush=True)

    return write


def _report(result: Result) -> None:
    for passed in result.passed_over:
        _say(f"Passed over: {passed.error.sentence}")
    for loss in result.losses:
        _say(_loss(loss, result.model))
    if result.withheld:
        _say(f"The content filter kept back {_counted(result.withheld)}.")
    _say(f"Drawn by {result.model.title}, ${result.price_usd} by the price list.")


def _loss(loss: Loss, model: Model) -> str:
    name = loss.field.replace("_", " ")
    if not loss.got:
        return f"{model.title} has no {name}: {loss.asked} was left out."
    return f"{model.title} has no {name} {loss.asked}: it drew {loss.got}."


def _counted(pictures: int) -> str:
    return "1 picture" if pictures == 1 else f"{pictures} pictures"


def _task(arguments: argparse.Namespace) -> TextToImage:
    return TextToImage(
        prompt=" ".join(arguments.prompt),
        negative_prompt=", ".join(arguments.no),
        size=arguments.size,
        aspect_ratio=arguments.ar,
        seed=arguments.seed,
        number_of_images=arguments.n,
        cfg_scale=arguments.cfg,
        quality=Quality(arguments.quality),
    )


def _argument(parse: Callable[[str], object]) -> Callable[[str], object]:
    """Our errors as argparse's, which names the option and shows the usage."""

    def parsed(text: str) -> object:
        try:
            return parse(text)
        except errors.TitanCoreError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parsed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="titan",
        description="Draw a picture from words with Amazon Bedrock.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("prompt", nargs="+", metavar="PROMPT", help='what to draw; words to be lettered stand in "double quotes"')
    add("--no", action="append", default=[], metavar="WORDS", help="what must not be seen, without `no` before it")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--ar", type=_argument(AspectRatio.parse), metavar="W:H", help="shape, 16:9 for one")
    shape.add_argument("--size", type=_argument(Size.parse), metavar="WxH", help="pixels, 1024x768 for one")
    add("--seed", type=int, metavar="N", help="0 to 4294967294: the same seed draws much the same picture again")
    add("-n", type=int, default=1, metavar="N", help="how many pictures, 1 to 5")
    add("--cfg", type=float, metavar="X", help="how closely to follow the prompt, 1.1 to 10")
    add("--quality", choices=[quality.value for quality in Quality], default=Quality.STANDARD.value)
    add("--model", action="append", type=_argument(find), metavar="NAME", help="ask this one; again for the next")
    add("-o", "--output", type=Path, metavar="FILE", help="a PNG file, or a folder; without it a name is made here")
    add("-f", "--force", action="store_true", help="overwrite; without it a file that is there is never touched")
    add("--version", action="version", version=f"titan-core {VERSION}")
    return parser


def _exit_code(error: Exception) -> int:
    cause = error.cause if isinstance(error, errors.NoModelError) else error
    return next(code for kind, code in _EXIT_CODES if isinstance(cause, kind))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _leave(code: int) -> int:
    """Python would wait for the calls under way, minutes perhaps; someone who interrupts has waited enough."""
    if threading.active_count() > 1:
        sys.stdout.flush()
        os._exit(code)
    return code

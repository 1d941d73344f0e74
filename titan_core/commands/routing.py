"""Which command a line is for. A first word that names one is a command; anything else is a prompt.

`titan models` lists models; `titan draw models`, and `titan -- models`, draw them.
"""

import argparse
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from titan_core.catalog import CATALOG
from titan_core.commands import again, doctor, drawing, models
from titan_core.commands.drawing import DRAWING
from titan_core.version import VERSION

_LIKENESS = 0.8  # of a mistyped command to the one that was meant
_EPILOG = f"""
exit codes:
  0    done
  2    the command, the task or the settings are wrong, or the model refuses the request
  3    the content filter refused it
  4    no credentials, no access, or no model that can draw it
  5    throttled, unreachable, failed or cut off: try again (after a cut-off answer a picture may have been billed)
  130  interrupted

settings, from the environment or `.env`: BWB_REGION_NAME, BWB_PROFILE_NAME, BWB_ENDPOINT_URL, IMAGINE_MODELS,
  IMAGINE_EDIT_MODELS, AWS_*
models: {", ".join(model.alias for model in CATALOG)}; `titan models` has them all
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    help: str
    fill_parser: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], None]


COMMANDS: dict[str, Command] = {
    **{
        name: Command(
            help=row.help,
            fill_parser=partial(drawing.fill_parser, command=row),
            run=partial(drawing.run, row),
        )
        for name, row in DRAWING.items()
    },
    "again": Command(
        help="a picture that titan made, from what stands in its file", fill_parser=again.fill_parser, run=again.run
    ),
    "models": Command(
        help="what is known of each model: tasks, regions, price", fill_parser=models.fill_parser, run=models.run
    ),
    "doctor": Command(
        help="what this AWS account can use, and the rights it needs", fill_parser=doctor.fill_parser, run=doctor.run
    ),
}


def routed(argv: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """The command and its arguments. Ends the program by SystemExit, as argparse does, if they make no sense."""
    name, rest = (argv[0], argv[1:]) if argv and argv[0] in COMMANDS else ("draw", argv)
    if list(argv) == ["help"]:
        rest = ["--help"]
    shortened = name == "draw" and (not argv or argv[0] != "draw")
    parser = _parser(name, shortened=shortened)
    if shortened:
        _refuse_slip(parser, argv)
    return COMMANDS[name], parser.parse_intermixed_args(rest)


def _parser(name: str, *, shortened: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="titan" if shortened else f"titan {name}",
        description="Draw a picture from words with Amazon Bedrock." if shortened else f"{COMMANDS[name].help}.",
        epilog=f"{_commands()}\n{_EPILOG}" if shortened else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    COMMANDS[name].fill_parser(parser)
    parser.add_argument("--version", action="version", version=f"titan-core {VERSION}")
    return parser


def _commands() -> str:
    rows = "\n".join(f"  {name:<12} {command.help}" for name, command in COMMANDS.items())
    return f"commands (each with its own --help):\n{rows}\n\nto draw a command's own word: titan draw models"


def _refuse_slip(parser: argparse.ArgumentParser, argv: Sequence[str]) -> None:
    """`titan upscael fox.png` means a command and would cost a picture of words: a file is named, so it is asked."""
    meant = difflib.get_close_matches(argv[0], COMMANDS, n=1, cutoff=_LIKENESS) if argv else []
    if meant and any(Path(word).is_file() for word in argv[1:]):
        parser.error(f"there is no command {argv[0]}. Did you mean {meant[0]}? To draw these words: titan draw …")

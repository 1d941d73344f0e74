"""`titan "a red fox in the snow" --no dogs -o fox.png`, and everything else from the command line."""

import os
import sys
import threading
from collections.abc import Sequence

from titan_core import errors
from titan_core.commands.routing import routed
from titan_core.commands.telling import error_as_json, put_json, say

_DONE, _INVALID, _REFUSED, _NO_ACCESS, _TRY_LATER, _INTERRUPTED = 0, 2, 3, 4, 5, 130
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
)
# What of a picture can be changed without changing what is on it.
_FITTED = {"format", "short_side", "long_side", "few_pixels", "many_pixels", "bytes", "transparent"}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say. What was asked for goes to stdout, all else to stderr. Returns the exit code."""
    command, arguments = routed(sys.argv[1:] if argv is None else argv)
    try:
        command.run(arguments)
    except errors.TitanCoreError as error:
        say(f"titan: {error}{_hint(error)}")
        if arguments.json:
            put_json(error_as_json(error))
        return _exit_code(error)
    except BrokenPipeError:
        return _leave_quietly()
    except KeyboardInterrupt:
        say("titan: interrupted; a picture that was being drawn may still be billed")
        return _leave(_INTERRUPTED)
    return _DONE


def _hint(error: errors.TitanCoreError) -> str:
    """How to do on the command line what the error advises; `titan extend of a bridge` was perhaps a prompt."""
    match error:
        case errors.OutputError(problem="taken"):
            return " with --force"
        case errors.InputPictureError(reason="unreadable"):
            return " To draw these words instead: titan draw …"
        case errors.NoModelError(cause=errors.UnsupportedError(reason=reason)) if reason in _FITTED:
            return " Or let it be changed as needed, with --fit."
    return ""


def _exit_code(error: Exception) -> int:
    cause = error.cause if isinstance(error, errors.NoModelError) else error
    return next(code for kind, code in _EXIT_CODES if isinstance(cause, kind))


def _leave(code: int) -> int:
    """Python would wait for the calls under way, minutes perhaps; someone who interrupts has waited enough."""
    if threading.active_count() > 1:
        sys.stdout.flush()
        os._exit(code)
    return code


def _leave_quietly() -> int:
    """Whoever read our output has enough, `| head` for one: Python would complain on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _DONE

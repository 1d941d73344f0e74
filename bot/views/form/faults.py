"""What is wrong with a field, said beside it: what was written, what is allowed, what to do."""

from bot.locale import Words, msgid
from bot.orders.filling import Fault
from bot.prompt_line.problems import BadValue, Conflict, OutOfRange, Problem, TooLong, TooManyJobs
from bot.views.notices import problem_notice
from bot.views.notices.notice import shown
from titan_core.errors import InvalidTaskError

_RANGES = {
    "whole": msgid("Write a whole number from {low} to {high}; here stands “{value}”."),
    "decimal": msgid("Write a number from {low} to {high}; here stands “{value}”."),
    "side": msgid("Each side is from {low} to {high}; here stands “{value}”."),
}
_NO_PICTURE = msgid("Say what is to be seen.")
_TOO_LONG = msgid("{limit} characters are allowed here; these are {actual}.")
_EXAMPLE = msgid("Write it like {example}; here stands “{value}”.")


def fault_text(fault: Fault, words: Words, command: str) -> str:
    """One paragraph without markup."""
    if isinstance(fault.problem, InvalidTaskError):
        return _of_task(fault.problem, words)
    return _of_text(fault.problem, words, command)


def _of_task(error: InvalidTaskError, words: Words) -> str:
    match error.reason:
        case "empty":
            return words(_NO_PICTURE)
        case "too_long":
            return words(_TOO_LONG, limit=f"{error.highest:,.0f}", actual=f"{error.value:,}")
        case "malformed":
            return words(_EXAMPLE, example=" / ".join(error.allowed), value=shown(str(error.value)))
        case _:
            return words("This can't stand together with what is chosen in another field.")


def _of_text(problem: Problem, words: Words, command: str) -> str:
    match problem:
        case OutOfRange():
            value = shown(problem.value)
            return words(_RANGES[problem.number], low=problem.low, high=problem.high, value=value)
        case BadValue():
            example = problem.example.partition(" ")[2]
            return words(_EXAMPLE, example=example, value=shown(problem.value))
        case TooLong():
            return words(_TOO_LONG, limit=f"{problem.limit:,}", actual=f"{problem.actual:,}")
        case Conflict():
            return words("Choose a shape or write pixels, not both: the shape is {shape}.", shape=problem.first)
        case TooManyJobs():
            return words(
                "The form draws one request at a time: groups in braces and --repeat go with {command}. To have a brace"
                " in the words, put a backslash before it.",
                command=command,
            )
        case _:
            return _first_paragraph(problem, words, command)


def _first_paragraph(problem: Problem, words: Words, command: str) -> str:
    (block,) = problem_notice(problem, words, command)["blocks"][:1]
    return "".join(span["text"] for span in block["elements"][0]["elements"])

"""Why a line was not drawn, told to its writer: what was written, what is allowed, what to type instead."""

from typing import assert_never

from bot.locale import Words, msgid
from bot.prompt_line.problems import (
    BadPreset,
    BadValue,
    Conflict,
    GluedFlag,
    MissingValue,
    NoPrompt,
    NotAChoice,
    OutOfRange,
    Problem,
    Repeated,
    SingleDash,
    SplitDashes,
    TooLong,
    TooManyJobs,
    UnbalancedBraces,
    UnknownFlag,
    UnknownPreset,
)
from bot.views.message import Message
from bot.views.notices.notice import Copied, Part, notice, shown

_Doubtful = GluedFlag | SplitDashes | SingleDash
_OfValue = MissingValue | BadValue | OutOfRange | NotAChoice
_OfWhole = Repeated | Conflict | NoPrompt | TooLong | TooManyJobs
_OfPreset = UnknownPreset | BadPreset
_MANY = 1_000_000  # a count above it is only known to be above it


def problem_notice(problem: Problem, words: Words, command: str) -> Message:
    """Explain why nothing was drawn. `command` is as typed, say "/imagine"."""
    return notice(_parts(problem, words, command))


def _parts(problem: Problem, words: Words, command: str) -> list[Part]:
    match problem:
        case UnknownFlag():
            return _unknown_flag(problem, words, command)
        case GluedFlag() | SplitDashes() | SingleDash():
            return _doubtful(problem, words, command)
        case MissingValue() | BadValue() | OutOfRange() | NotAChoice():
            return [_of_value(problem, words), _see_help(words, command)]
        case Repeated() | Conflict() | NoPrompt() | TooLong() | TooManyJobs():
            return [_of_whole(problem, words, command), _see_help(words, command)]
        case UnbalancedBraces():
            return _unbalanced(problem, words, command)
        case UnknownPreset() | BadPreset():
            return _of_preset(problem, words, command)
        case _:
            assert_never(problem)


def _unknown_flag(problem: UnknownFlag, words: Words, command: str) -> list[Part]:
    flag = shown(problem.flag)
    if not problem.nearest:
        unknown = words("`{flag}` isn't a flag, so nothing was drawn.", flag=flag)
        keep = words("To keep it as part of the picture's words, put it in double quotes.")
        return [unknown, keep, _see_help(words, command)]
    said = words(
        "`{flag}` isn't a flag, so nothing was drawn. Did you mean `{nearest}`?", flag=flag, nearest=problem.nearest
    )
    return [said, *_to_copy(problem.line, words, command)]


def _doubtful(problem: _Doubtful, words: Words, command: str) -> list[Part]:
    found = shown(problem.found)
    match problem:
        case GluedFlag():
            said = words(
                "Is `{flag}` in “{found}” a flag? A flag has a space before it.", flag=problem.flag, found=found
            )
        case SplitDashes():
            said = words(
                "Is “{found}” the flag `{flag}`? A flag's dashes touch its name.", flag=problem.flag, found=found
            )
        case SingleDash():
            said = words("Is “{found}” the flag `{flag}`? A flag has two dashes.", flag=problem.flag, found=found)
        case _:
            assert_never(problem)
    keep = words("Nothing was drawn yet. If it is not a flag, leave out the dashes or put it in double quotes.")
    return [said, *_to_copy(problem.line, words, command), keep]


def _to_copy(line: str, words: Words, command: str) -> list[Part]:
    if not line:
        return [_see_help(words, command)]
    return [words("Your line, put right, to copy:"), Copied(line=f"{command} {line}")]


def _unbalanced(problem: UnbalancedBraces, words: Words, command: str) -> list[Part]:
    brace, found = problem.brace, shown(problem.found)
    message = _OPENED if brace == "{" else _CLOSED
    return [
        words(message, brace=brace, found=found),
        words("Braces draw one picture for each thing between them, as in `{example}`.", example="a {red, green} bird"),
        words("If a brace belongs to the picture's words, put a backslash before it. Your line with that, to copy:"),
        Copied(line=f"{command} {problem.line}"),
    ]


_OPENED = msgid("The `{brace}` in “{found}” is never closed, so nothing was drawn.")
_CLOSED = msgid("The `{brace}` in “{found}” closes nothing, so nothing was drawn.")


def _of_preset(problem: _OfPreset, words: Words, command: str) -> list[Part]:
    name = shown(problem.name)
    where = words("Presets are made and changed in the app's Home tab, under Settings.")
    if isinstance(problem, UnknownPreset):
        return [words("You have no preset named “{name}”, so nothing was drawn.", name=name), where]
    unusable = words("The preset “{name}” can't be used:", name=name)
    match problem.problem:
        case None:
            reason: list[Part] = [words("It names a preset itself. Write out what that one says.")]
        case TooManyJobs():
            reason = [words("It has groups in braces. Those can stand in the line, not in a preset.")]
        case fault:
            reason = _parts(fault, words, command)[:1]  # what comes after it is about a line
    return [unusable, *reason, where]


def _of_value(problem: _OfValue, words: Words) -> str:
    flag = problem.flag
    if isinstance(problem, MissingValue):
        return words(
            "`{flag}` needs a value, for example `{example}`. Nothing was drawn.", flag=flag, example=problem.example
        )
    value = shown(problem.value)
    match problem:
        case BadValue():
            return words(
                "`{flag}` takes {shape} in whole numbers, as in `{example}`; you wrote “{value}”. Nothing was drawn.",
                flag=flag, shape=problem.shape, example=problem.example, value=value,
            )  # fmt: skip
        case OutOfRange():
            return words(_RANGES[problem.number], flag=flag, low=problem.low, high=problem.high, value=value)
        case NotAChoice():
            return _not_a_choice(problem, value, words)
        case _:
            assert_never(problem)


_RANGES = {
    "whole": msgid("`{flag}` takes a whole number from {low} to {high}; you wrote “{value}”. Nothing was drawn."),
    "decimal": msgid("`{flag}` takes a number from {low} to {high}; you wrote “{value}”. Nothing was drawn."),
    "side": msgid("Each number of `{flag}` is from {low} to {high}; you wrote “{value}”. Nothing was drawn."),
}


def _not_a_choice(problem: NotAChoice, value: str, words: Words) -> str:
    said = words(
        "`{flag}` takes one of {choices}; you wrote “{value}”. Nothing was drawn.",
        flag=problem.flag, choices=", ".join(problem.choices), value=value,
    )  # fmt: skip
    if not problem.nearest:
        return said
    return f"{said} {words('Did you mean `{nearest}`?', nearest=f'{problem.flag} {problem.nearest}')}"


def _of_whole(problem: _OfWhole, words: Words, command: str) -> str:
    match problem:
        case Repeated() | Conflict():
            first, second = shown(problem.first), shown(problem.second)
            return words(
                "`{first}` and `{second}` contradict each other, so nothing was drawn. Keep one of them.",
                first=first, second=second,
            )  # fmt: skip
        case NoPrompt():
            example = f"{command} a red fox --ar 16:9"
            return words(
                "There are flags here, but nothing to draw. Begin with what you want to see: `{example}`",
                example=example,
            )
        case TooLong():
            return _too_long(problem, words)
        case TooManyJobs():
            return _too_many(problem, words)
        case _:
            assert_never(problem)


def _too_long(problem: TooLong, words: Words) -> str:
    limit, actual = f"{problem.limit:,}", f"{problem.actual:,}"
    if problem.flag:
        return words(
            "What follows `{flag}` may have {limit} characters, yours has {actual}. Nothing was drawn.",
            flag=problem.flag, limit=limit, actual=actual,
        )  # fmt: skip
    return words(
        "A prompt may have {limit} characters, yours has {actual}. Nothing was drawn.", limit=limit, actual=actual
    )


def _too_many(problem: TooManyJobs, words: Words) -> str:
    limit = problem.limit
    if problem.count > _MANY:
        return words(
            "Groups in braces and `--repeat` make more than a million requests of this line; up to {limit} go at once."
            " Nothing was drawn.",
            limit=limit,
        )
    return words(
        "Groups in braces and `--repeat` make {count} requests of this line; up to {limit} go at once."
        " Nothing was drawn.",
        count=f"{problem.count:,}", limit=limit,
    )  # fmt: skip


def _see_help(words: Words, command: str) -> str:
    return words("`{command} help` shows all flags with examples.", command=command)

"""Why an accepted request came to no picture, told to its asker: `titan_core`'s errors by their stable codes.

Service texts, model ids and reasons of rights go to the log under a reference, not to the channel.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.locale import Words
from bot.rules.refusal import Refusal, RefusalCode
from bot.views.message import Message
from bot.views.notices.failure import Failure
from bot.views.notices.inputs import SOURCE_GONE, gone, unfit_picture
from bot.views.notices.notice import notice
from bot.views.notices.refusals import refusal_message
from bot.views.notices.unfit import refused
from titan_core import errors
from titan_core.catalog import Model
from titan_core.errors import TitanCoreError

_REFUSALS = frozenset(RefusalCode)


def explained(error: TitanCoreError, chain: Sequence[Model] = ()) -> tuple[str, dict[str, Any]]:
    """Code and JSON values of an error for `failure_notice`; of a whole chain's failure, of the reason to act on.

    `could`: aliases of models that can do the task and aren't among those that are asked.

    `chain` are the models that draw when none is named: a prompt too long for the one named may fit one of them.
    """
    cause = error.cause if isinstance(error, errors.NoModelError) else error
    plain = {name: value for name, value in cause.params.items() if isinstance(value, str | int | float)}
    could = list(error.could) if isinstance(error, errors.NoModelError) else []
    return cause.code, {**plain, "could": could, "chain": [model.model_id for model in chain]}


def failure_notice(code: str, values: Mapping[str, Any], words: Words, command: str, reference: str) -> Message:
    """Explain an error of `titan_core` by its code and values, as `explained` gives them, or a rule's refusal.

    `command` is as typed, say "/imagine"; `reference` is what to look for in the log.
    """
    if code in _REFUSALS:
        return refusal_message(Refusal(code=RefusalCode(code), values=values), words)
    return notice(failure_lines(code, values, words, command, reference))


def failure_lines(code: str, values: Mapping[str, Any], words: Words, command: str, reference: str) -> list[str]:
    """The paragraphs of `failure_notice`."""
    failure = Failure(values=values, words=words, command=command, reference=reference)
    return gone(failure) if code == SOURCE_GONE else _WORDED.get(code, _unexpected)(failure)


def _filtered(failure: Failure) -> list[str]:
    words = failure.words
    match failure.value("where"):
        case "picture":
            said = words("Not drawn: the model's content filter kept back what it drew; it doesn't say why.")
            todo = words("The same words with another `--seed` may pass; else say it in other words.")
        case "input":
            said = words(
                "Not drawn: the model's content filter stopped the picture you started from; it doesn't say why."
            )
            todo = words("Start from another picture.")
        case _:
            said = words("Not drawn: the model's content filter stopped this prompt; it doesn't say which word.")
            todo = words(
                "Names of living people, violence and bare skin are often why. Say it in other words and try again."
            )
    return [said, todo]


def _unknown_result(failure: Failure) -> list[str]:
    words = failure.words
    return [
        words("The model didn't answer in 5 minutes. It may have drawn and billed a picture that never arrived."),
        words("I didn't try again by myself, so that you don't pay twice without knowing."),
    ]


def _busy(failure: Failure) -> list[str]:
    words = failure.words
    return [
        words(
            "Not drawn: {model} is overloaded or not ready right now, even after several tries.", model=failure.model
        ),
        words("It isn't your prompt. Try again in a few minutes."),
    ]


def _unreachable(failure: Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: Amazon Bedrock can't be reached from here. Nothing was sent, so nothing was billed."),
        words(
            "Try again in a few minutes. If it stays so, tell an admin this reference: {reference}",
            reference=failure.reference,
        ),
    ]


def _account(failure: Failure) -> list[str]:
    words = failure.words
    if failure.was_chosen:
        return [
            words("Not drawn: the bot's AWS account can't use {model}. It isn't your prompt.", model=failure.model),
            words("Leave `--model` out, or tell an admin this reference: {reference}", reference=failure.reference),
        ]
    return [
        words("Not drawn: the bot's AWS account can't draw yet. It isn't your prompt."),
        words("Tell an admin this reference: {reference}", reference=failure.reference),
    ]


def _retired(failure: Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: Amazon no longer offers {model}.", model=failure.model),
        words("Leave `--model` out, or tell an admin this reference: {reference}", reference=failure.reference)
        if failure.was_chosen
        else words("Tell an admin this reference: {reference}", reference=failure.reference),
    ]


def _unexpected(failure: Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: something went wrong that is not your doing."),
        words(
            "Try again. If it fails again, tell an admin this reference: {reference}",
            reference=failure.reference,
        ),
    ]


def _by_code(
    *rows: tuple[Callable[[Failure], list[str]], tuple[type[TitanCoreError], ...]],
) -> dict[str, Callable[[Failure], list[str]]]:
    return {kind.code: worded for worded, kinds in rows for kind in kinds}


_WORDED = _by_code(
    (_filtered, (errors.ContentFilteredError,)),
    (_unknown_result, (errors.UnknownResultError,)),
    (_busy, (errors.ThrottledError, errors.NotReadyError, errors.UnavailableError)),
    (_unreachable, (errors.UnreachableError,)),
    (_account, (errors.NoAccessError, errors.NoCredentialsError, errors.BadCredentialsError, errors.QuotaError)),
    (_account, (errors.WrongRegionError, errors.NeedsProfileError, errors.SettingsError)),
    (_retired, (errors.EndOfLifeError, errors.LegacyError)),
    (refused, (errors.BadRequestError, errors.UnsupportedError, errors.RequestTooLargeError)),
    (unfit_picture, (errors.InputPictureError,)),
    (_unexpected, (errors.ModelFailedError, errors.BadResponseError, errors.ResponseTooLargeError)),
    (_unexpected, (errors.InvalidTaskError, errors.UnknownModelError, errors.NoModelError)),
)

"""Why an accepted request came to no picture, told to its asker: `titan_core`'s errors by their stable codes.

Service texts, model ids and reasons of rights go to the log under a reference, not to the channel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.views.message import Message
from bot.views.notices.notice import notice
from titan_core import errors
from titan_core.catalog import CATALOG, Model, find
from titan_core.errors import TitanCoreError, UnknownModelError


@dataclass(frozen=True, kw_only=True, slots=True)
class _Failure:
    """`values` are the error's params: read with care, since they may come from an older release's checkpoint."""

    values: Mapping[str, Any]
    words: Words
    command: str
    reference: str

    def value(self, name: str) -> str:
        given = self.values.get(name)
        return "" if given is None else str(given)

    def count(self, name: str) -> str:
        given = self.values.get(name)
        return f"{given:,.0f}" if isinstance(given, int | float) else self.value(name)

    @property
    def model(self) -> str:
        name = self.value("model_id")
        try:
            return find(name).title
        except UnknownModelError:
            return name or self.words("the model")

    @property
    def chain(self) -> list[Model]:
        return [model for name in self.values.get("chain", ()) for model in CATALOG if model.model_id == name]

    @property
    def was_chosen(self) -> bool:
        """Whether the model is none that draws when none is named."""
        return bool(self.chain) and self.value("model_id") not in {model.model_id for model in self.chain}


def explained(error: TitanCoreError, chain: Sequence[Model] = ()) -> tuple[str, dict[str, Any]]:
    """Code and JSON values of an error for `failure_notice`; of a whole chain's failure, of the reason to act on.

    `chain` are the models that draw when none is named: a prompt too long for the one named may fit one of them.
    """
    cause = error.cause if isinstance(error, errors.NoModelError) else error
    plain = {name: value for name, value in cause.params.items() if isinstance(value, str | int | float)}
    return cause.code, {**plain, "chain": [model.model_id for model in chain]}


def failure_notice(code: str, values: Mapping[str, Any], words: Words, command: str, reference: str) -> Message:
    """Explain an error of `titan_core` by its code and values, as `explained` gives them.

    `command` is as typed, say "/imagine"; `reference` is what to look for in the log.
    """
    failure = _Failure(values=values, words=words, command=command, reference=reference)
    return notice(_WORDED.get(code, _unexpected)(failure))


def _filtered(failure: _Failure) -> list[str]:
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


def _unknown_result(failure: _Failure) -> list[str]:
    words = failure.words
    return [
        words(
            "The model gave no whole answer in 5 minutes. It may have drawn and billed a picture that never arrived."
        ),
        words("It was not tried again by itself, so as not to pay twice. To draw it anew, send your line again."),
    ]


def _busy(failure: _Failure) -> list[str]:
    words = failure.words
    return [
        words(
            "Not drawn: {model} is overloaded or not ready right now, even after several tries.", model=failure.model
        ),
        words("It isn't your prompt. Send your line again in a few minutes."),
    ]


def _unreachable(failure: _Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: Amazon Bedrock can't be reached from here. Nothing was sent, so nothing was billed."),
        words(
            "Send your line again in a few minutes. If it stays so, tell an admin this reference: {reference}",
            reference=failure.reference,
        ),
    ]


def _account(failure: _Failure) -> list[str]:
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


def _retired(failure: _Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: Amazon no longer offers {model}.", model=failure.model),
        words("Leave `--model` out, or tell an admin this reference: {reference}", reference=failure.reference)
        if failure.was_chosen
        else words("Tell an admin this reference: {reference}", reference=failure.reference),
    ]


def _refused(failure: _Failure) -> list[str]:
    words, field = failure.words, failure.value("field")
    if field in {"prompt", "negative_prompt"}:
        return _too_long(failure, field)
    if not field:
        return _refused_whole(failure)
    said = words(
        "Not drawn: {model} takes {field} up to {limit}, yours is {value}.",
        model=failure.model, field=field, limit=failure.value("limit"), value=failure.value("value"),
    )  # fmt: skip
    return [said, words("`{command} help` shows all flags with examples.", command=failure.command)]


def _refused_whole(failure: _Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: {model} refuses this request and doesn't say what is wrong with it.", model=failure.model),
        words(
            "Change words or flags and try again. If it fails again, tell an admin this reference: {reference}",
            reference=failure.reference,
        ),
    ]


def _too_long(failure: _Failure, field: str) -> list[str]:
    words, limit, value = failure.words, failure.count("limit"), failure.count("value")
    if field == "prompt":
        said = words(
            "Not drawn: {model} takes a prompt of {limit} characters, yours has {value}.",
            model=failure.model,
            limit=limit,
            value=value,
        )
    else:
        said = words(
            "Not drawn: {model} takes {limit} characters after `--no`, yours has {value}.",
            model=failure.model,
            limit=limit,
            value=value,
        )
    return [said, _who_takes(failure)]


def _who_takes(failure: _Failure) -> str:
    words, given = failure.words, failure.values.get("value")
    length = given if isinstance(given, int | float) else 0
    taker = _taker(failure.chain, length)
    if taker:
        return words(
            "Shorten it, or leave `--model` out: {model} takes {limit}.", model=taker.title, limit=_most(taker)
        )
    taker = _taker(CATALOG, length)
    if taker:
        return words(
            "Shorten it, or add `--model {alias}`, which takes {limit}.", alias=taker.alias, limit=_most(taker)
        )
    return words("Shorten it; no model here takes as much.")


def _taker(models: Sequence[Model], characters: float) -> Model | None:
    return next((it for it in models if it.retired_on is None and it.prompt_characters >= characters), None)


def _most(model: Model) -> str:
    return f"{model.prompt_characters:,}"


def _unexpected(failure: _Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: something went wrong that is not your doing."),
        words(
            "Send your line again. If it fails again, tell an admin this reference: {reference}",
            reference=failure.reference,
        ),
    ]


def _by_code(
    *rows: tuple[Callable[[_Failure], list[str]], tuple[type[TitanCoreError], ...]],
) -> dict[str, Callable[[_Failure], list[str]]]:
    return {kind.code: worded for worded, kinds in rows for kind in kinds}


_WORDED = _by_code(
    (_filtered, (errors.ContentFilteredError,)),
    (_unknown_result, (errors.UnknownResultError,)),
    (_busy, (errors.ThrottledError, errors.NotReadyError, errors.UnavailableError)),
    (_unreachable, (errors.UnreachableError,)),
    (_account, (errors.NoAccessError, errors.NoCredentialsError, errors.BadCredentialsError, errors.QuotaError)),
    (_account, (errors.WrongRegionError, errors.NeedsProfileError, errors.SettingsError)),
    (_retired, (errors.EndOfLifeError, errors.LegacyError)),
    (_refused, (errors.BadRequestError, errors.UnsupportedError, errors.RequestTooLargeError)),
    (_unexpected, (errors.ModelFailedError, errors.BadResponseError, errors.ResponseTooLargeError)),
    (_unexpected, (errors.InvalidTaskError, errors.UnknownModelError, errors.NoModelError)),
)

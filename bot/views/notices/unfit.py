"""What no model that was asked takes: too many words, a setting, a picture, or the whole task."""

from collections.abc import Sequence

from bot.views.notices.failure import Failure
from bot.views.notices.inputs import PICTURE_REASONS, unfit_picture
from titan_core.catalog import CATALOG, Model


def refused(failure: Failure) -> list[str]:
    """Say what a model doesn't take: words, a setting, a picture, or the task as a whole."""
    words, field, reason = failure.words, failure.value("field"), failure.value("reason")
    if reason in PICTURE_REASONS:
        return unfit_picture(failure)
    if reason:
        return _impossible(failure)
    if field in {"prompt", "negative_prompt"}:
        return _too_long(failure, field)
    if not field:
        return _refused_whole(failure)
    said = words(
        "Not drawn: {model} takes {field} up to {limit}, yours is {value}.",
        model=failure.model, field=field, limit=failure.value("limit"), value=failure.value("value"),
    )  # fmt: skip
    return [said, words("`{command} help` shows all flags with examples.", command=failure.command)]


def _impossible(failure: Failure) -> list[str]:
    """No model here has what it needs; named are those that would, if an admin let them."""
    words = failure.words
    said = words("Not drawn: no model that I may ask can do this.")
    if failure.could:
        could = ", ".join(f"`{alias}`" for alias in failure.could)
        return [said, words("These could: {models}. An admin can let me ask them.", models=could)]
    return [said, words("Change what is asked for and try again.")]


def _refused_whole(failure: Failure) -> list[str]:
    words = failure.words
    return [
        words("Not drawn: {model} refuses this request and doesn't say what is wrong with it.", model=failure.model),
        words(
            "Change words or flags and try again. If it fails again, tell an admin this reference: {reference}",
            reference=failure.reference,
        ),
    ]


def _too_long(failure: Failure, field: str) -> list[str]:
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


def _who_takes(failure: Failure) -> str:
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

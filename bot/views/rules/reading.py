"""What was changed in a form about rules: as changes to make, or as what is wrong, to be said beside the fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from bot.locale import Words, msgid
from bot.manifest import DEFAULT_COMMAND
from bot.rules.limits import Limit, Unit
from bot.rules.timezones import UnknownTimezoneError, find_timezone
from bot.store.rules import Changes, becomes
from bot.views.modal import View
from bot.views.rules.answers import Answer, changed_in
from bot.views.rules.forms import DEFAULT_LIMITS, YES
from bot.views.rules.limits import Key, limit_key, with_amounts
from bot.views.settings.reading import unwanted

_MOST, _MOST_DAYS = 9_999_999, 3650
_STEPS = {  # and what is said of a finer amount
    Unit.PICTURES: (Decimal(1), msgid("Write a whole number of pictures.")),
    Unit.DOLLARS: (Decimal("0.01"), msgid("Write dollars and cents, such as 2.50.")),
}

Change = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """Changes by rule, errors by field; no change where there is an error."""

    changes: Changes = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


class _FaultError(ValueError):
    """Its text is what stands beside the field."""


def read_form(view: View, limits: tuple[Limit, ...], words: Words) -> Read:
    """limits: those that hold where none were ever set."""
    changes: dict[str, Change] = {}
    amounts: dict[Key, Decimal | None] = {}
    errors = {}
    for name, answer in changed_in(view).items():
        key = limit_key(name)
        try:
            if key:
                amounts[key] = _amount(answer, key[1], words)
            elif name == DEFAULT_LIMITS:
                changes["limits"] = becomes(None)
            else:
                changes[name] = _READERS[name](answer, words)
        except _FaultError as error:
            errors[name] = str(error)
    if amounts and "limits" not in changes:
        changes["limits"] = partial(_limited, limits, amounts)
    return Read(errors=errors) if errors else Read(changes=changes)


def _amount(answer: Answer, unit: Unit, words: Words) -> Decimal | None:
    if not answer.text:
        return None
    try:
        amount = Decimal(answer.text)
    except InvalidOperation as error:
        raise _FaultError(words("Write a number, or nothing for no limit.")) from error
    if not (amount.is_finite() and 0 <= amount <= _MOST):
        raise _FaultError(words("Write a number from 0 to {most}.", most=f"{_MOST:,}"))
    step, finer = _STEPS[unit]
    if amount != amount.quantize(step):
        raise _FaultError(words(finer))
    return amount.quantize(step)


def _limited(
    usual: tuple[Limit, ...], amounts: Mapping[Key, Decimal | None], now: tuple[Limit, ...] | None
) -> tuple[Limit, ...]:
    return with_amounts(usual if now is None else now, amounts)


def _merged(answer: Answer, _words: Words) -> Change:
    return answer.merged


def _lines(answer: Answer, _words: Words) -> Change:
    return answer.lines().merged


def _one(answer: Answer, _words: Words) -> Change:
    return becomes(answer.text)


def _ticked(answer: Answer, _words: Words) -> Change:
    return becomes(bool(answer.after))


def _reviewed(answer: Answer, _words: Words) -> Change:
    return becomes(answer.text == YES if answer.text else None)


def _unwanted(answer: Answer, words: Words) -> Change:
    text, error = unwanted(answer.text, words, DEFAULT_COMMAND)
    if error:
        raise _FaultError(error)
    return becomes(text)


def _days(answer: Answer, words: Words) -> Change:
    if answer.text and not (answer.text.isdecimal() and 0 < int(answer.text) <= _MOST_DAYS):
        raise _FaultError(words("Write a whole number of days from 1 to {most}.", most=_MOST_DAYS))
    return becomes(int(answer.text) if answer.text else None)


def _timezone(answer: Answer, words: Words) -> Change:
    try:
        return becomes(find_timezone(answer.text) if answer.text else "")
    except UnknownTimezoneError as error:
        nearest = ", ".join(error.nearest)
        if nearest:
            raise _FaultError(words("There is no such time zone. Did you mean {nearest}?", nearest=nearest)) from error
        raise _FaultError(
            words("There is no such time zone. Write one such as Asia/Seoul, or a large city.")
        ) from error


_READERS: dict[str, Callable[[Answer, Words], Change]] = {
    "timezone": _timezone,
    "channels": _merged,
    "closed_channels": _merged,
    "people": _merged,
    "closed_people": _merged,
    "refused_words": _lines,
    "unwanted": _unwanted,
    "models": _merged,
    "tasks": _merged,
    "guests": _ticked,
    "external": _ticked,
    "retention_days": _days,
    "review_channel": _one,
    "admins_channel": _one,
    "is_reviewed": _reviewed,
}

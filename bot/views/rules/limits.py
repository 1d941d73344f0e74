"""Limits: said in words, as number fields of a form, and read from it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.locale import Words, msgid
from bot.rules.limits import Limit, Period, Scope, Unit
from bot.views.modal import plain
from bot.views.prices import dollars
from bot.views.rules.fields import number

Key = tuple[Scope, Unit, Period]
Block = dict[str, Any]
_PREFIX = "limit"
_MOST = 9_999_999
_HEADERS = {
    Scope.PERSON: msgid("Each person"),
    Scope.CHANNEL: msgid("Each channel, all people together"),
    Scope.WORKSPACE: msgid("The workspace, all together"),
}
_FIELDS = {
    (Unit.PICTURES, Period.MINUTE): msgid("Pictures a minute"),
    (Unit.PICTURES, Period.DAY): msgid("Pictures a day"),
    (Unit.PICTURES, Period.MONTH): msgid("Pictures a month"),
    (Unit.DOLLARS, Period.DAY): msgid("US dollars a day"),
    (Unit.DOLLARS, Period.MONTH): msgid("US dollars a month"),
}
_SAID = {
    (Scope.PERSON, Period.MINUTE): msgid("{amount} a minute for each person"),
    (Scope.PERSON, Period.DAY): msgid("{amount} a day for each person"),
    (Scope.PERSON, Period.MONTH): msgid("{amount} a month for each person"),
    (Scope.CHANNEL, Period.MINUTE): msgid("{amount} a minute for each channel"),
    (Scope.CHANNEL, Period.DAY): msgid("{amount} a day for each channel"),
    (Scope.CHANNEL, Period.MONTH): msgid("{amount} a month for each channel"),
    (Scope.WORKSPACE, Period.MINUTE): msgid("{amount} a minute for the workspace"),
    (Scope.WORKSPACE, Period.DAY): msgid("{amount} a day for the workspace"),
    (Scope.WORKSPACE, Period.MONTH): msgid("{amount} a month for the workspace"),
}


def limit_text(limit: Limit, words: Words) -> str:
    """`20 pictures a day for each person`."""
    return words(_SAID[limit.scope, limit.period], amount=amount_text(limit, words))


def amount_text(limit: Limit, words: Words) -> str:
    if limit.unit is Unit.DOLLARS:
        return dollars(limit.amount)
    return words.plural("{n} picture", "{n} pictures", int(limit.amount))


def limit_fields(limits: Sequence[Limit], scopes: Iterable[Scope], words: Words) -> list[Block]:
    """A header and up to five fields for each scope."""
    amounts = {key_of(limit): limit.amount for limit in limits}
    return [block for scope in scopes for block in _of_scope(scope, amounts, words)]


def key_of(limit: Limit) -> Key:
    return limit.scope, limit.unit, limit.period


def limit_key(field: str) -> Key | None:
    """What a field of a form limits; None for one that limits nothing."""
    prefix, *parts = field.split(".")
    if prefix != _PREFIX:
        return None
    scope, unit, period = parts
    return Scope(scope), Unit(unit), Period(period)


def with_amounts(limits: Sequence[Limit], amounts: Mapping[Key, Decimal | None]) -> tuple[Limit, ...]:
    """The same but for these; None takes a limit away. Raises ValueError for an amount that can't be one."""
    there = {key_of(limit): limit.amount for limit in limits}
    changed = {key: amount for key, amount in amounts.items() if amount != there.get(key)}
    kept = [limit for limit in limits if key_of(limit) not in changed]
    new = [
        Limit(scope=scope, unit=unit, period=period, amount=amount)
        for (scope, unit, period), amount in changed.items()
        if amount is not None
    ]
    return (*kept, *new)


def _of_scope(scope: Scope, amounts: Mapping[Key, Decimal], words: Words) -> list[Block]:
    """Bursts are a person's alone; a limit of another kind that stands is shown all the same."""
    fields = [
        number(
            f"{_PREFIX}.{scope}.{unit}.{period}",
            words(text),
            amounts.get((scope, unit, period)),
            most=_MOST,
            is_decimal=unit is Unit.DOLLARS,
        )
        for (unit, period), text in _FIELDS.items()
        if period is not Period.MINUTE or scope is Scope.PERSON or (scope, unit, period) in amounts
    ]
    return [{"type": "header", "text": plain(words(_HEADERS[scope]))}, *fields]

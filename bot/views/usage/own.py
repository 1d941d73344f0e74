"""What a person has used, and what the limits leave them: the answer to `/imagine usage`, and a part of Home."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.locale import Words
from bot.rules.limits import Period, Unit
from bot.store.allowance import Counted
from bot.store.usage import Used, together
from bot.views.buttons import OPEN_TEAM_USAGE, button
from bot.views.message import Message
from bot.views.notices.notice import WHEN, Dated, Listed, Part, notice
from bot.views.prices import dollars
from bot.views.rules.limits import limit_text
from bot.views.usage.sums import first_lines, reserved_lines, sum_text, unknown_lines

_VALUE = "workspace"


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """today, month, ever: by model, the dearest first. reserved: being drawn now. zone: of days and months."""

    today: Sequence[Used]
    month: Sequence[Used]
    ever: Sequence[Used]
    reserved: Used
    limits: Sequence[Counted]
    zone: str


def own_message(own: Own, words: Words, *, is_admin: bool) -> Message:
    """To its person alone; is_admin: with the way to the workspace's."""
    said = notice(own_parts(own, words))
    doors = [team_button(words)] if is_admin else []
    return {**said, "blocks": [*said["blocks"], *({"type": "actions", "elements": [door]} for door in doors)]}


def own_parts(own: Own, words: Words) -> list[Part]:
    month = together(own.month)
    return [
        words("Today: {sum}", sum=sum_text(together(own.today), words)),
        words("This month: {sum}", sum=sum_text(month, words)),
        *_by_model(own.month, words),
        *unknown_lines(month, words),
        words("In all: {sum}", sum=sum_text(together(own.ever), words)),
        *reserved_lines(own.reserved, words),
        *_limits(own.limits, words),
        words("Prices are those of the list; days and months are those of {zone}.", zone=own.zone),
    ]


def team_button(words: Words) -> dict[str, object]:
    label = words("Workspace's usage: by person, channel, model and day")
    return button(words("Workspace's usage"), OPEN_TEAM_USAGE, _VALUE, label=label)


def _by_model(used: Sequence[Used], words: Words) -> list[Part]:
    lines = [f"{one.what}: {sum_text(one, words)}" for one in used]
    return [Listed(items=tuple(first_lines(lines, words)))] if lines else []


def _limits(limits: Sequence[Counted], words: Words) -> list[Part]:
    """What each leaves, and when it is whole again."""
    if not limits:
        return [words("No limit is set.")]
    return [words("Limits:"), Listed(items=tuple(_left(one, words) for one in limits))]


def _left(counted: Counted, words: Words) -> str | Dated:
    limit = limit_text(counted.limit, words)
    if counted.channel_id:
        limit = words("{limit}, this channel's own", limit=limit)
    left = _amount(counted, words)
    if counted.limit.period is Period.MINUTE or not counted.used or counted.refills_at is None:
        return words("{limit}: {left} left", limit=limit, left=left)
    text = words("{limit}: {left} left, it refills {when}", limit=limit, left=left, when=WHEN)
    return Dated(text, counted.refills_at)


def _amount(counted: Counted, words: Words) -> str:
    if counted.limit.unit is Unit.DOLLARS:
        return dollars(counted.left.quantize(Decimal("0.000001")))
    return words.plural("{n} picture", "{n} pictures", int(counted.left))

"""What a limit keeps from being drawn, and what one leaves, in words for the person whom it is about."""

from decimal import Decimal

from bot.locale import Words
from bot.rules.limits import Limit, Period, Unit
from bot.rules.refusal import Refusal
from bot.store.allowance import Left
from bot.views.notices.notice import WHEN, Dated, Part
from bot.views.prices import dollars
from bot.views.rules.limits import limit_text


def over_limit(refusal: Refusal, words: Words) -> list[Part]:
    """What was wanted, what the limit is and what is left of it, when it refills, what would fit."""
    values = refusal.values
    limit, left = Limit.parse(values["limit"]), Decimal(values["left"])
    own = [words("This channel has this limit of its own.")] if values["channel_id"] else []
    return [
        _over(refusal, limit, words),
        *own,
        *_refills(values["refills_at"], words),
        *_fits(limit, left, int(values["orders"]), words),
        words("Nothing was spent."),
    ]


def too_fast(refusal: Refusal, words: Words) -> list[Part]:
    """How much came in the last minute, and in how many seconds there is room again."""
    values = refusal.values
    limit = Limit.parse(values["limit"])
    used = _amount(Decimal(values["used"]), limit, words)
    return [
        words("Not drawn: {used} in the last minute. The limit is {limit}.", used=used, limit=limit_text(limit, words)),
        words.plural("Again in {n} second.", "Again in {n} seconds.", int(values["seconds"])),
        words("Nothing was spent."),
    ]


def left_part(left: Left, words: Words) -> Part:
    """`3 of 20 pictures left today, about $0.04 a picture.`"""
    limit = left.limit
    if not left.left:
        return Dated(
            words("Used up now: {limit}. It refills {when}.", limit=limit_text(limit, words), when=WHEN),
            left.refills_at,
        )
    amount = f"{left.left}" if limit.unit is Unit.PICTURES else dollars(left.left)
    values = {"left": amount, "limit": _amount(limit.amount, limit, words), "price": dollars(left.each)}
    if left.channel_id and limit.period is Period.DAY:
        return words("{left} of {limit} left today in this channel, about {price} a picture.", **values)
    if left.channel_id:
        return words("{left} of {limit} left this month in this channel, about {price} a picture.", **values)
    if limit.period is Period.DAY:
        return words("{left} of {limit} left today, about {price} a picture.", **values)
    return words("{left} of {limit} left this month, about {price} a picture.", **values)


def _over(refusal: Refusal, limit: Limit, words: Words) -> str:
    used, left, wanted = (Decimal(refusal.values[name]) for name in ("used", "left", "wanted"))
    text = limit_text(limit, words)
    if not limit.amount:
        return words("Not drawn: the limit is {limit}, so none is allowed.", limit=text)
    if not left:
        return words("Not drawn: the limit is used up: {limit}.", limit=text)
    takes = _amount(wanted, limit, words)
    if limit.unit is Unit.DOLLARS:
        takes = words("up to {price}", price=takes)
    if wanted > limit.amount:
        return words("Not drawn: this takes {wanted}, more than the whole limit: {limit}.", wanted=takes, limit=text)
    return words(
        "Not drawn: this takes {wanted}, and what is left is {left}. The limit is {limit}; used: {used}.",
        wanted=takes,
        left=_amount(left, limit, words),
        limit=text,
        used=_amount(used, limit, words),
    )


def _refills(refills_at: str, words: Words) -> list[Part]:
    return [Dated(words("It refills {when}.", when=WHEN), float(refills_at))] if refills_at else []


def _fits(limit: Limit, left: Decimal, orders: int, words: Words) -> list[Part]:
    if not left:
        return []
    if limit.unit is Unit.DOLLARS:
        return [words("Fewer pictures or a cheaper model may fit: see `--n` and `--model`.")]
    if orders > 1:
        return [words.plural("{n} picture would fit now: draw fewer at once.",
                             "{n} pictures would fit now: draw fewer at once.", int(left))]  # fmt: skip
    return [words("Fewer would fit now: `--n {n}`.", n=int(left))]


def _amount(amount: Decimal, limit: Limit, words: Words) -> str:
    if limit.unit is Unit.DOLLARS:
        return dollars(amount)
    return words.plural("{n} picture", "{n} pictures", int(amount))

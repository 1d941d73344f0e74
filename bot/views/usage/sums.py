"""Sums in words."""

from collections.abc import Iterable, Sequence

from bot.locale import Words
from bot.store.usage import Used
from bot.views.prices import dollars

MOST = 10  # lines of one list


def sum_text(used: Used, words: Words) -> str:
    """`3 pictures, $0.12`."""
    return words.plural("{n} picture, {usd}", "{n} pictures, {usd}", used.pictures, usd=dollars(used.usd))


def unknown_lines(used: Used, words: Words) -> list[str]:
    """What of a sum nobody knows: its requests were sent and their answers lost."""
    if not used.unknown:
        return []
    return [words("Of this, {usd} may not have been billed: the answer got lost.", usd=dollars(used.unknown))]


def reserved_lines(reserved: Used, words: Words) -> list[str]:
    if not reserved.pictures:
        return []
    return [words("Being drawn now, not counted yet: at most {sum}", sum=sum_text(reserved, words))]


def first_lines(lines: Sequence[str], words: Words) -> Iterable[str]:
    """The first ten, and how many more there are."""
    yield from lines[:MOST]
    rest = len(lines) - MOST
    if rest > 0:
        yield words.plural("and {n} more", "and {n} more", rest)

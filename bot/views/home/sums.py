"""What was used: pictures, and dollars by the price list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.store.usage import Used, together
from bot.views.modal import plain
from bot.views.prices import dollars

_MOST = 10  # lines of one list
_DIRECT = "D"

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamSums:
    """What admins are shown of this month: by channel and by person, the dearest first; reserved: being drawn now."""

    by_channel: Sequence[Used]
    by_person: Sequence[Used]
    reserved: Used


def own_blocks(month: Sequence[Used], ever: Sequence[Used], reserved: Used, words: Words) -> list[Block]:
    """A person's own, by model; reserved: what is being drawn now."""
    lines = [
        words("This month (UTC): {sum}", sum=_sum(together(month), words)),
        *_under_way(reserved, words),
        words("In all: {sum}", sum=_sum(together(ever), words)),
        *(f"• {used.what}: {_sum(used, words)}" for used in ever[:_MOST]),
    ]
    return [{"type": "section", "text": plain("\n".join(lines))}]


def team_blocks(sums: TeamSums, seen: frozenset[str], words: Words) -> list[Block]:
    """Counts and dollars alone. seen: the conversations whose names this admin may read; all others are one line."""
    note = words("Only admins see this: counts and list prices of this month (UTC), of private places in one sum.")
    channels = [f"• {place}: {_sum(used, words)}" for place, used in _places(sums.by_channel, seen, words)]
    people = [f"• <@{used.what}>: {_sum(used, words)}" for used in sums.by_person]
    lists = [(words("By channel"), channels), (words("By person"), people)]
    return [
        {"type": "context", "elements": [plain(note)]},
        *({"type": "section", "text": plain(line)} for line in _under_way(sums.reserved, words)),
        *(_list(title, lines, words) for title, lines in lists if lines),
    ]


def _under_way(reserved: Used, words: Words) -> list[str]:
    if not reserved.pictures:
        return []
    return [words("Being drawn now, not counted yet: at most {sum}", sum=_sum(reserved, words))]


def _places(by_channel: Sequence[Used], seen: frozenset[str], words: Words) -> list[tuple[str, Used]]:
    direct = [used for used in by_channel if used.what.startswith(_DIRECT)]
    named = [used for used in by_channel if used.what in seen and used not in direct]
    others = [used for used in by_channel if used not in direct and used not in named]
    lumps = [(words("Direct messages"), direct), (words("Other conversations, private ones among them"), others)]
    return [(f"<#{used.what}>", used) for used in named] + [(what, together(used)) for what, used in lumps if used]


def _list(title: str, lines: Sequence[str], words: Words) -> Block:
    rest = len(lines) - _MOST
    more = [words.plural("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return {"type": "section", "text": {"type": "mrkdwn", "text": "\n".join([title, *lines[:_MOST], *more])}}


def _sum(used: Used, words: Words) -> str:
    return words.plural("{n} picture, {usd}", "{n} pictures, {usd}", used.pictures, usd=dollars(used.usd))

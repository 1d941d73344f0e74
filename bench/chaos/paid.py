"""What was drawn and billed, by the Bedrock sandbox's own record, and which of it a kill explains."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.chaos.fleet import Kill

Call = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paid:
    """pictures: drawn and billed. again: of these, more than one a prompt. micros: the bill, in millionths of a dollar.

    hit: draws under way, or answered and not yet on disk, when their process was killed.
    unexplained: prompts of which one was drawn again, although no kill had hit the draw before.
    """

    pictures: int
    again: int
    micros: int
    hit: int
    unexplained: tuple[str, ...]
    refused: Counter[str]


def paid(calls: Sequence[Call], kills: Sequence[Kill]) -> Paid:
    drawn: dict[str, list[Call]] = defaultdict(list)
    for call in sorted(calls, key=lambda call: float(call["started_at"])):
        if call["pictures"]:
            drawn[call["body"]["prompt"]].append(call)
    pictures = sum(len(several) for several in drawn.values())
    return Paid(
        pictures=pictures,
        again=pictures - len(drawn),
        micros=round(sum(float(call["charged_usd"]) for call in calls) * 1_000_000),
        hit=sum(_is_hit(call, kills) for several in drawn.values() for call in several),
        unexplained=tuple(
            prompt
            for prompt, several in drawn.items()
            for call, following in pairwise(several)
            if not _is_hit(call, [kill for kill in kills if kill.at <= following["started_at"]])
        ),
        refused=Counter(str(call["outcome"]) for call in calls if not call["pictures"]),
    )


def _is_hit(call: Call, kills: Sequence[Kill]) -> bool:
    began, ended = float(call["started_at"]), float(call["ended_at"] or "inf")
    return any(kill.hits(call["access_key_id"], began, ended) for kill in kills)

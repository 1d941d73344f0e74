"""What was drawn and billed, by the Bedrock sandbox's own record, and which of it a kill explains."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.chaos.fleet import HEARING_SECONDS, Kill

Call = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paid:
    """pictures: drawn and billed. again: of these, more than one a prompt. micros: the bill, in millionths of a dollar.

    under_way: of the drawings that were paid again, those that a kill had hit while Bedrock had them; the others had
    just been answered.
    unexplained: prompts of which one was drawn again, although no kill had hit the draw before.
    """

    pictures: int
    again: int
    micros: int
    under_way: int
    unexplained: tuple[str, ...]
    refused: Counter[str]


def paid(calls: Sequence[Call], kills: Sequence[Kill]) -> Paid:
    drawn: dict[str, list[Call]] = defaultdict(list)
    for call in sorted(calls, key=lambda call: float(call["started_at"])):
        if call["pictures"]:
            drawn[call["body"]["prompt"]].append(call)
    pictures = sum(len(several) for several in drawn.values())
    repeated = [pair for several in drawn.values() for pair in pairwise(several)]
    return Paid(
        pictures=pictures,
        again=pictures - len(drawn),
        micros=round(sum(float(call["charged_usd"]) for call in calls) * 1_000_000),
        under_way=sum(_is_hit(call, kills, before=again, hearing=0) for call, again in repeated),
        unexplained=tuple(
            call["body"]["prompt"]
            for call, again in repeated
            if not _is_hit(call, kills, before=again, hearing=HEARING_SECONDS)
        ),
        refused=Counter(str(call["outcome"]) for call in calls if not call["pictures"]),
    )


def _is_hit(call: Call, kills: Sequence[Kill], *, before: Call, hearing: float) -> bool:
    began, ended = float(call["started_at"]), float(call["ended_at"] or "inf")
    return any(
        kill.hits(call["access_key_id"], began, ended + hearing) for kill in kills if kill.at <= before["started_at"]
    )

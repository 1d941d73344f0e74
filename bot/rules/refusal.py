"""Why a rule keeps an order from being drawn: a code and values, worded in bot/views/notices/refusals.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.orders.asked import Asked


class RefusalCode(StrEnum):
    """With the names of its values.

    OVER_LIMIT: limit (as `Limit` writes it), used, left and wanted (pictures, or dollars), orders (how many together),
    refills_at (seconds since 1970, "" never), channel_id of a channel's own limit, "" else. TOO_FAST: the same and
    seconds (from now until it refills). WORDS: where ("workspace" or "channel");
    never the word. MODEL: name (its title, "" where none was named), allowed (aliases). TASK: name. STOPPED, CHANNEL,
    PERSON, GUEST, EXTERNAL: nothing.
    """

    OVER_LIMIT = "over_limit"
    TOO_FAST = "too_fast"
    STOPPED = "stopped"
    CHANNEL = "channel_not_allowed"
    PERSON = "person_not_allowed"
    GUEST = "guest_not_allowed"
    EXTERNAL = "external_not_allowed"
    UNSURE = "standing_unknown"  # Slack didn't say who they are
    WORDS = "refused_words"
    MODEL = "model_not_allowed"
    TASK = "task_not_allowed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """may_ask: whether an admin's yes would let it pass."""

    code: RefusalCode
    values: Mapping[str, str] = field(default_factory=dict)
    may_ask: bool = False


class NotAllowedError(Exception):
    """Nothing was enqueued or spent: `asked` is all that was to be, `refusal` why not."""

    def __init__(self, refusal: Refusal, asked: Sequence[Asked]) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal
        self.asked = tuple(asked)

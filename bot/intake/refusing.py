"""What people are told when a rule or a limit keeps their order from being drawn; nothing was spent."""

from dataclasses import dataclass

from bot.intake.said import Answer
from bot.rules.refusal import NotAllowedError
from bot.store.drafts import Drafts
from bot.views.notices.refusals import refusal_message

KIND = "ask"  # of the draft: what an admin may be asked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusing:
    """Keeps what was refused, where an admin's yes would let it pass, so that one can be asked."""

    drafts: Drafts

    def answer(self, error: NotAllowedError) -> Answer:
        """Words for the person who was refused; the same order refused again has the same draft."""
        refusal, first = error.refusal, error.asked[0]
        draft_id = ""
        if refusal.may_ask:
            payload = {
                "asked": [asked.to_json() for asked in error.asked],
                "refusal": {"code": refusal.code.value, "values": dict(refusal.values)},
            }
            draft_id = self.drafts.put(KIND, first.person, payload, intent=first.intent)
        return lambda words: refusal_message(refusal, words, draft_id)

"""An admin's answer to somebody who asked for more than a limit leaves: one press, carried out once by the worker."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from bot.store.people import Person


class Decision(StrEnum):
    """How an ask ends. UNHEARD: there was no admin who could be told."""

    APPROVED = "approved"
    RAISED = "raised"
    DECLINED = "declined"
    UNHEARD = "unheard"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`id` names the press. channel_id, message_ts: the message it was made on. response_url: for its presser.

    amount: the limit from now on, of RAISED, as a decimal number. reason: of DECLINED, for the asker, "" for none.
    """

    id: str
    decision: Decision
    ask_id: str
    person: Person
    channel_id: str
    message_ts: str
    response_url: str = ""
    amount: str = ""
    reason: str = ""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(**{**value, "decision": Decision(value["decision"]), "person": Person(**value["person"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "decision": self.decision.value}

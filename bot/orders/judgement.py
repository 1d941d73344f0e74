"""A reviewer's answer to a picture that waits for approval: one press, carried out once by the worker."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from bot.store.people import Person


class Judged(StrEnum):
    """How a review ends. WITHDRAWN: by the picture's asker."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """`id` names the press; channel_id, message_ts: the message it was made on; response_url: for its presser.

    reason: of REJECTED, for the asker, "" for none.
    """

    id: str
    judged: Judged
    job_id: str
    person: Person
    channel_id: str
    message_ts: str
    response_url: str = ""
    reason: str = ""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(**{**value, "judged": Judged(value["judged"]), "person": Person(**value["person"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "judged": self.judged.value}

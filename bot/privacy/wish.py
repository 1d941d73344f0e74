"""What somebody wants done with all that is kept of them, as a durable job carries it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from bot.store.erasure import Whose
from bot.store.people import Person


class WishKind(StrEnum):
    ERASE = "erase"
    EXPORT = "export"
    UNINSTALL = "uninstall"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """One of them. `id` names it: asked twice under one id, it is done once.

    person: whose data; without a user's id the whole workspace's. at: seconds since 1970; what comes later is kept.
    language: which they are told in, since by then nothing else says it.
    """

    id: str
    kind: WishKind
    person: Person
    at: float
    language: str = "en"

    @property
    def whose(self) -> Whose:
        return Whose(team_id=self.person.team_id, user_id=self.person.user_id or None, until=self.at)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(**{**value, "kind": WishKind(value["kind"]), "person": Person(**value["person"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "kind": self.kind.value}

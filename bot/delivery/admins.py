"""Who may set rules: the people named in the settings, else the workspace's owners and admins."""

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.store.people import Person

_KNOWN_SECONDS = 300.0  # an admin who was appointed just now waits no longer
_MOST_ASKED = 10
_PAGE = 200  # as Slack advises for users.list


@dataclass(frozen=True, kw_only=True, slots=True)
class Admins:
    """`named` are Slack user ids, none for owners and admins as Slack knows them."""

    slack: SlackCalls
    named: Collection[str] = ()
    clock: Callable[[], float] = time.monotonic
    _known: dict[Person, tuple[bool, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, person: Person) -> bool | None:
        """What `includes` would say without asking; None if it would have to."""
        if self.named:
            return person.user_id in self.named
        with self._lock:
            answer, at = self._known.get(person, (None, float("-inf")))
        return answer if self.clock() - at < _KNOWN_SECONDS else None

    def includes(self, person: Person) -> bool:
        """Say whether they are one; asks Slack, so not before an ack. No if Slack doesn't say."""
        known = self.known(person)
        if known is not None:
            return known
        answer = self._ask(person)
        with self._lock:
            self._known[person] = (answer, self.clock())
        return answer

    def all(self, team_id: str) -> list[str]:
        """User ids of those who can be asked for something, ten at most. Asks Slack; raises SlackError."""
        return list(islice(self.named or self._listed(team_id), _MOST_ASKED))

    def _listed(self, team_id: str) -> Iterator[str]:
        cursor: str | None = None
        while cursor != "":
            answer = self.slack.call(team_id, "users.list", form=True, limit=_PAGE, cursor=cursor)
            yield from (str(user["id"]) for user in answer["members"] if _is_admin(user) and not user.get("deleted"))
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")

    def _ask(self, person: Person) -> bool:
        try:
            user = self.slack.call(person.team_id, "users.info", form=True, user=person.user_id)["user"]
        except SlackError:
            return False
        return _is_admin(user)


def _is_admin(user: Mapping[str, Any]) -> bool:
    return bool(user.get("is_admin") or user.get("is_owner"))

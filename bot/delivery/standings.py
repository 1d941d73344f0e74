"""Who is a guest and who is of another workspace: asked of Slack, kept a few minutes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.delivery.remembering import Remembered
from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.rules.standing import Standing, standing_of
from bot.store.people import Person

_SECONDS = 300.0
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Standings:
    """Needs users:read."""

    slack: SlackCalls
    clock: Callable[[], float] = time.monotonic
    _known: Remembered[Person, Standing] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", Remembered(seconds=_SECONDS, clock=self.clock))

    def of(self, person: Person) -> Standing | None:
        """Asks Slack, so not before an ack; None if Slack doesn't say."""
        return self._known.of(person, lambda: self._told(person, lambda: self._ask(person)))

    def of_patiently(self, person: Person) -> Standing | None:
        """The same, asked again for a minute where Slack is busy or out of reach: nothing is refused for that."""

        def ask() -> dict[str, Any]:
            return self.slack.patiently(lambda: self._ask(person), seconds=_PATIENCE_SECONDS)

        return self._known.of(person, lambda: self._told(person, ask))

    def known(self, person: Person) -> Standing | None:
        """From memory; None: not known now."""
        return self._known.of(person, lambda: None)

    def _ask(self, person: Person) -> dict[str, Any]:
        return self.slack.call(person.team_id, "users.info", form=True, user=person.user_id)

    @staticmethod
    def _told(person: Person, ask: Callable[[], dict[str, Any]]) -> Standing | None:
        try:
            return standing_of(person, ask()["user"])
        except SlackError:
            return None

"""Who is a guest and who is of another workspace: asked of Slack, kept a few minutes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.delivery.remembering import Remembered
from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.rules.standing import Standing, standing_of
from bot.store.people import Person

_SECONDS = 300.0


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

        def ask() -> Standing | None:
            try:
                answer = self.slack.call(person.team_id, "users.info", form=True, user=person.user_id)
            except SlackError:
                return None
            return standing_of(person, answer["user"])

        return self._known.of(person, ask)

    def known(self, person: Person) -> Standing | None:
        """From memory; None: not known now."""
        return self._known.of(person, lambda: None)

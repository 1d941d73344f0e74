"""What a person has used so far, by the clock of their workspace, and what the limits leave."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.jobs.gate import Gate
from bot.rules.limits import Period, Scope, window
from bot.rules.months import Month
from bot.store.people import Person
from bot.store.usage import Usage
from bot.views.usage.own import Own

_MOST_MONTHS = 100  # that a select has room for


@dataclass(frozen=True, kw_only=True, slots=True)
class Using:
    usage: Usage
    gate: Gate
    clock: Callable[[], float] = time.time

    def of(self, person: Person, channel_id: str = "") -> Own:
        """Their own, with the limits that hold in a channel; those for channels are left out where none is named."""
        zone, now = self.gate.zone_of(person.team_id), self.clock()
        by_model, limits = self.usage.by_model, self.gate.standing(person, channel_id)
        return Own(
            today=by_model(person, window(Period.DAY, now, zone).start),
            month=by_model(person, self.month_start(person.team_id)),
            ever=by_model(person),
            reserved=self.usage.reserved(person.team_id, person.user_id),
            limits=[one for one in limits if channel_id or one.limit.scope is not Scope.CHANNEL],
            zone=zone.key,
        )

    def months(self, team_id: str) -> list[Month]:
        """From this one back to the workspace's first, the newest first; one at least."""
        zone, now = self.gate.zone_of(team_id), self.clock()
        months, first = [Month.at(now, zone)], Month.at(self.usage.first(team_id) or now, zone)
        while months[-1] > first and len(months) < _MOST_MONTHS:
            months.append(months[-1].before)
        return months

    def month_start(self, team_id: str) -> float:
        """When the workspace's month began, in seconds since 1970."""
        return window(Period.MONTH, self.clock(), self.gate.zone_of(team_id)).start

"""The gate that every order passes on its way to a job: the rules before the transaction, the limits in it."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.jobs.permits import Permits
from bot.orders.asked import Asked
from bot.rules.limits import Limit, Period, Scope, window
from bot.rules.refusal import NotAllowedError, Refusal, RefusalCode
from bot.rules.rules import WorkspaceRules
from bot.store.allowance import Counted, Demand, Left, counted, few_left
from bot.store.database import Database
from bot.store.people import Person
from bot.store.rules import RuleBook


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Those of a workspace in general, and a channel's own; zone: of their days and months."""

    zone: ZoneInfo
    general: tuple[Limit, ...]
    own: tuple[Limit, ...]

    @property
    def count_others(self) -> bool:
        """Whether one of them counts what several people ask for."""
        return any(limit.scope is not Scope.PERSON for limit in (*self.general, *self.own))


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """limits, timezone: where a workspace has set none of its own."""

    database: Database
    rules: RuleBook
    permits: Permits
    limits: tuple[Limit, ...] = ()
    timezone: str = "UTC"
    clock: Callable[[], float] = time.time

    def check(self, several: Sequence[Asked]) -> None:
        """Raise NotAllowedError if a rule is against one of them."""
        for asked in several:
            refusal = self.permits.known_refusal(asked)
            if refusal:
                raise NotAllowedError(refusal, several)

    def admit(
        self,
        connection: sa.Connection,
        demand: Demand,
        several: Sequence[Asked],
        limits: Limits | None = None,
        *,
        is_approved: bool = False,
    ) -> Left | None:
        """Answer what little the limits leave the person; raises NotAllowedError if they leave less than is wanted.

        What is counted in a transaction that holds `Line.lock` stays so until it ends. An admin's yes passes all limits
        but the workspace's. limits: those of the place, read anew by default.
        """
        found = self._counted(connection, demand, limits)
        over = [one for one in found if demand.of(one.limit) > one.left]
        if is_approved:
            over = [one for one in over if one.limit.scope is Scope.WORKSPACE]
        if over:
            raise NotAllowedError(_refusal(max(over, key=_hardness), demand, len(several), self.clock()), several)
        return few_left(found, demand)

    def look(self, demand: Demand, several: Sequence[Asked]) -> None:
        """Raise what `admit` would just now, before anybody is asked whether to draw."""
        with self.database.read() as connection:
            self.admit(connection, demand, several)

    def standing(self, person: Person, channel_id: str) -> list[Counted]:
        """All limits that hold for a person in a channel, and how far they are used."""
        with self.database.read() as connection:
            return self._counted(connection, Demand(person=person, channel_id=channel_id))

    def zone_of(self, team_id: str) -> ZoneInfo:
        """The time zone of a workspace's days and months."""
        return self._zone(self.rules.of_workspace(team_id))

    def _zone(self, workspace: WorkspaceRules) -> ZoneInfo:
        return ZoneInfo(workspace.timezone or self.timezone)

    def limits_at(self, team_id: str, channel_id: str, connection: sa.Connection | None = None) -> Limits:
        """All that hold there just now."""
        workspace, channel = self.rules.of_place(team_id, channel_id, connection)
        general = self.limits if workspace.limits is None else workspace.limits
        return Limits(zone=self._zone(workspace), general=tuple(general), own=tuple(channel.limits))

    def _counted(self, connection: sa.Connection, demand: Demand, limits: Limits | None = None) -> list[Counted]:
        limits = limits or self.limits_at(demand.person.team_id, demand.channel_id, connection)
        now = self.clock()
        general = [(limit, window(limit.period, now, limits.zone)) for limit in limits.general]
        own = [(limit, window(limit.period, now, limits.zone)) for limit in limits.own]
        return [*counted(connection, demand, general), *counted(connection, demand, own, demand.channel_id)]


def _hardness(over: Counted) -> tuple[bool, bool, float]:
    """Of several limits the one that an admin's yes won't pass is told, or else the one that lasts longest."""
    return over.limit.scope is Scope.WORKSPACE, over.refills_at is None, over.refills_at or 0.0


def _refusal(over: Counted, demand: Demand, orders: int, now: float) -> Refusal:
    limit, refills_at = over.limit, over.refills_at
    values = {
        "limit": str(limit),
        "used": str(over.used),
        "left": str(over.left),
        "wanted": str(demand.of(limit)),
        "orders": str(orders),
        "refills_at": "" if refills_at is None else str(refills_at),
        "channel_id": over.channel_id,
    }
    if limit.period is Period.MINUTE and refills_at is not None:
        seconds = max(math.ceil(refills_at - now), 1)
        return Refusal(code=RefusalCode.TOO_FAST, values={**values, "seconds": str(seconds)})
    return Refusal(code=RefusalCode.OVER_LIMIT, values=values, may_ask=limit.scope is not Scope.WORKSPACE)

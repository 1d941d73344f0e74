"""The gate that every order passes on its way to a job: the rules before the transaction, the limits in it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.orders.asked import Asked
from bot.rules.limits import Limit, Scope, window
from bot.rules.permission import refusal_of, with_unwanted
from bot.rules.refusal import NotAllowedError, Refusal, RefusalCode
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.store.allowance import Counted, counted, exceeded, is_burst, wanted_of
from bot.store.database import Database
from bot.store.ledger import Reservation
from bot.store.rules import RuleBook


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """limits, timezone: where a workspace has set none of its own."""

    database: Database
    rules: RuleBook
    limits: tuple[Limit, ...] = ()
    timezone: str = "UTC"
    clock: Callable[[], float] = time.time

    def checked(self, several: Sequence[Asked]) -> list[Asked]:
        """The same with what the rules add; raises NotAllowedError if they are against one of them."""
        checked = []
        for asked in several:
            workspace, channel = self._rules_for(asked.person.team_id, asked.channel_id)
            refusal = refusal_of(asked, workspace, channel)
            if refusal:
                raise NotAllowedError(refusal, several)
            checked.append(replace(asked, order=with_unwanted(asked.order, workspace, channel)))
        return checked

    def over(self, connection: sa.Connection, wanted: Reservation, *, is_approved: bool) -> Refusal | None:
        """What the limits say in this transaction. An admin's yes passes all but the workspace's own."""
        self.database.lock(connection, f"limits:{wanted.team_id}")
        found = (one for one in self.counted(connection, wanted) if exceeded(one, wanted))
        for one in found:
            if not is_approved or one.limit.scope is Scope.WORKSPACE:
                return _refusal(one, wanted)
        return None

    def counted(self, connection: sa.Connection, wanted: Reservation) -> list[Counted]:
        """All limits that hold for it, and how far they are used."""
        workspace, channel = self._rules_for(wanted.team_id, wanted.channel_id, connection)
        zone = ZoneInfo(workspace.timezone or self.timezone)
        limits = self.limits if workspace.limits is None else workspace.limits
        now = self.clock()
        own = [(limit, window(limit.period, now, zone)) for limit in channel.limits]
        general = [(limit, window(limit.period, now, zone)) for limit in limits]
        return [*counted(connection, wanted, general), *counted(connection, wanted, own, wanted.channel_id)]

    def _rules_for(
        self, team_id: str, channel_id: str, connection: sa.Connection | None = None
    ) -> tuple[WorkspaceRules, ChannelRules]:
        rules = self.rules
        return rules.of_workspace(team_id, connection), rules.of_channel(team_id, channel_id, connection)


def _refusal(found: Counted, wanted: Reservation) -> Refusal:
    values = {
        "limit": str(found.limit),
        "left": str(found.left),
        "wanted": str(wanted_of(found.limit, wanted)),
        "refills_at": str(found.window.end),
        "channel_id": found.channel_id,
    }
    if is_burst(found.limit):
        return Refusal(code=RefusalCode.TOO_FAST, values=values)
    return Refusal(code=RefusalCode.OVER_LIMIT, values=values, may_ask=found.limit.scope is not Scope.WORKSPACE)

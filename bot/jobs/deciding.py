"""Carries out an admin's answer to an ask: of several who press at the same moment, one decides."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from bot.delivery.admins import Admins
from bot.jobs.enqueue import Enqueuer
from bot.orders.verdict import Decision, Verdict
from bot.rules.limits import Limit
from bot.rules.refusal import NotAllowedError
from bot.store.asks import Ask, AskDecidedError, Asks
from bot.store.rules import RuleBook

News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deciding:
    """limits: where a workspace has set none of its own."""

    asks: Asks
    enqueuer: Enqueuer
    admins: Admins
    rules: RuleBook
    limits: tuple[Limit, ...]

    def decide(self, verdict: Verdict) -> News:
        """Decide it, and enqueue what was asked for in the same transaction.

        {"about": "done"}, also where this very press has decided it before; else why nothing was decided: "unknown",
        "not_admin", "late", or "in_the_way" with the refusal of what no admin's yes passes.
        """
        ask = self.asks.find(verdict.ask_id, verdict.person.team_id)
        if ask is None:
            return {"about": "unknown"}
        if ask.press == verdict.id:
            return {"about": "done"}
        if not self.admins.includes(verdict.person):
            return {"about": "not_admin"}
        try:
            self._carry_out(ask, verdict)
        except AskDecidedError:
            return {"about": "late"}
        except NotAllowedError as error:
            refusal = {"code": error.refusal.code.value, "values": dict(error.refusal.values)}
            return {"about": "in_the_way", "refusal": refusal}
        return {"about": "done"}

    def raise_limit(self, verdict: Verdict) -> None:
        """Set the limit that was in the way, unless it is as high by now; done twice it is the same."""
        ask = self.asks.find(verdict.ask_id, verdict.person.team_id)
        if ask is None:
            return
        raised = partial(self._raised, limit=ask.limit, amount=Decimal(verdict.amount))
        channel_id = ask.refusal.values["channel_id"]
        self.rules.change(ask.person.team_id, channel_id, {"limits": raised}, by=verdict.person.user_id)

    def _carry_out(self, ask: Ask, verdict: Verdict) -> None:
        if not self.asks.is_open(ask):
            raise AskDecidedError(ask.id)
        if verdict.decision is Decision.DECLINED:
            self.asks.decline(verdict)
            return
        asked = [replace(one, response_url=None) for one in ask.asked]  # that is older than Slack lets it be
        self.enqueuer.enqueue_all(asked, approval=partial(self.asks.decide, verdict=verdict))

    def _raised(self, limits: tuple[Limit, ...] | None, *, limit: Limit, amount: Decimal) -> tuple[Limit, ...] | None:
        present = self.limits if limits is None else limits
        raised = tuple(_at_least(one, amount) if _is_like(one, limit) else one for one in present)
        return limits if raised == present else raised


def _at_least(limit: Limit, amount: Decimal) -> Limit:
    return replace(limit, amount=max(limit.amount, amount))


def _is_like(limit: Limit, other: Limit) -> bool:
    return (limit.scope, limit.unit, limit.period) == (other.scope, other.unit, other.period)

"""Asking admins, and what they answer, as durable jobs on the errands' queue: neither is lost with a process.

ask_admins      channel ─ inform   (else people ─ inform, each) ─ announce what was decided meanwhile
decide_ask      decide ─ (raise the limit) ─ announce ─ answer the asker, or say why not
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.delivery.asking_admins import AskingAdmins
from bot.jobs import names
from bot.jobs.deciding import Deciding
from bot.jobs.edge import guarded, unexpected
from bot.jobs.registering import step, workflow
from bot.orders.verdict import Decision, Verdict
from bot.store.asks import Told

_LOG = logging.getLogger(__name__)


class AskingJobs:
    """Registers the workflows and their steps with DBOS, once a process, before it is launched."""

    def __init__(self, asking: AskingAdmins, deciding: Deciding) -> None:
        workflow(names.ASK_ADMINS, self.ask_admins)
        workflow(names.DECIDE_ASK, self.decide_ask)
        self._channel = step("admins_channel", asking.channel)
        self._people = step("admins_people", asking.people)
        self._inform = step("inform_admin", asking.inform)
        self._give_up = step("give_up_ask", asking.give_up)
        self._catch_up = step("catch_up_ask", asking.announce)
        self._answer = step("answer_asker", asking.answer)
        self._decide = _step("decide", deciding.decide)
        self._raise_limit = _step("raise_limit", deciding.raise_limit)
        self._announce = _step("announce_decision", lambda verdict: _announce(asking, verdict))
        self._say = _step("say_verdict", asking.say)

    def ask_admins(self, value: Mapping[str, str]) -> None:
        """Ask where the admins are; `value` names the ask."""
        team_id, ask_id = value["team_id"], value["ask_id"]
        for find in (self._channel, self._people):
            reached = [self._inform(team_id, ask_id, target) for target in find(team_id)]
            if any(reached):
                self._catch_up(team_id, ask_id)  # somebody may have answered before all were asked
                return
        self._give_up(team_id, ask_id)

    def decide_ask(self, value: Mapping[str, Any]) -> None:
        """Carry out a press of an admin's; `value` is `Verdict.to_json()`."""
        news = guarded(lambda: self._decide(value), unexpected, "Deciding failed")
        if news["about"] == "done":
            self._tell_all(value)
        else:
            self._say(value, news)
        if news["about"] == "late":
            self._announce(value)  # it was pressed on a message that still had its buttons

    def _tell_all(self, value: Mapping[str, Any]) -> None:
        if value["decision"] == Decision.RAISED:
            self._raise_limit(value)
        self._announce(value)
        self._answer(value["person"]["team_id"], value["ask_id"])


def _announce(asking: AskingAdmins, verdict: Verdict) -> None:
    reader = verdict.person.user_id if verdict.channel_id.startswith("D") else ""
    pressed = Told(channel_id=verdict.channel_id, ts=verdict.message_ts, user_id=reader)
    asking.announce(verdict.person.team_id, verdict.ask_id, pressed)


def _step(name: str, body: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step that takes the verdict as JSON: its arguments stand in the database."""
    return step(name, lambda value, *more: body(Verdict.from_json(value), *more))

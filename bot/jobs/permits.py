"""What the rules say of an order, as it is now: at the gate by what is known, before the paid draw by asking Slack."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from bot.clients import Clients
from bot.delivery.standings import Standings
from bot.jobs.outcome import NotDrawn
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.rules.permission import Rules, with_unwanted
from bot.rules.refusal import NotAllowedError, Refusal
from bot.store.jobs import Job
from bot.store.people import Person
from bot.store.rules import RuleBook
from bot.translation.wording import Wording
from titan_core.client import ImageClient

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Permit:
    """A job's leave to be drawn by the models of `client`, none of which takes a text longer than `characters`."""

    asked: Asked
    rules: Rules
    client: ImageClient
    characters: int

    def worded(self, order: Order, wording: Wording) -> Order:
        """The order in the words that a model reads, with what is always kept out. Raises NotAllowedError."""
        order, unwanted = wording.of(order), self.rules.unwanted
        refusal = self.rules.refusal_of_words(order)
        if refusal:
            raise NotAllowedError(refusal, [self.asked])
        return with_unwanted(order, wording.translated.get(unwanted, unwanted), self.characters)


@dataclass(frozen=True, kw_only=True, slots=True)
class Permits:
    rules: RuleBook
    standings: Standings
    clients: Clients

    def known_refusal(self, asked: Asked) -> Refusal | None:
        """What stands in its way by what is known here: Slack isn't asked."""
        rules = self._rules_for(asked.person, asked.channel_id)
        refusal = rules.refusal_of(asked, self.clients.models_for)
        standing = self.standings.known(asked.person)
        return refusal or (rules.refusal_of_standing(standing) if standing else None)

    def of(self, job: Job, order: Order) -> Permit:
        """Ask again, and Slack, too: rules may have changed while it waited. Raises NotAllowedError."""
        asked, rules = _asked(job, order), self._rules_for(job.person, job.channel_id)
        refusal = rules.refusal_of(asked, self.clients.models_for) or self._refusal_of_standing(asked.person, rules)
        if refusal:
            raise NotAllowedError(refusal, [asked])
        client = self.clients.of(order.model, rules.models)
        characters = max(model.prompt_characters for model in (*client.chain, *client.edit_models))
        return Permit(asked=asked, rules=rules, client=client, characters=characters)

    def refused_texts(self, asked: Asked, texts: Iterable[str]) -> set[str]:
        """Those that hold words which are refused where it was asked."""
        rules = self._rules_for(asked.person, asked.channel_id)
        return {text for text in texts if rules.refuse(text)}

    def models(self, person: Person, channel_id: str) -> frozenset[str] | None:
        """Ids of those that may draw; None: all."""
        return self._rules_for(person, channel_id).models

    def _refusal_of_standing(self, person: Person, rules: Rules) -> Refusal | None:
        if rules.workspace.guests and rules.workspace.external:
            return None
        return rules.refusal_of_standing(self.standings.of_patiently(person))

    def _rules_for(self, person: Person, channel_id: str) -> Rules:
        workspace, channel = self.rules.of_place(person.team_id, channel_id)
        return Rules(workspace=workspace, channel=channel)


def not_allowed(job: Job, error: NotAllowedError) -> NotDrawn:
    """The outcome of a job that a rule kept from being drawn."""
    refusal, reference = error.refusal, secrets.token_hex(4)
    extra = {"event": "not_drawn", "job_id": job.id, "reference": reference, "code": refusal.code.value}
    _LOG.info("Not drawn: a rule is against it [%s]", reference, extra=extra)
    return NotDrawn(refused=True, code=refusal.code.value, values=dict(refusal.values), reference=reference)


def _asked(job: Job, order: Order) -> Asked:
    return Asked(
        intent=job.intent,
        person=job.person,
        channel_id=job.channel_id,
        thread_ts=job.thread_ts,
        command=job.command,
        response_url=job.response_url,
        order=order,
    )

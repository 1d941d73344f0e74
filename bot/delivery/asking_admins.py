"""Admins are asked in their channel or their direct messages; they and the asker hear what was decided."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from bot.delivery.admins import Admins
from bot.delivery.conversations import Conversations
from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.delivery.telling import Telling
from bot.locale import Words
from bot.orders.pricing import Pricing
from bot.orders.verdict import Verdict
from bot.store.asks import Ask, Asks, Told
from bot.store.people import Person
from bot.store.rules import RuleBook
from bot.views.asks import Asking, answer_message, ask_message, unheard_message, verdict_notice
from bot.views.message import Message

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 600.0
Target = tuple[str, str]  # a channel's id, or "" and a user's


@dataclass(frozen=True, kw_only=True, slots=True)
class AskingAdmins:
    """Says all that is said about an ask; by `team_id` and `ask_id`, since it is done by durable steps."""

    slack: SlackCalls
    asks: Asks
    admins: Admins
    rules: RuleBook
    conversations: Conversations
    languages: Languages
    telling: Telling
    pricing: Pricing

    def channel(self, team_id: str) -> list[Target]:
        """The admins' channel, if one is set."""
        channel_id = self.rules.of_workspace(team_id).admins_channel
        return [(channel_id, "")] if channel_id else []

    def people(self, team_id: str) -> list[Target]:
        """The admins, one by one; none if Slack doesn't name them."""
        try:
            found = self.slack.patiently(lambda: self.admins.all(team_id), seconds=_PATIENCE_SECONDS)
        except SlackError as error:
            _LOG.warning("No admin is known: %s", error, extra={"event": "admins_unknown"})
            return []
        return [("", user_id) for user_id in found]

    def inform(self, team_id: str, ask_id: str, target: Sequence[str]) -> bool:
        """Ask in one place; False if Slack doesn't take it there, or if there is nothing to ask any more."""
        ask, (channel_id, user_id) = self.asks.find(ask_id, team_id), target
        if ask is None or not self.asks.is_open(ask):
            return ask is not None
        try:
            told = self.slack.patiently(lambda: self._post(ask, channel_id, user_id), seconds=_PATIENCE_SECONDS)
        except SlackError as error:
            _LOG.info("An admin was not asked: %s", error, extra={"event": "admin_not_asked"})
            return False
        self.asks.note_told(ask_id, told)
        return True

    def give_up(self, team_id: str, ask_id: str) -> None:
        """Nobody could be asked: the asker hears so."""
        ask = self.asks.find(ask_id, team_id)
        if ask:
            self.asks.give_up(ask_id)
            self.telling.dm(ask.person, unheard_message(self.languages.words_of(ask.person)))

    def announce(self, team_id: str, ask_id: str, also: Told | None = None) -> None:
        """Show in all messages what was decided, if anything; also: one that a press has named."""
        ask = self.asks.find(ask_id, team_id)
        if ask is None or self.asks.is_open(ask):
            return
        places = {(told.channel_id, told.ts): told for told in [*([also] if also else []), *ask.told]}
        for told in places.values():
            try:
                self.slack.patiently(partial(self._update, ask, told), seconds=_PATIENCE_SECONDS)
            except SlackError as error:  # it was deleted, say
                _LOG.info("An answer is not shown: %s", error, extra={"event": "answer_not_shown"})

    def answer(self, team_id: str, ask_id: str) -> None:
        """Tell the asker what was decided."""
        ask = self.asks.find(ask_id, team_id)
        if ask:
            self.telling.dm(ask.person, answer_message(ask, self.languages.words_of(ask.person)))

    def say(self, verdict: Verdict, news: Mapping[str, Any]) -> None:
        """Tell whoever pressed why that has decided nothing."""
        ask = self.asks.find(verdict.ask_id, verdict.person.team_id)
        message = verdict_notice(news, ask, self.languages.words_of(verdict.person))
        told = {**message, "replace_original": False, "response_type": "ephemeral"}
        if verdict.response_url and self.slack.respond(verdict.response_url, told):
            return
        if not self.telling.whisper(verdict.person, verdict.channel_id, None, message):
            self.telling.dm(verdict.person, message)

    def _post(self, ask: Ask, channel_id: str, user_id: str) -> Told:
        team_id = ask.person.team_id
        if user_id:
            opened = self.slack.call(team_id, "conversations.open", form=True, users=user_id)
            channel_id = str(opened["channel"]["id"])
        message = self._message(ask, Told(channel_id=channel_id, ts="", user_id=user_id))
        answer = self.slack.call(team_id, "chat.postMessage", channel=channel_id, **message)
        return Told(channel_id=channel_id, ts=str(answer["ts"]), user_id=user_id)

    def _update(self, ask: Ask, told: Told) -> None:
        message = self._message(ask, told)
        self.slack.call(ask.person.team_id, "chat.update", channel=told.channel_id, ts=told.ts, **message)

    def _message(self, ask: Ask, told: Told) -> Message:
        asking = Asking(
            ask=ask, is_seen=self._sees(ask, told.user_id), usd=self._usd(ask), is_open=self.asks.is_open(ask)
        )
        return ask_message(asking, self._words(ask.person.team_id, told))

    def _words(self, team_id: str, told: Told) -> Words:
        if told.user_id:
            return self.languages.words_of(Person(team_id=team_id, user_id=told.user_id))
        return self.languages.words_in(team_id, told.channel_id)

    def _sees(self, ask: Ask, user_id: str) -> bool:
        """Whether the reader, or everybody in the workspace, can read what was asked where it was asked."""
        first, team_id = ask.asked[0], ask.person.team_id
        if user_id == ask.person.user_id:
            return True
        if any(one.order.private for one in ask.asked):
            return False
        if not user_id:
            return not self.conversations.is_private(team_id, first.channel_id)
        return self.conversations.sees(Person(team_id=team_id, user_id=user_id), first.channel_id)

    def _usd(self, ask: Ask) -> Decimal | None:
        found = [self.pricing.estimate(one.order) for one in ask.asked]
        return sum((one.usd for one in found if one), Decimal(0)) if all(found) else None

"""Erase, export and uninstall as durable jobs, on the errands' queue; and the daily round.

wish    erase:      stop ─ some ─ some … ─ rest ─ Home ─ tell
        export:     plan ─ (send ─ share) … ─ tell, where Slack took none
        uninstall:  stop ─ some ─ some … ─ rest_of_team
prune   go
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.home_tab import HomeTab
from bot.delivery.telling import Telling
from bot.jobs import names
from bot.jobs.edge import guarded, unexpected
from bot.jobs.registering import step, workflow
from bot.locale import words_for
from bot.privacy.erasing import ErasingAll
from bot.privacy.exporting import Exporting
from bot.privacy.round import Round
from bot.privacy.wish import Wish, WishKind
from bot.views.privacy import told

_LOG = logging.getLogger(__name__)
News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class WishParts:
    """What carries wishes out."""

    erasing: ErasingAll
    exporting: Exporting
    round: Round
    home_tab: HomeTab
    telling: Telling


class Wishes:
    """Registers the workflows and their steps with DBOS, once a process, before it is launched."""

    def __init__(self, parts: WishParts) -> None:
        self._telling = parts.telling
        workflow(names.WISH, self.wish)
        workflow(names.PRUNE, self.prune)
        self._stop = _step("stop", parts.erasing.stop)
        self._some = _step("erase_some", parts.erasing.some)
        self._rest = _step("erase_rest", parts.erasing.rest)
        self._write_down = _step("write_down", parts.erasing.write_down)
        self._rest_of_team = _step("erase_rest_of_team", parts.erasing.rest_of_team)
        self._publish = _step("publish_home", lambda wish: parts.home_tab.publish(wish.person))
        self._plan = _step("plan_export", parts.exporting.plan)
        self._send = _step("send_export", parts.exporting.send)
        self._share = _step("share_export", parts.exporting.share)
        self._say = _step("tell_wish", self._tell)
        self._go = step("go_round", parts.round.go)

    def wish(self, value: Mapping[str, Any]) -> None:
        """Carry one out; `value` is `Wish.to_json()`."""
        carry_out = {WishKind.ERASE: self._erase, WishKind.EXPORT: self._export}.get(value["kind"], self._forget_team)
        guarded(lambda: carry_out(value), lambda at: self._say(value, unexpected(at)), "Wish failed", wish=value["id"])

    def prune(self, _value: Mapping[str, Any]) -> None:
        """Go the round."""
        self._go()

    def _erase(self, value: Mapping[str, Any]) -> None:
        news = self._all(value)
        self._publish(value)  # before the last of it goes: Slack keeps what Home shows
        rest = self._rest(value)
        self._write_down(value)
        sums = {**news, "messages": news["messages"] + rest["messages"], "kept": [*news["kept"], *rest["kept"]]}
        self._say(value, {"about": "erased", **sums})

    def _export(self, value: Mapping[str, Any]) -> None:
        parts = self._plan(value)
        for number in range(len(parts)):
            ticket = self._send(value, parts, number)
            refused = ticket.get("refused") or self._share(value, ticket, number, len(parts))
            if refused:
                self._say(value, {"about": "not_exported", "reason": refused})
                return

    def _forget_team(self, value: Mapping[str, Any]) -> None:
        news = self._all(value)
        self._rest_of_team(value)
        extra = {"event": "uninstalled", "team_id": value["person"]["team_id"]}
        _LOG.info("Removed: %d requests, %d pictures are forgotten", news["jobs"], news["pictures"], extra=extra)

    def _all(self, value: Mapping[str, Any]) -> News:
        """Erase all jobs; the sums of what `some` answers."""
        self._stop(value)
        news: News = {"jobs": 0, "pictures": 0, "messages": 0, "kept": []}
        is_left = True
        while is_left:
            found = self._some(value)
            news = {name: known + found[name] for name, known in news.items()}
            is_left = found["is_left"]
        return news

    def _tell(self, wish: Wish, news: News) -> None:
        if wish.person.user_id:
            self._telling.dm(wish.person, told(news, words_for(wish.language)))


def _step(name: str, body: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step that takes the wish as JSON: its arguments stand in the database."""
    return step(name, lambda value, *more: body(Wish.from_json(value), *more))

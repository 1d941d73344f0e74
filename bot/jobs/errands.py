"""Errands as durable jobs: taken before the ack, done once, on a queue of their own that holds no drawing slot.

    errand (queue `errands`)
      copy:   allow ─ place ─ show        a picture is shown once more (─ posted: a preview becomes one of all's)
      file:   send ─ share                its original comes as a file
      erase:  condemn ─ erase             it is deleted everywhere
      tell the one who pressed

Begun again after a crash from its last checkpoint. What is posted is a line without the picture first, so that a crash
between Slack's answer and the checkpoint may leave that line behind, and never a second picture.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dbos import DBOSClient, EnqueueOptions

from bot.delivery.copying import Copying
from bot.delivery.erasing import Erasing
from bot.delivery.errand_telling import ErrandTelling
from bot.delivery.handing_out import HandingOut
from bot.delivery.previews import Previews
from bot.jobs import names
from bot.jobs.bell import Bell
from bot.jobs.edge import guarded, unexpected
from bot.jobs.registering import step, workflow
from bot.orders.errand import Errand, ErrandKind
from bot.store.database import Database

_LOG = logging.getLogger(__name__)
ERRANDS_AT_ONCE = 8  # each waits for Slack most of the time
News = dict[str, Any]


class ErrandDesk:
    """Takes errands, in every process that receives."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self.bell = bell
        self._client = DBOSClient(system_database_engine=database.engine, application_name=names.APPLICATION)

    def take(self, errand: Errand) -> None:
        """Commit it; when this returns, Slack may be told. Taken twice under one id, it is done once."""
        self.begin(names.ERRAND, errand.id, errand.to_json())

    def begin(self, workflow_name: str, workflow_id: str, value: Mapping[str, Any], *, after: float = 0.0) -> None:
        """Commit that a workflow is to be run with a JSON value, not before `after` seconds are over.

        Begun twice under one id, it runs once.
        """
        options: EnqueueOptions = {
            "workflow_name": workflow_name,
            "queue_name": names.ERRANDS,
            "workflow_id": workflow_id,
            "app_version": names.APPLICATION_VERSION,
        }
        if after:
            options["delay_seconds"] = after
        self._client.enqueue(options, value)
        self.bell.ring()

    def close(self) -> None:
        self._client.destroy()


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrandParts:
    """What carries errands out."""

    copying: Copying
    previews: Previews
    handing_out: HandingOut
    erasing: Erasing
    telling: ErrandTelling


class Errands:
    """Registers the workflow and its steps with DBOS, once a process, before it is launched."""

    def __init__(self, parts: ErrandParts) -> None:
        workflow(names.ERRAND, self.errand)
        self._allow = _step("allow", parts.copying.allow)
        self._place = _step("place", parts.copying.place)
        self._show = _step("show_copy", parts.copying.show)
        self._abandon = _step("abandon", parts.copying.abandon)
        self._posted = _step("posted", parts.previews.posted)
        self._send = _step("send", parts.handing_out.send)
        self._share = _step("share", parts.handing_out.share)
        self._condemn = _step("condemn", parts.erasing.condemn)
        self._erase = _step("erase", parts.erasing.erase)
        self._say = _step("say", parts.telling.say)

    def errand(self, value: Mapping[str, Any]) -> None:
        """Carry one out and tell its presser; `value` is `Errand.to_json()`."""
        news = guarded(
            lambda: self._begin(value),
            lambda reference: self._fail(value, reference),
            "Errand failed",
            errand=value["id"],
        )
        self._say(value, news)

    def _begin(self, value: Mapping[str, Any]) -> News:
        if value["view_id"]:
            self._say(value, {"about": "begun"})
        return self._carry_out(value)

    def _fail(self, value: Mapping[str, Any], reference: str) -> News:
        self._abandon(value)
        return unexpected(reference)

    def _carry_out(self, value: Mapping[str, Any]) -> News:
        match value["kind"]:
            case ErrandKind.FILE:
                return self._then(self._send(value), "sent", lambda sent: self._share(value, sent))
            case ErrandKind.ERASE:
                return self._then(self._condemn(value), "condemned", lambda doomed: self._erase(value, doomed))
            case _:
                return self._then(self._allow(value), "yes", lambda _: self._copy(value))

    def _copy(self, value: Mapping[str, Any]) -> News:
        news = self._then(self._place(value), "placed", lambda place: self._show(value, place))
        if value["kind"] == ErrandKind.POST and news["about"] == "shown":
            self._posted(value, news)
        return news

    @staticmethod
    def _then(news: News, about: str, go_on: Callable[[News], News]) -> News:
        return go_on(news) if news["about"] == about else news


def _step(name: str, body: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step that takes the errand as JSON: its arguments stand in the database."""
    return step(name, lambda value, *more: body(Errand.from_json(value), *more))

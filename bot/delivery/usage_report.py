"""A workspace's month to one of its admins: a chart and a table, as files in their direct messages with the bot."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.charts import month_chart
from bot.delivery.remembering import Remembered
from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.delivery.usage_table import month_csv
from bot.locale import Words
from bot.rules.months import Month
from bot.store.people import Person
from bot.store.usage import Usage
from bot.views.usage.report import alt_text, comment

_SECONDS = 60.0  # that an admin may wait for it
_NAMES_SECONDS = 3600.0
_NOT_WAITING = "file_not_found"  # to completeUploadExternal: it was completed before, and the answer lost


@dataclass(frozen=True, kw_only=True, slots=True)
class UsageReport:
    """Asks Slack for names and sends files, so not before an ack; needs users:read and files:write."""

    slack: SlackCalls
    usage: Usage
    _names: Remembered[Person, str] = field(default_factory=partial(Remembered, seconds=_NAMES_SECONDS))

    def send(self, admin: Person, month: Month, zone: ZoneInfo, places: Mapping[str, str], words: Words) -> None:
        """Share both in one message. places: names of the conversations that the admin can see. Raises SlackError."""
        sums, entries = self.usage.of_month(admin.team_id, month, zone), self.usage.entries(admin.team_id, month, zone)
        people = {entry.user_id for entry in entries} - {""}
        table = month_csv(entries, self._named(admin.team_id, people), places, zone)
        chart = month_chart(f"{month} · {zone.key}", sums)
        tickets = [
            self._sent(admin, f"usage-{month}.png", chart, alt_txt=alt_text(month, sums, words)),
            self._sent(admin, f"usage-{month}.csv", table),
        ]
        self._share(admin, tickets, comment(month, sums, words))

    def _named(self, team_id: str, people: Iterable[str]) -> dict[str, str]:
        """Names by id; none of whom Slack doesn't tell it."""
        asked = {user: Person(team_id=team_id, user_id=user) for user in people}
        return {user: self._names.of(person, partial(self._name, person)) or "" for user, person in asked.items()}

    def _name(self, person: Person) -> str | None:
        try:
            user = self._call(person, "users.info", user=person.user_id)["user"]
        except SlackError:
            return None
        return str(user.get("real_name") or user.get("name") or "") or None

    def _sent(self, admin: Person, name: str, data: bytes, **more: str) -> dict[str, str]:
        def send() -> dict[str, str]:
            asked: dict[str, Any] = {"filename": name, "length": len(data), **more}
            ticket = self.slack.call(admin.team_id, "files.getUploadURLExternal", form=True, **asked)
            self.slack.post_bytes(ticket["upload_url"], BytesIO(data))
            return {"id": ticket["file_id"], "title": name}

        return self.slack.patiently(send, seconds=_SECONDS)

    def _share(self, admin: Person, tickets: Iterable[Mapping[str, str]], comment: str) -> None:
        channel = self._call(admin, "conversations.open", users=admin.user_id)["channel"]["id"]
        files = json.dumps([dict(ticket) for ticket in tickets])
        where = {"channel_id": str(channel), "initial_comment": comment}
        try:
            self._call(admin, "files.completeUploadExternal", files=files, **where)
        except SlackRefusedError as error:
            if error.reason != _NOT_WAITING:
                raise

    def _call(self, person: Person, method: str, **arguments: str) -> dict[str, Any]:
        call = partial(self.slack.call, person.team_id, method, form=True, **arguments)
        return self.slack.patiently(call, seconds=_SECONDS)

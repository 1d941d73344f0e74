"""The untouched original as a file that people can download: in a picture's thread, or in a direct message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.languages import Languages
from bot.delivery.originals import Originals
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.delivery.sources import SourceGoneError
from bot.orders.errand import Errand
from bot.store.copies import Copies
from bot.store.pictures import Pictures

News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class HandingOut:
    """The steps of it: of an upload that was announced, Slack completes each once, so that one file is shared."""

    slack: SlackCalls
    pictures: Pictures
    copies: Copies
    originals: Originals
    languages: Languages

    def send(self, errand: Errand) -> News:
        """Give Slack the bytes: `sent` with `id` and `title`, `gone` or `refused`."""
        picture = self.pictures.find(errand.picture)
        if picture is None or picture.deleted_at is not None:
            return {"about": "gone", "reason": "deleted"}
        try:
            ticket = self.originals.send(picture)
        except SourceGoneError as error:
            return {"about": "gone", "reason": error.reason}
        except SlackRefusedError as error:
            return {"about": "refused", "reason": error.reason}
        self.copies.claim(errand, errand.channel_id)
        self.copies.note(errand.id, file_id=ticket["id"])
        return {"about": "sent", **ticket}

    def share(self, errand: Errand, sent: Mapping[str, str]) -> News:
        """Share it: `shared`, or `refused`."""
        person, channel_id = errand.person, errand.channel_id
        ticket = {name: sent[name] for name in ("id", "title")}
        try:
            channel_id = channel_id or self.slack.patiently(lambda: self._direct_message(errand))
            words = self.languages.words_at(person, channel_id)
            text = words("The original file, for <@{user}>", user=person.user_id)
            self.originals.share(person.team_id, ticket, channel_id=channel_id, thread_ts=errand.thread_ts, text=text)
        except SlackRefusedError as error:
            return {"about": "refused", "reason": error.reason}
        return {"about": "shared"}

    def _direct_message(self, errand: Errand) -> str:
        person = errand.person
        opened = self.slack.call(person.team_id, "conversations.open", form=True, users=person.user_id)
        return str(opened["channel"]["id"])

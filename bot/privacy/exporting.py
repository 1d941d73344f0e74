"""Export my data: ZIP files with JSON and pictures, in a person's direct messages with the bot."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.delivery.sources import SourceGoneError, Sources
from bot.locale import words_for
from bot.orders.order import Source
from bot.privacy.wish import Wish
from bot.privacy.written import Written
from bot.store.artifacts import Artifacts
from bot.store.drafts import Drafts
from bot.store.erasure import Erasure
from bot.store.in_slack import EXPORTED
from bot.store.pictures import PictureId, Pictures
from bot.views.privacy import part_of_export

Names = Mapping[str, str]  # of files in the ZIP, by picture id
LARGEST = 200_000_000  # bytes of pictures in one ZIP; one is always taken
_UNREAD = 4_000_000  # of a picture that only Slack has: what most come to
_NOT_WAITING = "file_not_found"  # to completeUploadExternal: it was completed before


@dataclass(frozen=True, kw_only=True, slots=True)
class Exporting:
    """The steps of it. Arguments and answers are JSON values; of parts one may be sent again, none is shared twice."""

    slack: SlackCalls
    erasure: Erasure
    written: Written
    pictures: Pictures
    sources: Sources
    artifacts: Artifacts
    drafts: Drafts
    largest: int = LARGEST

    def plan(self, wish: Wish) -> list[dict[str, str]]:
        """Which pictures lie in which part, under which names; one part at least."""
        parts: list[dict[str, str]] = [{}]
        room = self.largest
        for job_id in self.erasure.ended(wish.whose):
            for picture in self.pictures.of_job(job_id):
                size = self._size(picture.id, picture.file)
                if size > room and parts[-1]:
                    parts.append({})
                    room = self.largest
                room -= size
                parts[-1][str(picture.id)] = f"pictures/{job_id}-{picture.id.index}{Path(picture.file).suffix}"
        return parts

    def send(self, wish: Wish, parts: Sequence[Names], number: int) -> dict[str, str]:
        """Give Slack a part, shared with nobody yet: what `share` completes, or `refused` with Slack's reason.

        The file is without a name on disk, so that nothing of it is left, however this ends.
        """
        with tempfile.TemporaryFile() as file:
            self._write(wish, parts, number, file)
            try:
                ticket = self.slack.patiently(
                    partial(self.slack.send_file, wish.person.team_id, file, _name(number, len(parts)))
                )
            except SlackRefusedError as error:
                return {"refused": error.reason}
        self.drafts.put(EXPORTED, wish.person, {"file_id": ticket["id"]}, intent=f"{wish.id}:{ticket['id']}")
        return ticket

    def share(self, wish: Wish, ticket: Mapping[str, str], number: int, count: int) -> str:
        """Share what was sent; Slack's reason if it doesn't take it, else ""."""
        person = wish.person
        comment = part_of_export(number + 1, count, words_for(wish.language))

        def share() -> None:
            opened = self.slack.call(person.team_id, "conversations.open", form=True, users=person.user_id)
            where = {"channel_id": opened["channel"]["id"], "initial_comment": comment}
            files = json.dumps([dict(ticket)])
            self.slack.call(person.team_id, "files.completeUploadExternal", form=True, files=files, **where)

        try:
            self.slack.patiently(share)
        except SlackRefusedError as error:
            return "" if error.reason == _NOT_WAITING else error.reason
        return ""

    def _write(self, wish: Wish, parts: Sequence[Names], number: int, file: IO[bytes]) -> None:
        with ZipFile(file, "w", ZIP_STORED) as archive:  # pictures don't get any smaller
            if number == 0:
                written = self.written.all_of(wish.whose, {k: v for part in parts for k, v in part.items()})
                text = json.dumps(written, ensure_ascii=False, indent=1)
                archive.writestr("data.json", text, compress_type=ZIP_DEFLATED)
            for written_id, name in parts[number].items():
                data = self._bytes(wish, written_id)
                if data is not None:
                    archive.writestr(name, data)

    def _bytes(self, wish: Wish, written_id: str) -> bytes | None:
        """None for a picture that is gone by now."""
        picture = PictureId.parse(written_id)
        try:
            return self.sources.data(wish.person.team_id, Source(picture=picture)) if picture else None
        except SourceGoneError:
            return None

    def _size(self, picture: PictureId, file: str) -> int:
        size = self.artifacts.size(picture.job_id, file)
        return _UNREAD if size is None else size


def _name(number: int, count: int) -> str:
    return "imagine-data.zip" if count == 1 else f"imagine-data-{number + 1}-of-{count}.zip"

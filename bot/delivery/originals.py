"""The untouched files of pictures: found, put back where they were, handed out."""

import json
from dataclasses import dataclass, replace
from functools import partial

from bot.delivery.publishing import Publishing, Upload, file_name
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.delivery.sources import SourceGoneError, Sources
from bot.orders.order import Source
from bot.store.artifacts import SHEET, Artifacts, Part
from bot.store.pictures import Pictures, StoredPicture

_GONE = frozenset({"file_not_found", "file_deleted"})  # to files.info
_NOT_WAITING = "file_not_found"  # to completeUploadExternal: it was completed before


@dataclass(frozen=True, kw_only=True, slots=True)
class Originals:
    """Originals of pictures as Slack's files."""

    slack: SlackCalls
    pictures: Pictures
    artifacts: Artifacts
    sources: Sources
    publishing: Publishing

    def shown_by(self, picture: StoredPicture) -> Upload:
        """Answer the file that an image block may show: the one that Slack has, else it is uploaded.

        Raises SourceGoneError, or SlackRefusedError if Slack takes no file.
        """
        if picture.slack_file_id and self._is_there(picture.job.team_id, picture.slack_file_id):
            return Upload(file_ids=(picture.slack_file_id,), completed_at=picture.drawn_at)
        upload = self.publishing.upload(picture.job, [self._part(picture)])
        self.pictures.note_file(picture.id, upload.file_ids[0])
        return upload

    def sheet_shown_by(self, picture: StoredPicture, file_id: str | None) -> Upload:
        """The same of the sheet of all its job's pictures; `file_id` is where it was shown before."""
        if file_id and self._is_there(picture.job.team_id, file_id):
            return Upload(file_ids=(file_id,), completed_at=picture.drawn_at)
        sheet = replace(self._part(picture), file=SHEET)
        if not self.artifacts.has(picture.id.job_id, SHEET):
            raise SourceGoneError(name="", reason="expired")
        return self.publishing.upload(picture.job, [sheet])

    def send(self, picture: StoredPicture) -> dict[str, str]:
        """Give Slack the bytes; the answer is what `share` completes. Raises as `shown_by` does."""
        part = self._part(picture)
        return self.slack.patiently(lambda: self._send(picture, part))

    def share(self, team_id: str, ticket: dict[str, str], *, channel_id: str, thread_ts: str | None, text: str) -> None:
        """Share what was sent as a file that people can download; doing it again shares nothing more."""
        where = {"channel_id": channel_id, "thread_ts": thread_ts, "initial_comment": text}
        files = json.dumps([ticket])
        complete = partial(self.slack.call, team_id, "files.completeUploadExternal", form=True, files=files, **where)
        try:
            self.slack.patiently(complete)
        except SlackRefusedError as error:
            if error.reason != _NOT_WAITING:
                raise

    def _send(self, picture: StoredPicture, part: Part) -> dict[str, str]:
        with self.artifacts.open(picture.id.job_id, part.file) as file:
            return self.slack.send_file(picture.job.team_id, file, file_name(picture.job, part))

    def _part(self, picture: StoredPicture) -> Part:
        """Name its file in the artifacts, put back from Slack if it was cleared away. Raises SourceGoneError."""
        part = Part(
            index=picture.id.index,
            file=picture.file,
            width=picture.width,
            height=picture.height,
            seed=picture.seed,
            model_id=picture.model_id,
        )
        if not self.artifacts.has(picture.id.job_id, picture.file):
            data = self.sources.data(picture.job.team_id, Source(picture=picture.id))
            self.artifacts.put_part(picture.id.job_id, part, data)
        return part

    def _is_there(self, team_id: str, file_id: str) -> bool:
        """Look; where the workspace doesn't let the bot, it is taken to be there."""
        try:
            self.slack.patiently(lambda: self.slack.call(team_id, "files.info", form=True, file=file_id))
        except SlackRefusedError as error:
            return error.reason not in _GONE
        return True

"""The pictures that go into a task: from our artifacts, else from Slack."""

from dataclasses import dataclass

from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.orders.order import Order, Source
from bot.orders.shared_files import thumbnail_of
from bot.store.artifacts import Artifacts
from bot.store.pictures import PictureId, Pictures
from titan_core.inputs import InputPicture

_PATIENCE_SECONDS = 30.0  # a drawing slot is held meanwhile


class SourceGoneError(Exception):
    """A picture can't be had. `name` is a shared file's, "" for one of ours; `reason` is Slack's or one of ours."""

    code = "source_gone"

    def __init__(self, *, name: str, reason: str) -> None:
        super().__init__(f"the picture {name} is gone: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Reads them."""

    slack: SlackCalls
    pictures: Pictures
    artifacts: Artifacts

    def read(self, team_id: str, order: Order) -> dict[str, InputPicture]:
        """Read all of an order's pictures, by field name.

        Raises SourceGoneError, or titan_core's InputPictureError for a file that is no picture.
        """
        return {
            name: InputPicture.read(self.data(team_id, source), field=name) for name, source in order.sources.items()
        }

    def data(self, team_id: str, source: Source) -> bytes:
        """Read one: the untouched bytes, or Slack's thumbnail where the source says so."""
        if source.picture is not None:
            return self._own(team_id, source.picture)
        return self._download(team_id, source)

    def _own(self, team_id: str, picture_id: PictureId) -> bytes:
        picture = self.pictures.find(picture_id)
        if picture is None or picture.deleted_at is not None:
            raise SourceGoneError(name="", reason="deleted")
        if self.artifacts.has(picture_id.job_id, picture.file):
            kept = self.artifacts.read(picture_id.job_id, picture.file)
            if kept is not None:
                return kept
        if picture.slack_file_id is None:
            raise SourceGoneError(name="", reason="expired")
        return self._download(team_id, Source(file_id=picture.slack_file_id))

    def _download(self, team_id: str, source: Source) -> bytes:
        try:
            return self.slack.patiently(lambda: self._ask_slack(team_id, source), seconds=_PATIENCE_SECONDS)
        except SlackError as error:
            raise SourceGoneError(name=source.name, reason=error.reason) from error

    def _ask_slack(self, team_id: str, source: Source) -> bytes:
        file = self.slack.call(team_id, "files.info", form=True, file=source.file_id)["file"]
        url = thumbnail_of(file) if source.thumbnail else file.get("url_private")
        if not url:
            raise SlackRefusedError("files.info", "no_thumbnail" if source.thumbnail else "file_not_found")
        return self.slack.download(team_id, url)

"""Upload privately, then show the files in the message we own: doing it twice shows it once."""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.delivery.placing import thread_of
from bot.delivery.readiness import Readiness
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.orders.order import Order
from bot.store.artifacts import Artifacts, Part
from bot.store.jobs import Job, Place
from bot.store.updates import Updates
from bot.views.message import Message

NEVER_READY_SECONDS = 120.0  # docs/decisions/delivery.md
_WORD = re.compile(r"\w+")
_NAME_CHARACTERS = 40
_UNPROCESSED = "invalid_blocks"
_NOT_WAITING = "file_not_found"  # to completeUploadExternal: no bytes came, or it was completed before
_UPLOADS = 3


class NeverReadyError(Exception):
    """Slack has not processed a file in time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """Files that Slack has: their ids, and when (seconds since 1970) their upload was complete."""

    file_ids: tuple[str, ...]
    completed_at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Publishing:
    """Uploads and shows pictures."""

    slack: SlackCalls
    artifacts: Artifacts
    readiness: Readiness
    updates: Updates
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def upload(self, job: Job, parts: Sequence[Part]) -> Upload:
        """Give Slack the files, shared with nobody yet."""
        for _ in range(_UPLOADS):
            tickets = self._send_all(job, parts)
            if self._is_completed(job, tickets):
                break
        else:
            raise SlackRefusedError("files.completeUploadExternal", _NOT_WAITING)
        return Upload(file_ids=tuple(ticket["id"] for ticket in tickets), completed_at=self.clock())

    def show(self, job: Job, place: Place, message: Message, completed_at: float) -> None:
        """Turn the message at `place` into the picture, as soon as Slack has processed its files.

        Raises `NeverReadyError`, or `SlackRefusedError` (`message_not_found`: somebody deleted the message).
        """
        expected = self.readiness.expected
        self.sleep(min(expected, max(0.0, expected - (self.clock() - completed_at))))
        last_refused: float | None = None
        for pause in self.readiness.pauses():
            tried_at = self.clock() - completed_at
            if self._try_to_show(job, place, message):
                self.readiness.learn(last_refused, tried_at)
                return
            if tried_at > NEVER_READY_SECONDS:
                raise NeverReadyError
            last_refused = tried_at
            self.sleep(pause)

    def share(self, job: Job, place: Place, parts: Sequence[Part], comment: str) -> None:
        """Share the files themselves below or beside the placeholder: the way when image blocks never become ready."""
        tickets = self._send_all(job, parts)
        thread_ts = thread_of(job, place)
        # A refusal as not waiting means that it is shared already: the answer that said so was lost.
        self._is_completed(job, tickets, channel_id=place.channel_id, thread_ts=thread_ts, initial_comment=comment)

    def update(self, job: Job, place: Place, message: Message) -> None:
        """Let the message at `place` say something else. Raises SlackRefusedError."""
        arguments = {"channel": place.channel_id, "ts": place.ts, **message}
        self.updates.note(job.team_id)
        self.slack.patiently(lambda: self.slack.call(job.team_id, "chat.update", **arguments))

    def _send_all(self, job: Job, parts: Sequence[Part]) -> list[dict[str, str]]:
        return [self.slack.patiently(partial(self._send, job, part)) for part in parts]

    def _send(self, job: Job, part: Part) -> dict[str, str]:
        with self.artifacts.open(job.id, part.file) as file:
            return self.slack.send_file(job.team_id, file, file_name(job, part))

    def _is_completed(self, job: Job, tickets: Sequence[dict[str, str]], **where: str | None) -> bool:
        """Complete the upload; False if Slack doesn't wait for it, as when it did so before and the answer was lost."""
        arguments = {"files": json.dumps(tickets), **where}
        complete = partial(self.slack.call, job.team_id, "files.completeUploadExternal", form=True, **arguments)
        try:
            self.slack.patiently(complete)
        except SlackRefusedError as error:
            if error.reason != _NOT_WAITING:
                raise
            return False
        return True

    def _try_to_show(self, job: Job, place: Place, message: Message) -> bool:
        try:
            self.update(job, place, message)
        except SlackRefusedError as error:
            if error.reason != _UNPROCESSED:
                raise
            return False
        return True


def file_name(job: Job, part: Part) -> str:
    """Name a file after the first words of its prompt and its seed: `a-red-fox-in-the-snow-7.png`."""
    words = "-".join(_WORD.findall(Order.from_json(job.request).prompt.lower()))
    cut = words[: _NAME_CHARACTERS + 1].rpartition("-")[0] if len(words) > _NAME_CHARACTERS else words
    return f"{cut or words[:_NAME_CHARACTERS] or 'picture'}-{part.seed}{Path(part.file).suffix}"

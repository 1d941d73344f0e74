"""What Slack says of files that people shared, and of a thread's first message: asked after the ack."""

from dataclasses import dataclass
from typing import Any

from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.orders.shared_files import Judged, Reason, Unusable, judged, refused

_PATIENCE_SECONDS = 10.0  # somebody waits for the answer
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPictures:
    """Asks Slack."""

    slack: SlackCalls

    def judge(self, team_id: str, file_id: str, *, channel_id: str, message_ts: str) -> Judged:
        """Say whether a file can be used."""
        try:
            answer = self._ask(team_id, "files.info", file=file_id)
        except SlackRefusedError as error:
            return refused(error.reason)
        except SlackError:
            return Unusable(name="", reason=Reason.NO_ANSWER)
        return judged(answer["file"], channel_id=channel_id, message_ts=message_ts)

    def first_of_thread(self, team_id: str, channel_id: str, thread_ts: str) -> Json | None:
        """Read a thread's first message; None if it can't be had: the history scopes are optional."""
        where: dict[str, str | int] = {"channel": channel_id, "ts": thread_ts, "limit": 1}
        try:
            messages = self._ask(team_id, "conversations.replies", **where).get("messages") or []
        except SlackError:
            return None
        return next((message for message in messages if message.get("ts") == thread_ts), {})

    def _ask(self, team_id: str, method: str, **arguments: str | int) -> Json:
        return self.slack.patiently(
            lambda: self.slack.call(team_id, method, form=True, **arguments), seconds=_PATIENCE_SECONDS
        )

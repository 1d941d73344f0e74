"""What the bot has put into Slack, taken away again: messages that show pictures, and files."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.locale import Words
from bot.store.posts import Post
from bot.views.message import Message

# The message, or the way to it, is gone: then it shows nothing any more.
_GONE = frozenset({"message_not_found", "channel_not_found", "is_inactive", "not_in_channel"})


@dataclass(frozen=True, kw_only=True, slots=True)
class TakingAway:
    """Waits as long as Slack wants it to; doing it again changes nothing."""

    slack: SlackCalls
    languages: Languages

    def post(self, post: Post, left: Callable[[Words], Message]) -> str | None:
        """Delete a message; one with replies says `left` instead, so that they keep their thread.

        Answers Slack's reason where it keeps the message.
        """
        if post.thread_ts is not None or not self._has_replies(post):
            return self.message(post.team_id, post.channel_id, post.ts)
        said = left(self.languages.words_in(post.team_id, post.channel_id))
        return self._done(post.team_id, "chat.update", channel=post.channel_id, ts=post.ts, **said)

    def message(self, team_id: str, channel_id: str, ts: str) -> str | None:
        """Delete a message, whatever stands below it. Answers as `post` does."""
        return self._done(team_id, "chat.delete", channel=channel_id, ts=ts)

    def write_anew(self, post: Post, message: Message) -> None:
        """Let a message say something else, if it is still there."""
        self._done(post.team_id, "chat.update", channel=post.channel_id, ts=post.ts, **message)

    def files(self, team_id: str, file_ids: Iterable[str]) -> None:
        """Delete files. After the messages that show them, else stubs stay there."""
        for file_id in sorted(file_ids):
            with suppress(SlackRefusedError):  # it is gone, or somebody else's
                self.slack.patiently(partial(self.slack.call, team_id, "files.delete", form=True, file=file_id))

    def _done(self, team_id: str, method: str, **arguments: Any) -> str | None:  # noqa: ANN401  # JSON
        try:
            self.slack.patiently(lambda: self.slack.call(team_id, method, **arguments))
        except SlackRefusedError as error:
            return None if error.reason in _GONE else error.reason
        return None

    def _has_replies(self, post: Post) -> bool:
        """Look, where the workspace lets the bot (`channels:history` and its kin are optional scopes)."""
        where = {"channel": post.channel_id, "ts": post.ts, "limit": 2}
        try:
            answer = self.slack.patiently(
                lambda: self.slack.call(post.team_id, "conversations.replies", form=True, **where)
            )
        except SlackRefusedError:
            return False
        return len(answer.get("messages", ())) > 1

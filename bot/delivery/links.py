"""Links to our messages: asked of Slack once for each."""

from dataclasses import dataclass

from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.store.posts import Post, Posts


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Permalinks of posts; no scope is needed where the bot is a member."""

    slack: SlackCalls
    posts: Posts

    def of(self, post: Post) -> str | None:
        """Answer the address; None if Slack doesn't say."""
        if post.permalink:
            return post.permalink
        try:
            permalink = self.at(post.team_id, post.channel_id, post.ts)
        except SlackError:
            return None
        self.posts.note_permalink(post, permalink)
        return permalink

    def at(self, team_id: str, channel_id: str, ts: str) -> str:
        """Ask for a message's address; raises a SlackError, `message_not_found` for one that was deleted."""
        where = {"channel": channel_id, "message_ts": ts}
        return str(self.slack.call(team_id, "chat.getPermalink", form=True, **where)["permalink"])

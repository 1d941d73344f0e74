"""What its asker alone has seen, once all see it: the preview says where, and has no buttons any more."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.orders.errand import Errand
from bot.store.jobs import Jobs, Place
from bot.store.pictures import Pictures
from bot.store.posts import Posts
from bot.views.copied import posted_preview


@dataclass(frozen=True, kw_only=True, slots=True)
class Previews:
    """Takes leave of them."""

    slack: SlackCalls
    jobs: Jobs
    pictures: Pictures
    posts: Posts
    languages: Languages

    def posted(self, errand: Errand, shown: Mapping[str, Any]) -> None:
        """Note that the job's picture stands there now, for all who can see that place; change the preview."""
        place = Place(channel_id=shown["channel_id"], ts=shown["ts"])
        if errand.is_whole:
            self.jobs.note_place(errand.picture.job_id, place)
        picture = self.pictures.find(errand.picture)
        seen = self.posts.at(errand.seen_channel_id, errand.seen_ts)
        if picture is None or seen is None or not seen.file_id:
            return
        words = self.languages.words_of(errand.person)
        message = posted_preview(picture, seen.file_id, place.channel_id, shown.get("link"), words)
        where = {"channel": errand.seen_channel_id, "ts": errand.seen_ts}
        with suppress(SlackRefusedError):  # the preview is gone; the picture stands
            self.slack.patiently(lambda: self.slack.call(errand.person.team_id, "chat.update", **{**where, **message}))

"""What an order was made of, with the address of the message that shows it."""

from dataclasses import dataclass

from bot.delivery.links import Links
from bot.delivery.slack_calls import SlackError
from bot.orders.order import Action, Order, Source
from bot.store.pictures import PictureId, Pictures
from bot.store.posts import Posts
from bot.views.parentage import Parentage


@dataclass(frozen=True, kw_only=True, slots=True)
class Parents:
    """Looks them up. A link leads nowhere but to the conversation that its readers are in."""

    pictures: Pictures
    posts: Posts
    links: Links

    def of(self, team_id: str, order: Order, channel_id: str) -> list[Parentage]:
        """The parent first, then a file that somebody shared; `channel_id` is where this is read."""
        shared = next((source for source in order.sources.values() if source.file_id), None)
        ours = [self._ours(order.parent, order.action, channel_id)] if order.parent else []
        action = Action.IMAGINE if ours else order.action
        return [*ours, self._shared(team_id, shared, action, channel_id)] if shared else ours

    def _ours(self, picture_id: PictureId, action: Action, channel_id: str) -> Parentage:
        picture = self.pictures.find(picture_id)
        if picture is None:
            return Parentage(action=action)
        link = self._link(picture_id, channel_id) if picture.deleted_at is None else None
        return Parentage(action=action, user_id=picture.job.user_id, link=link)

    def _link(self, picture: PictureId, channel_id: str) -> str | None:
        here = [post for post in self.posts.of_job(picture.job_id) if post.channel_id == channel_id]
        showing = sorted((post for post in here if post.shows(picture)), key=lambda post: post.index is None)
        return self.links.of(showing[0]) if showing else None  # first one that shows it alone

    def _shared(self, team_id: str, source: Source, action: Action, channel_id: str) -> Parentage:
        link = self._address(team_id, source) if source.channel_id == channel_id and source.message_ts else None
        return Parentage(action=action, user_id=source.user_id, link=link)

    def _address(self, team_id: str, source: Source) -> str | None:
        try:
            return self.links.at(team_id, source.channel_id, source.message_ts)
        except SlackError:
            return None

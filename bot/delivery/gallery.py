"""A page of pictures for one reader: found where they may look, with links to the messages."""

from dataclasses import dataclass

from bot.delivery.conversations import Conversations, Sight
from bot.delivery.links import Links
from bot.store.history import Cursor, History, Look
from bot.store.people import Person
from bot.views.history.entries import Hung, Wall


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is looked for, as `Look` has it."""

    words: str = ""
    is_mine: bool = False
    is_saved: bool = False
    channel_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gallery:
    """Asks Slack, so not before an ack."""

    history: History
    conversations: Conversations
    links: Links

    def wall(self, person: Person, wish: Wish, size: int, cursor: Cursor | None = None) -> Wall:
        """Read `size` pictures at most."""
        return self.wall_in(self.conversations.sight(person), person, wish, size, cursor)

    def wall_in(self, sight: Sight, person: Person, wish: Wish, size: int, cursor: Cursor | None = None) -> Wall:
        """The same where it is known what the person can see."""
        look = Look(
            person=person,
            channels=frozenset(sight.channels),
            words=wish.words,
            is_mine=wish.is_mine,
            is_saved=wish.is_saved,
            channel_id=wish.channel_id,
        )
        page = self.history.page(look, size, cursor)
        hung = [Hung(entry=entry, link=self.links.of(entry.post) if entry.post else None) for entry in page.entries]
        return Wall(hung=hung, older=page.older, newer=page.newer, is_known=sight.is_known)

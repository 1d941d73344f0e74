"""The Home tab as one person sees it: gathered from the database and Slack, then published."""

import logging
from collections.abc import Collection
from dataclasses import dataclass

from bot.delivery.admins import Admins
from bot.delivery.conversations import Conversations
from bot.delivery.gallery import Gallery, Wish
from bot.delivery.languages import Languages
from bot.delivery.lost_files import show_what_is_left
from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.jobs.using import Using
from bot.store.history import Cursor, History
from bot.store.people import Person
from bot.store.usage import Usage, Used
from bot.views.buttons import DRAW_AGAIN
from bot.views.home.home import ALL, SAVED, Home, home_view
from bot.views.modal import View

_LOG = logging.getLogger(__name__)
_PICTURES = 8
_REQUESTS = 10
_SECONDS = 30.0  # whoever opened it looks elsewhere by then


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeTab:
    """Asks Slack, so not before an ack."""

    slack: SlackCalls
    conversations: Conversations
    gallery: Gallery
    history: History
    usage: Usage
    using: Using
    admins: Admins
    languages: Languages
    command: str

    def publish(self, person: Person, show: str = ALL, cursor: Cursor | None = None) -> None:
        """Show it. `show` is ALL, SAVED or a channel's id; without `cursor` the newest pictures."""
        home, words = self._gathered(person, show, cursor), self.languages.words_of(person)

        def build(gone: Collection[str]) -> View:
            return home_view(home, words, self.command, gone)

        def publish(view: View) -> None:
            def call() -> object:
                return self.slack.call(person.team_id, "views.publish", user_id=person.user_id, view=view)

            self.slack.patiently(call, seconds=_SECONDS)

        try:
            show_what_is_left(build, publish)
        except SlackError as error:
            extra = {"event": "home_not_shown", "team_id": person.team_id, "user_id": person.user_id}
            _LOG.warning("A Home tab stays as it was: %s", error, extra=extra)

    def _gathered(self, person: Person, show: str, cursor: Cursor | None) -> Home:
        sight = self.conversations.sight(person)
        channel = "" if show in {ALL, SAVED} else show
        wish = Wish(is_mine=show != SAVED, is_saved=show == SAVED, channel_id=channel)
        places = self.history.places_of(person, frozenset(sight.channels))
        return Home(
            reader=person,
            show=show,
            wall=self.gallery.wall_in(sight, person, wish, _PICTURES, cursor),
            places={place: sight.channels[place] for place in places},
            came_to_nothing=self.history.came_to_nothing(person, _REQUESTS, f"{DRAW_AGAIN}:"),
            own=self.using.of(person),
            team=self._team(person),
        )

    def _team(self, person: Person) -> Used | None:
        if not self.admins.includes(person):
            return None
        return self.usage.total(person.team_id, self.using.month_start(person.team_id))

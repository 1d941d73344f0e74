"""The one who pressed hears what came of it: in the view where they pressed, else where the picture stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.delivery.telling import Telling
from bot.orders.deriving import redrawn
from bot.orders.errand import Errand
from bot.orders.lines import line_of_one
from bot.orders.offers import asked_about
from bot.orders.pricing import Pricing
from bot.store.pictures import Pictures, StoredPicture
from bot.store.posts import Posts
from bot.views.errands import Told, errand_answer
from bot.views.message import Message
from bot.views.modal import View, said_view
from bot.views.sending import ask_view


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrandTelling:
    """Answers presses that made an errand."""

    slack: SlackCalls
    pictures: Pictures
    posts: Posts
    languages: Languages
    telling: Telling
    pricing: Pricing

    def say(self, errand: Errand, news: Mapping[str, Any]) -> None:
        """Say what `news` of a step (bot/jobs/errands.py) means to the presser; once, and not again if it is lost."""
        words = self.languages.words_of(errand.person)
        if news["about"] == "ask":
            self._update(errand, ask_view(errand, words))
            return
        message = errand_answer(self._told(errand, news), words)
        if message is None or (errand.view_id and self._update(errand, said_view(message, words))):
            return
        if news["about"] != "begun":
            self._say_beside(errand, message)

    def _told(self, errand: Errand, news: Mapping[str, Any]) -> Told:
        picture = self.pictures.find(errand.picture)
        if picture is None:
            return Told(errand=errand, news=news, picture=None, line=None)
        order = redrawn(picture)
        return Told(
            errand=errand,
            news=news,
            picture=picture,
            line=self._line(picture),
            is_redrawable=order is not None,
            redraw_usd=asked_about(self.pricing, order) if order else None,
        )

    def _line(self, picture: StoredPicture) -> str | None:
        line = line_of_one(picture, self.pictures.of_job(picture.id.job_id))
        return f"{picture.job.command} {line}" if line else None

    def _update(self, errand: Errand, view: View) -> bool:
        """False if the view is closed, or Slack doesn't take it."""
        try:
            self.slack.call(errand.person.team_id, "views.update", view_id=errand.view_id, view=view)
        except SlackError:
            return False
        return True

    def _say_beside(self, errand: Errand, message: Message) -> None:
        told = {**message, "replace_original": False, "response_type": "ephemeral"}
        if errand.response_url and self.slack.respond(errand.response_url, told):
            return
        seen = self.posts.at(errand.seen_channel_id, errand.seen_ts)
        thread_ts = seen.thread_ts if seen else None
        self.telling.whisper(errand.person, errand.seen_channel_id, thread_ts, message)

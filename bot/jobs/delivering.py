"""From an answered draw to what people see: upload, show, settle, tell; none of it draws again."""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from bot.delivery.links import Links
from bot.delivery.placing import Placing, thread_of
from bot.delivery.progress import Progress
from bot.delivery.publishing import NeverReadyError, Publishing, Upload
from bot.delivery.sheets import part_to_show
from bot.delivery.slack_calls import SlackError, SlackRefusedError
from bot.delivery.telling import Telling
from bot.jobs.composing import Composing
from bot.jobs.outcome import Drawn
from bot.store.artifacts import Artifacts
from bot.store.jobs import Job, Jobs, Place, State
from bot.store.pictures import Pictures
from bot.store.posts import Posts
from bot.store.preferences import Preferences
from bot.store.reviews import Reviews
from bot.views.aside import aside, done
from bot.views.message import Message
from bot.views.result import without_image
from bot.views.reviews import approved_message, waiting_message, waiting_notice

_LOG = logging.getLogger(__name__)
# The place is gone (deleted, archived, or the bot removed): another one is found for a picture that is paid for.
_PLACE_GONE = frozenset({"message_not_found", "channel_not_found", "not_in_channel", "is_archived", "is_inactive"})
_PLACES = 5  # found one after another: each that Slack then denies would leave a placeholder behind

SLOW_SECONDS = 60.0  # whoever has waited so long may have gone away


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivering:
    """What a delivery does; each may be done again. `news` are JSON values: they stand in a checkpoint."""

    jobs: Jobs
    artifacts: Artifacts
    pictures: Pictures
    posts: Posts
    placing: Placing
    publishing: Publishing
    telling: Telling
    composing: Composing
    progress: Progress
    links: Links
    preferences: Preferences
    reviews: Reviews

    def upload(self, job: Job, drawn: Drawn) -> Upload:
        """Give Slack the picture's file, or the sheet of several, unless it has it. Raises SlackError."""
        post = self.posts.at(job.place.channel_id, job.place.ts) if job.place else None
        if post and post.file_id:
            return Upload(file_ids=(post.file_id,), completed_at=post.posted_at)
        return self.publishing.upload(job, [part_to_show(self.artifacts, job.id, drawn.parts)])

    def show(self, job: Job, drawn: Drawn, upload: Upload) -> Place:
        """Show the pictures and answer the place. Raises SlackError."""
        self.progress.end(job.id)
        for _ in range(_PLACES):
            place = self.placing.ensure(job.id)
            if place is None:
                break
            if self._is_shown(job, place, drawn, upload):
                return place
            self._forget(place)
            self.jobs.forget_place(job.id, place)
        raise SlackRefusedError("chat.postMessage", "closed")

    def wait(self, job_id: str) -> None:
        """Say that the pictures wait for approval: where they shall stand, and to their asker."""
        self.progress.end(job_id)
        job = self.jobs.get(job_id)
        for say in (self._say_waiting, self._tell_waiting):
            try:
                say(job)
            except SlackError as error:  # it waits all the same, and its place is found when it is shown
                _LOG.info("Not told that it waits: %s", error, extra={"event": "waiting_not_told", "job_id": job_id})

    def retract(self, job_id: str, news: dict[str, Any]) -> dict[str, Any]:
        """Take the placeholder away; answer `news` of why, which then stand in the checkpoint."""
        self.progress.end(job_id)
        self.placing.retract(job_id)
        return news

    def settle(self, job_id: str, drawn: Drawn, state: State) -> None:
        """Write history and end the job; doing it again changes nothing.

        What was cancelled where pictures wait for approval isn't kept: it would come out without one.
        """
        job = self.jobs.get(job_id)
        if state is State.CANCELLED and self.reviews.is_reviewed(job.team_id, job.channel_id):
            self.artifacts.delete_all(job_id)
        else:
            self._keep(job, drawn)
        if state is State.FAILED and job.place:
            self._forget(job.place)
        self.jobs.finish(job_id, state)

    def is_to_be_told(self, job_id: str, news: Mapping[str, Any]) -> bool:
        """Whether `tell` has anything to say: nearly always not, of a picture that was delivered."""
        job = self.jobs.get(job_id)
        extra = {"event": "ended", "outcome": news["about"], "job_id": job_id, "team_id": job.team_id}
        _LOG.info("Ended: %s", news["about"], extra=extra)
        if news["about"] != "delivered" or aside(job, news, self.telling.words_of(job)):
            return True
        return self.reviews.is_approved(job_id) or self._is_to_be_called(job)

    def tell(self, job_id: str, news: Mapping[str, Any]) -> None:
        """Tell the asker alone what the channel needn't know; `news` is what bot/views/aside.py words."""
        job = self.jobs.get(job_id)
        words = self.telling.words_of(job)
        message = aside(job, news, words)
        if message:
            must_reach = news["about"] in {"not_drawn", "undelivered"} or bool(news.get("rest"))
            self.telling.tell(job, message, words, must_reach=must_reach)
        if news["about"] != "delivered":
            return
        if self.reviews.is_approved(job_id):
            self.telling.dm(job.person, approved_message(self._link_to(job) or "", words))
        elif self._is_to_be_called(job) and (link := self._link_to(job)):
            self.telling.dm(job.person, done(link, words))

    def _is_to_be_called(self, job: Job) -> bool:
        """Whether the asker may have gone away and wants to hear of it; of several slow ones, once for the last."""
        if job.place is None or job.place.channel_id.startswith("D"):
            return False
        wish, ended = self.preferences.of_person(job.person).tell, job.finished_at or job.asked_at
        if wish != "slow":
            return wish == "always"
        long_ago = ended - SLOW_SECONDS
        return job.asked_at <= long_ago and not self.jobs.has_unfinished(job.person, asked_before=long_ago)

    def _say_waiting(self, job: Job) -> None:
        place = self.placing.ensure(job.id)
        if place:
            words = self.composing.languages.words_at(job.person, place.channel_id)
            self.publishing.update(job, place, waiting_message(job, words))

    def _tell_waiting(self, job: Job) -> None:
        words = self.telling.words_of(job)
        self.telling.tell(job, waiting_notice(job, words), words)

    def _link_to(self, job: Job) -> str | None:
        place = job.place
        post = self.posts.at(place.channel_id, place.ts) if place else None
        return self.links.of(post) if post else None

    def _is_shown(self, job: Job, place: Place, drawn: Drawn, upload: Upload) -> bool:
        """Show the pictures there; False if that place is gone."""
        message = self.composing.result(job, drawn, upload.file_ids[0], place)
        self._keep(job, drawn, upload.file_ids[0], place)  # before it is seen, so that its buttons work at once
        try:
            self.publishing.show(job, place, message, upload.completed_at)
        except NeverReadyError:
            self._share(job, place, drawn, message)
        except SlackRefusedError as error:
            if error.reason not in _PLACE_GONE:
                raise
            return False
        return True

    def _keep(self, job: Job, drawn: Drawn, file_id: str | None = None, place: Place | None = None) -> None:
        """Write the pictures and the message that shows them, once. A sheet's file is none of the originals."""
        original = file_id if len(drawn.parts) == 1 else None
        own = {"job_id": job.id, "slack_file_id": original, "drawn_at": job.drawn_at}

        def add_post(connection: sa.Connection) -> None:
            if place:
                self.posts.add_in(
                    connection,
                    channel_id=place.channel_id,
                    ts=place.ts,
                    team_id=job.team_id,
                    thread_ts=thread_of(job, place),
                    job_id=job.id,
                    index=None,
                    user_id=job.user_id,
                    file_id=file_id,
                )

        self.pictures.keep([{**own, **asdict(part)} for part in drawn.parts], add_post)

    def _forget(self, place: Place) -> None:
        """The message that was to show the pictures is gone."""
        post = self.posts.at(place.channel_id, place.ts)
        if post:
            self.posts.delete(post)

    def _share(self, job: Job, place: Place, drawn: Drawn, message: Message) -> None:
        """Share the files themselves; the message keeps its words and buttons."""
        self.publishing.share(job, place, drawn.parts, message["text"])
        self.publishing.update(job, place, without_image(message))

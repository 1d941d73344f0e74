"""Reviewers see a picture in their channel before anybody else does; they and the asker hear what was decided."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.delivery.admins import Admins
from bot.delivery.conversations import Conversations
from bot.delivery.languages import Languages
from bot.delivery.placing import Placing
from bot.delivery.publishing import NeverReadyError, Publishing, Upload
from bot.delivery.sheets import part_to_show
from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.delivery.taking_away import TakingAway
from bot.delivery.telling import Telling
from bot.jobs.outcome import Drawn, drawn_from_json
from bot.orders.judgement import Judgement
from bot.store.artifacts import Artifacts
from bot.store.jobs import Job, Jobs, Place
from bot.store.people import Person
from bot.store.reviews import Review, Reviews, is_open
from bot.store.rules import RuleBook
from bot.views.message import Message
from bot.views.reviews import (
    alarm_message,
    coming_message,
    judged_message,
    judging_notice,
    not_approved_message,
    rejected_message,
    review_message,
)

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 600.0
_GONE = "message_not_found"
_JOINABLE = "not_in_channel"
NO_CHANNEL = "no_channel"

News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewing:
    """Says all that is said of a review, by the job's id: the durable steps of it. Each may be done again."""

    slack: SlackCalls
    jobs: Jobs
    reviews: Reviews
    rules: RuleBook
    artifacts: Artifacts
    admins: Admins
    conversations: Conversations
    languages: Languages
    placing: Placing
    publishing: Publishing
    taking_away: TakingAway
    telling: Telling

    def ask(self, job_id: str) -> News:
        """Show the pictures to the reviewers: `asked`, `ended` if nothing waits any more, or `unreachable`."""
        job, review = self.jobs.find(job_id), self.reviews.find(job_id)
        if job is None or review is None or not is_open(review, job):
            return {"about": "ended"}
        channel_id = review.channel_id or self.rules.of_workspace(job.team_id).review_channel
        try:
            self._show(job, channel_id)
        except SlackError as error:
            return {"about": "unreachable", "channel_id": channel_id, "reason": error.reason}
        except NeverReadyError:
            self.reviews.note_file(job_id, None)  # sent anew next time
            return {"about": "unreachable", "channel_id": channel_id, "reason": "file_not_ready"}
        if not is_open(self.reviews.find(job_id), self.jobs.find(job_id)):
            self.close(job_id)  # withdrawn before it stood there
        return {"about": "asked"}

    def alarm(self, team_id: str, channel_id: str, reason: str) -> None:
        """Tell the admins that the reviewers can't be asked."""
        try:
            found = self.slack.patiently(lambda: self.admins.all(team_id), seconds=_PATIENCE_SECONDS)
        except SlackError as error:
            _LOG.warning("No admin is known: %s", error, extra={"event": "admins_unknown"})
            return
        for user_id in found:
            person = Person(team_id=team_id, user_id=user_id)
            with suppress(SlackError):  # the log has it, too
                self.telling.dm(person, alarm_message(channel_id, reason, self.languages.words_of(person)))

    def close(self, job_id: str) -> None:
        """Take the pictures away from the reviewers; their message says what was decided."""
        job, review = self.jobs.find(job_id), self.reviews.find(job_id)
        if job is None or review is None or is_open(review, job):
            return
        if review.channel_id and review.ts:
            place = Place(channel_id=review.channel_id, ts=review.ts)
            words = self.languages.words_in(job.team_id, review.channel_id)
            self._try(lambda: self.publishing.update(job, place, judged_message(job, review, words)))
        if review.file_id:
            self._try(lambda: self.taking_away.files(job.team_id, [str(review.file_id)]))

    def discard(self, job_id: str) -> None:
        """See to it that pictures which were rejected or withdrawn are never shown: placeholder and files go."""
        job = self.jobs.find(job_id)
        if job is None:
            return
        self.artifacts.delete_all(job_id)
        place = job.place
        words = self.languages.words_at(job.person, place.channel_id if place else job.channel_id)
        self._try(lambda: self.placing.retract(job_id, not_approved_message(job, words)))

    def answer(self, job_id: str) -> None:
        """Tell the asker that it was rejected."""
        job, review = self.jobs.find(job_id), self.reviews.find(job_id)
        if job and review:
            price = drawn_from_json(job.outcome or {}).price_usd
            self.telling.dm(
                job.person, rejected_message(job, price, review.reason or "", self.languages.words_of(job.person))
            )

    def say(self, judgement: Judgement, news: News) -> None:
        """Tell whoever pressed why that has decided nothing."""
        message = judging_notice(news, self.languages.words_of(judgement.person))
        told = {**message, "replace_original": False, "response_type": "ephemeral"}
        if judgement.response_url and self.slack.respond(judgement.response_url, told):
            return
        if not self.telling.whisper(judgement.person, judgement.channel_id, None, message):
            self.telling.dm(judgement.person, message)

    def _show(self, job: Job, channel_id: str) -> None:
        """First a line alone: a crash may leave that behind, never a second picture."""
        if not channel_id:
            raise SlackRefusedError("chat.postMessage", NO_CHANNEL)
        drawn = drawn_from_json(job.outcome or {})
        place = self._placed(job, channel_id)
        upload = self._uploaded(job, drawn)
        message = self._message(job, drawn, upload.file_ids[0], place)
        try:
            self.publishing.show(job, place, message, upload.completed_at)
        except SlackRefusedError as error:
            if error.reason == _GONE:
                self.reviews.forget_place(job.id)  # posted anew next time
            raise

    def _message(self, job: Job, drawn: Drawn, file_id: str, place: Place) -> Message:
        is_private = self.conversations.is_private(job.team_id, job.channel_id)
        words = self.languages.words_in(job.team_id, place.channel_id)
        return review_message(job, drawn, file_id, words, is_private=is_private)

    def _placed(self, job: Job, channel_id: str) -> Place:
        review = self._review(job.id)
        if review.ts is None:
            ts = self.slack.patiently(lambda: self._post(job, channel_id), seconds=_PATIENCE_SECONDS)
            self.reviews.note_place(job.id, channel_id, ts)
            return Place(channel_id=channel_id, ts=ts)
        return Place(channel_id=channel_id, ts=review.ts)

    def _post(self, job: Job, channel_id: str) -> str:
        try:
            return self._post_line(job, channel_id)
        except SlackRefusedError as error:
            if error.reason != _JOINABLE:
                raise
        self.slack.call(job.team_id, "conversations.join", form=True, channel=channel_id)
        return self._post_line(job, channel_id)

    def _post_line(self, job: Job, channel_id: str) -> str:
        message = coming_message(job, self.languages.words_in(job.team_id, channel_id))
        return str(self.slack.call(job.team_id, "chat.postMessage", channel=channel_id, **message)["ts"])

    def _uploaded(self, job: Job, drawn: Drawn) -> Upload:
        review = self._review(job.id)
        if review.file_id:
            return Upload(file_ids=(review.file_id,), completed_at=self.publishing.clock())
        upload = self.publishing.upload(job, [part_to_show(self.artifacts, job.id, drawn.parts)])
        self.reviews.note_file(job.id, upload.file_ids[0])
        return upload

    def _review(self, job_id: str) -> Review:
        review = self.reviews.find(job_id)
        if review is None:
            raise SlackRefusedError("chat.postMessage", "review_gone")
        return review

    @staticmethod
    def _try(work: Callable[[], None]) -> None:
        try:
            work()
        except SlackError as error:  # it was deleted, say, or the bot was removed
            _LOG.info("A review is not closed in Slack: %s", error, extra={"event": "review_not_closed"})

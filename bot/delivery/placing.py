"""Where a job's one message stands: the placeholder, posted once, that becomes the picture."""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.orders.order import Order
from bot.store.jobs import Job, Jobs, Place
from bot.store.outlasting import outlasting
from bot.views.message import Message
from bot.views.placeholder import not_drawn, placeholder

_LOG = logging.getLogger(__name__)
_POLL_SECONDS = 0.05  # while another thread or process is posting it
_CLOSED_FOR_GOOD = "closed"  # stands in placing_by: nothing was drawn, no placeholder may come any more
_JOINABLE = "not_in_channel"
# What Slack answers where the bot can't post: the picture then goes to the asker's DM with it.
CLOSED = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "posting_to_channel_denied",
        "team_access_not_granted",
        "ekm_access_denied",
        "no_permission",
        "cannot_reply_to_message",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placing:
    """Posts placeholders and finds where they went."""

    slack: SlackCalls
    jobs: Jobs
    executor_id: str
    languages: Languages
    sleep: Callable[[float], None] = time.sleep

    def new_claim(self) -> str:
        """What tells this process's posting of one message from all others."""
        return f"{self.executor_id}/{secrets.token_hex(4)}"

    def ensure(self, job_id: str, claim: str = "") -> Place | None:
        """Answer the place of the job's message; post it first if it isn't there. None once the placing is closed.

        claim: one that the job may have been given already. Raises `SlackRefusedError` when neither the channel nor the
        asker's DM takes it.
        """
        claim = claim or self.new_claim()
        while True:
            job = outlasting(self.jobs.get)(job_id)
            if job.place or job.placing_by == _CLOSED_FOR_GOOD:
                return job.place
            if job.placing_by == claim or outlasting(self.jobs.claim_placing)(job_id, claim):
                return self._post_claimed(job, claim)
            self.sleep(_POLL_SECONDS)

    def retract(self, job_id: str, left: Message | None = None) -> None:
        """Take the placeholder away, or see to it that none comes.

        Where people replied it stays, and says `left`: by default that nothing was drawn.
        """
        while (job := self.jobs.get(job_id)).place is None:
            if self.jobs.claim_placing(job_id, _CLOSED_FOR_GOOD):
                return
            self.sleep(_POLL_SECONDS)  # it is being posted
        words = self.languages.words_at(job.person, job.place.channel_id)
        self._take_away(job, job.place, left or not_drawn(job, words))

    def _take_away(self, job: Job, place: Place, left: Message) -> None:
        replied = self._has_replies(job, place)
        try:
            self.slack.patiently(lambda: self._say(job, place, left) if replied else self._delete(job, place))
        except SlackRefusedError as error:  # it stays; the asker hears why there is no picture all the same
            _LOG.info("A placeholder stays: %s", error, extra={"event": "placeholder_stays", "job_id": job.id})

    def _post_claimed(self, job: Job, claim: str) -> Place | None:
        """Whatever becomes of the database meanwhile, the claim ends: nobody else would end it while this one lives."""
        end = outlasting(self.jobs.end_placing)
        try:
            place = self.slack.patiently(lambda: self._post(job))
        except SlackError:
            end(job.id, claim, None)
            raise
        if end(job.id, claim, place):
            return place
        # This process was frozen, taken for dead, and woke: what it has posted now is one too many.
        with suppress(SlackRefusedError):
            self.slack.patiently(lambda: self._delete(job, place))
        return self.ensure(job.id)

    def _post(self, job: Job) -> Place:
        if Order.from_json(job.request).private:
            return self._post_in_dm(job)
        try:
            return self._post_where_asked(job)
        except SlackRefusedError as error:
            if error.reason not in CLOSED:
                raise
            return self._post_in_dm(job, error.reason)

    def _post_where_asked(self, job: Job) -> Place:
        try:
            return self._post_in(job, job.channel_id, job.thread_ts)
        except SlackRefusedError as error:
            if error.reason != _JOINABLE:
                raise
            self.slack.call(job.team_id, "conversations.join", form=True, channel=job.channel_id)
            return self._post_in(job, job.channel_id, job.thread_ts)

    def _post_in_dm(self, job: Job, moved: str | None = None) -> Place:
        opened = self.slack.call(job.team_id, "conversations.open", form=True, users=job.user_id)
        return self._post_in(job, opened["channel"]["id"], None, moved)

    def _post_in(self, job: Job, channel_id: str, thread_ts: str | None, moved: str | None = None) -> Place:
        message = placeholder(job, self.languages.words_at(job.person, channel_id))
        answer = self.slack.call(job.team_id, "chat.postMessage", channel=channel_id, thread_ts=thread_ts, **message)
        return Place(channel_id=channel_id, ts=answer["ts"], moved=moved)

    def _has_replies(self, job: Job, place: Place) -> bool:
        """Look, where the workspace lets the bot (`channels:history` and its kin are optional scopes)."""
        where = {"channel": place.channel_id, "ts": place.ts, "limit": 2}
        try:
            answer = self.slack.patiently(
                lambda: self.slack.call(job.team_id, "conversations.replies", form=True, **where)
            )
        except SlackRefusedError:
            return False
        return len(answer.get("messages", ())) > 1

    def _say(self, job: Job, place: Place, message: Message) -> None:
        self.slack.call(job.team_id, "chat.update", channel=place.channel_id, ts=place.ts, **message)

    def _delete(self, job: Job, place: Place) -> None:
        self.slack.call(job.team_id, "chat.delete", channel=place.channel_id, ts=place.ts)


def thread_of(job: Job, place: Place) -> str | None:
    """The thread that the job's message stands in; none in direct messages that nobody asked for it in."""
    return None if place.moved or Order.from_json(job.request).private else job.thread_ts

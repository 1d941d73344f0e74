"""Reviews as durable jobs on the errands' queue: asking the reviewers, and what they or the asker decide.

review          ask ─ (alarm the admins, once a day) ─ itself again later, until it has asked
judge           judge ─ deliver_approved (bot/jobs/workflows.py) ─ close          or, rejected: close ─ discard ─ answer
withdraw        withdraw ─ close ─ discard
review_alarm    alarm
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.delivery.conversations import Conversations
from bot.delivery.reviewing import Reviewing
from bot.jobs import names
from bot.jobs.edge import guarded, unexpected
from bot.jobs.errands import ErrandDesk
from bot.jobs.registering import step, workflow
from bot.orders.judgement import Judged, Judgement
from bot.store.outlasting import outlasting
from bot.store.reviews import ReviewDecidedError, Reviews

_LOG = logging.getLogger(__name__)
_PAUSES = (60.0, 300.0, 900.0, 3600.0)  # until reviewers who couldn't be asked are asked again; the last for ever
News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewDesk:
    """Takes what is to be done about reviews, in every process."""

    reviews: Reviews
    desk: ErrandDesk

    def ask(self, job_id: str, attempt: int = 0) -> None:
        """Commit that the reviewers are to be asked; done twice they are asked once."""
        after = _PAUSES[min(attempt, len(_PAUSES)) - 1] if attempt else 0.0
        value = {"job_id": job_id, "attempt": attempt}
        self.desk.begin(names.REVIEW, names.review_id(job_id, attempt), value, after=after)

    def alarm(self, team_id: str, channel_id: str, reason: str) -> None:
        """Commit that the admins are told, once a day for a channel."""
        value = {"team_id": team_id, "channel_id": channel_id, "reason": reason}
        alarm_id = f"{names.REVIEW_ALARM}:{team_id}:{channel_id}:{datetime.now(UTC).date()}"
        self.desk.begin(names.REVIEW_ALARM, alarm_id, value)

    def judge(self, judgement: Judgement) -> None:
        """Commit a press; when this returns, it may be acked."""
        self.desk.begin(names.JUDGE, judgement.id, judgement.to_json())

    def withdraw(self, job_id: str, user_id: str) -> bool:
        """End a review for the asker; False if there is none, or it was decided. What follows is done by the worker."""
        review = self.reviews.find(job_id)
        if review is None:
            return False
        if review.decision is None:  # committed first: a crash right behind this line still ends it
            value = {"job_id": job_id, "user_id": user_id}
            self.desk.begin(names.WITHDRAW, names.withdraw_id(job_id), value)
        return self.reviews.withdraw(job_id, user_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judging:
    """Of several who press at the same moment, one decides. Reviewers are the members of the channel it stands in."""

    reviews: Reviews
    conversations: Conversations

    def judge(self, judgement: Judgement) -> News:
        """`done`, also where this very press has decided it before; else why not: `not_reviewer` or `late`."""
        review = self.reviews.find(judgement.job_id)
        if review and review.press == judgement.id:
            return {"about": "done"}
        if not self.conversations.is_member(judgement.person, judgement.channel_id):
            return {"about": "not_reviewer"}
        try:
            self.reviews.judge(judgement)
        except ReviewDecidedError:
            return {"about": "late"}
        return {"about": "done"}


class ReviewJobs:
    """Registers the workflows and their steps with DBOS, once a process, before it is launched.

    deliver: begins to show what was approved, once for a job's id (bot/jobs/workflows.py).
    """

    def __init__(
        self, *, reviewing: Reviewing, judging: Judging, desk: ReviewDesk, deliver: Callable[[str], None]
    ) -> None:
        workflow(names.REVIEW, self.review)
        workflow(names.JUDGE, self.judge)
        workflow(names.WITHDRAW, self.withdraw)
        workflow(names.REVIEW_ALARM, self.alarm)
        self._deliver = deliver
        self._again, self._alarm_all = outlasting(desk.ask), outlasting(desk.alarm)
        self._team_of = outlasting(lambda job_id: reviewing.jobs.get(job_id).team_id)
        self._ask = step("ask_reviewers", reviewing.ask)
        self._alarm = step("alarm_admins", reviewing.alarm)
        self._judge = _step("judge_picture", judging.judge)
        self._say = _step("say_judgement", reviewing.say)
        self._withdraw = step("withdraw_review", desk.reviews.withdraw)
        self._close = step("close_review", reviewing.close)
        self._discard = step("discard_reviewed", reviewing.discard)
        self._answer = step("answer_reviewed", reviewing.answer)

    def review(self, value: Mapping[str, Any]) -> None:
        """Ask the reviewers about a job's pictures; where that can't be, do so again later."""
        job_id, attempt = value["job_id"], value["attempt"]
        # Where asking fails, the pictures wait on, and are never shown for it.
        news = guarded(lambda: self._ask(job_id), unexpected, "Asking reviewers failed", job_id=job_id)
        if news["about"] in {"unreachable", "unexpected"}:
            self._again(job_id, attempt + 1)
        if news["about"] == "unreachable":
            extra = {"event": "reviewers_unreachable", "job_id": job_id}
            _LOG.warning("Reviewers can't be asked in %r: %s", news["channel_id"], news["reason"], extra=extra)
            self._alarm_all(self._team_of(job_id), news["channel_id"], news["reason"])

    def alarm(self, value: Mapping[str, str]) -> None:
        """Tell the admins."""
        self._alarm(value["team_id"], value["channel_id"], value["reason"])

    def judge(self, value: Mapping[str, Any]) -> None:
        """Carry out a press of a reviewer's; `value` is `Judgement.to_json()`."""
        job_id = value["job_id"]
        news = guarded(lambda: self._judge(value), unexpected, "Judging failed", job_id=job_id)
        if news["about"] != "done":
            self._say(value, news)
        elif value["judged"] == Judged.APPROVED:
            self._deliver(job_id)
        if news["about"] in {"done", "late"}:  # late: it was pressed on a message that still had its buttons
            self._close(job_id)
        if news["about"] == "done" and value["judged"] == Judged.REJECTED:
            self._discard(job_id)
            self._answer(job_id)

    def withdraw(self, value: Mapping[str, str]) -> None:
        """Take back what waits, unless it was decided meanwhile."""
        job_id = value["job_id"]
        if self._withdraw(job_id, value["user_id"]):
            self._close(job_id)
            self._discard(job_id)


def _step(name: str, body: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step that takes the judgement as JSON: its arguments stand in the database."""
    return step(name, lambda value, *more: body(Judgement.from_json(value), *more))

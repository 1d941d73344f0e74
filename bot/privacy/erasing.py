"""Erase my data: what the bot keeps of a person, here and in Slack; and all of a workspace that has removed the app."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.delivery.taking_away import TakingAway
from bot.jobs.records import Records
from bot.privacy.clearing import Clearing
from bot.privacy.wish import Wish
from bot.store.audit import note
from bot.store.database import Database
from bot.store.erasure import Erasure
from bot.store.in_slack import InSlack
from bot.store.jobs import Jobs
from bot.store.retention import Retention
from bot.views.deleted import erased_message

News = dict[str, Any]
_AT_ONCE = 20  # jobs: after a crash no more than these are looked at again
_PATIENCE_SECONDS, _POLL_SECONDS = 60.0, 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasingAll:
    """The steps of it. Each may be begun again; arguments and answers are JSON values."""

    database: Database
    jobs: Jobs
    cancel: Callable[[str], None]  # takes a waiting job out of the queue
    withdraw: Callable[[str, str], bool]  # ends a job's review, by whom
    erasure: Erasure
    in_slack: InSlack
    clearing: Clearing
    records: Records
    taking_away: TakingAway
    disown: Callable[[str, Sequence[str]], None]  # of a workspace, jobs: Orphans.disown
    retention: Retention
    sleep: Callable[[float], None] = time.sleep

    def stop(self, wish: Wish) -> None:
        """Cancel what is under way: what is being drawn is not shown any more."""
        for job in self.erasure.unfinished(wish.whose):
            if self.jobs.cancel_waiting(job.id, wish.person.user_id):
                self.cancel(job.id)
            elif not self.jobs.cancel_drawing(job.id, wish.person.user_id):
                self.withdraw(job.id, wish.person.user_id)

    def some(self, wish: Wish) -> News:
        """Erase some jobs: `jobs`, `pictures` and `messages` that went, reasons why Slack `kept` others, `is_left`.

        Where a worker has to do with all that are left, wait for it, for a minute at most.
        """
        free, is_left = self._free(wish)
        kept, messages = self._take_away(wish, free) if wish.person.user_id else ([], 0)
        pictures = self.clearing.clear(free)
        return {"jobs": len(free), "pictures": pictures, "messages": messages, "kept": kept, "is_left": is_left}

    def rest(self, wish: Wish) -> News:
        """Erase what else is kept of a person, once no job of theirs is left. Answers as `some` does."""
        whose = wish.whose
        asked = self.in_slack.asks(whose)
        kept = self._delete(whose.team_id, asked)
        self.taking_away.files(whose.team_id, self.in_slack.exports(whose))
        self.records.forget_presses_of(wish.person.user_id)
        self.erasure.unname(whose, self.retention.month_start(whose.team_id))
        self.erasure.drop_person(whose)
        return {"messages": len(asked) - len(kept), "kept": kept}

    def write_down(self, wish: Wish) -> None:
        """Let the audit say that somebody has erased their data, and not what it was."""
        person = wish.person
        with self.database.write() as connection:
            note(connection, team_id=person.team_id, by=person.user_id, what="data_erased", about=person.user_id)

    def rest_of_team(self, wish: Wish) -> None:
        """Erase what else is kept of a workspace, once no job of it is left."""
        self.erasure.drop_team(wish.whose)

    def _free(self, wish: Wish) -> tuple[list[str], bool]:
        """Jobs that can go now, and whether others are left."""
        give_up_at = time.monotonic() + _PATIENCE_SECONDS
        while True:
            ended, unfinished = self.erasure.ended(wish.whose), self.erasure.unfinished(wish.whose)
            some = self.clearing.free(ended[:_AT_ONCE])
            is_left = len(ended) > len(some) or bool(unfinished)
            if some or not is_left or time.monotonic() > give_up_at:
                return some, is_left
            self.sleep(_POLL_SECONDS)

    def _take_away(self, wish: Wish, job_ids: Sequence[str]) -> tuple[list[str], int]:
        """Delete these jobs' messages and files in Slack: reasons why it kept some, and how many went."""
        team_id = wish.person.team_id
        posts = self.in_slack.posts(job_ids)
        kept = [reason for post in posts if (reason := self.taking_away.post(post, erased_message))]
        reviews = self.in_slack.reviews(job_ids)
        kept += self._delete(team_id, reviews)
        self.taking_away.files(team_id, self.in_slack.files(job_ids, posts))
        self.records.forget_presses(job_ids)
        self.disown(team_id, job_ids)
        return kept, len(posts) + len(reviews) - len(kept)

    def _delete(self, team_id: str, places: Sequence[tuple[str, str]]) -> list[str]:
        return [reason for place in places if (reason := self.taking_away.message(team_id, *place))]

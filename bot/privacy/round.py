"""The daily round that takes away what is too old."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.jobs.records import Records
from bot.privacy.clearing import Cleared, Clearing
from bot.store.erasure import NOBODY, Erasure, Whose
from bot.store.jobs import Jobs
from bot.store.retention import DAY, Retention

_LOG = logging.getLogger(__name__)
_DRAFT_DAYS = 30
_RECORD_DAYS = 1  # of the job engine's: Slack tells of an event again for an hour at most


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """Begun again after a crash, it goes on: it deletes what it finds. artifact_days: of files that nobody uses."""

    retention: Retention
    erasure: Erasure
    clearing: Clearing
    records: Records
    jobs: Jobs
    withdraw: Callable[[str, str], bool]  # ends a job's review, by whom
    artifact_days: int
    clock: Callable[[], float] = time.time

    def go(self) -> None:
        """Clear away what is too old, of every workspace."""
        now = self.clock()
        records = self.records.prune(now - _RECORD_DAYS * DAY)
        for team_id in self.erasure.teams():
            cleared = self._clear(team_id, now)
            if cleared.jobs:
                extra = {"event": "retention", "team_id": team_id}
                _LOG.info("Too old: %d requests, %d pictures", cleared.jobs, cleared.pictures, extra=extra)
        files = self._drop_files(now)
        _LOG.info("Cleared away %d finished workflows, %d unused files", records, files, extra={"event": "pruned"})

    def _clear(self, team_id: str, now: float) -> Cleared:
        days = self.retention.days_of(team_id)
        until = now - days * DAY
        for job in self.erasure.unfinished(Whose(team_id=team_id, until=until)):
            self.withdraw(job.id, NOBODY)  # what waits for approval; all else ends by itself
        cleared = self.clearing.clear_free(self.erasure.ended(Whose(team_id=team_id, until=until)))
        self.erasure.drop_old(team_id, asks=until, drafts=now - min(days, _DRAFT_DAYS) * DAY)
        self.erasure.unname_due(team_id, self.retention.month_start(team_id))
        return cleared

    def _drop_files(self, now: float) -> int:
        """Originals that were not used for long: Slack's copy serves. And folders that no job knows."""
        artifacts, dropped = self.clearing.artifacts, 0
        for job_id, files in artifacts.jobs():
            job = self.jobs.find(job_id)
            if job is None and all(kept.used_at < now - DAY for kept in files):
                artifacts.drop(job_id)
            elif job is not None and job.finished_at is not None:
                dropped += artifacts.drop_unused(job_id, files, now - self.artifact_days * DAY)
        return dropped

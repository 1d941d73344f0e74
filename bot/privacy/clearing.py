"""Jobs that go with all that is kept of them here: files, what the job engine has written down, rows."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.jobs.records import Records
from bot.store.artifacts import Artifacts
from bot.store.erasure import Erasure, several


@dataclass(frozen=True, kw_only=True, slots=True)
class Cleared:
    """How many jobs went, with how many pictures."""

    jobs: int = 0
    pictures: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Clearing:
    """The rows go last: a process that dies before them leaves what finds the rest again."""

    erasure: Erasure
    records: Records
    artifacts: Artifacts
    clock: Callable[[], float] = time.time

    def free(self, job_ids: Sequence[str]) -> list[str]:
        """Take these jobs' pictures off all buttons; answer the jobs that no worker has to do with any more."""
        self.erasure.condemn(job_ids, self.clock())
        busy = self.records.busy(job_ids)
        return [job_id for job_id in job_ids if job_id not in busy]

    def clear(self, job_ids: Sequence[str]) -> int:
        """Delete jobs that have ended and are free; answer how many pictures they had."""
        for job_id in job_ids:
            self.artifacts.drop(job_id)
        self.records.forget_jobs(job_ids)
        return self.erasure.drop_jobs(job_ids)

    def clear_free(self, job_ids: Sequence[str]) -> Cleared:
        """The same of as many as there are, those that are busy left out."""
        jobs = pictures = 0
        for some in several(job_ids):
            free = self.free(some)
            pictures += self.clear(free)
            jobs += len(free)
        return Cleared(jobs=jobs, pictures=pictures)

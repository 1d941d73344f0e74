"""What the job engine leaves to its paid service: take over the jobs of a process that died."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dbos import DBOS
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs import names
from bot.jobs.liveness import Liveness
from bot.store.jobs import Job, Jobs

_LOG = logging.getLogger(__name__)
SWEEP_SECONDS = 1.0  # with the patience of bot/jobs/liveness.py: within five seconds, also on a server
# Of workers that drew nothing but this job: then it is never drawn again. Where workers are killed every few seconds,
# chance hits a quarter of the draws alone (python -m bench.chaos): four in a row of one job in 250, eight of none.
DEATHS_ALONE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Adoption:
    """Looks for dead executors. `bury` ends a job that kills its workers: its asker is told, it is not drawn again."""

    liveness: Liveness
    jobs: Jobs
    bury: Callable[[Job], None]

    def run(self, stop: threading.Event) -> None:
        """Sweep now and every second until `stop`."""
        while True:
            try:
                self.sweep()
            except (SQLAlchemyError, OSError) as error:
                _LOG.warning(
                    "Adoption pass failed, the next one tries again: %s", error, extra={"event": "adoption_failed"}
                )
            if stop.wait(SWEEP_SECONDS):
                return

    def sweep(self) -> None:
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        owners = {status.executor_id for status in pending if status.executor_id} - {self.liveness.executor_id}
        for executor_id in sorted(owners):
            with self.liveness.if_dead(executor_id) as dead:
                if dead:
                    drawing = [
                        s.workflow_id for s in pending if s.executor_id == executor_id and s.name == names.IMAGINE
                    ]
                    self._adopt(executor_id, drawing)

    def _adopt(self, executor_id: str, drawing: Sequence[str]) -> None:
        self.jobs.note_cut_off(drawing)
        self.jobs.drop_placing(executor_id)
        for job in self.jobs.cut_off_alone(DEATHS_ALONE):
            if job.id in drawing:  # the living may draw what is left of theirs
                self.bury(job)
        # Atomic for each row, and it counts the attempt; `resume_workflows`, its public cousin, starts the count anew.
        handles = DBOS._recover_pending_workflows([executor_id])  # noqa: SLF001  # docs/decisions/dbos.md, risk 2
        self.liveness.forget(executor_id)
        _LOG.info(
            "Took over %d jobs of a dead process", len(handles), extra={"event": "adopted", "executor_id": executor_id}
        )

"""What the job engine has written down of jobs and presses: inputs, answers of steps. It goes when they do."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from dbos import DBOSClient

from bot.jobs import names
from bot.store.database import Database
from bot.store.jobs import UNFINISHED
from bot.store.tables import JOBS

_ACTIVE = ["PENDING", "ENQUEUED"]
_ENDED = ["SUCCESS", "ERROR", "CANCELLED"]
_AT_ONCE = 200


class Records:
    """Reads and deletes the records of workflows; of ones that are under way none."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._client = DBOSClient(system_database_engine=database.engine, application_name=names.APPLICATION)

    def busy(self, job_ids: Collection[str]) -> set[str]:
        """Those of these jobs that a worker has still to do with: with them, or with a press below their pictures."""
        wanted = [workflow_id for job_id in job_ids for workflow_id in names.of_job(job_id)]
        active = self._client.list_workflows(workflow_ids=wanted, status=_ACTIVE, load_input=False, load_output=False)
        presses = self._client.list_workflows(name=names.ERRAND, status=_ACTIVE, load_input=False, load_output=False)
        pressed = {_pressed_on(found.workflow_id) for found in presses}
        return ({_job_of(found.workflow_id) for found in active} | pressed) & set(job_ids)

    def forget_jobs(self, job_ids: Collection[str]) -> None:
        """Delete what is written of jobs that have ended."""
        self._delete([workflow_id for job_id in job_ids for workflow_id in names.of_job(job_id)])

    def forget_presses(self, job_ids: Collection[str]) -> None:
        """Delete what is written of presses below these jobs' pictures."""
        found = self._ended(name=names.ERRAND)
        self._delete([workflow_id for workflow_id in found if _pressed_on(workflow_id) in job_ids])

    def forget_presses_of(self, user_id: str) -> None:
        """Delete what is written of somebody's presses below others' pictures."""
        found = self._ended(name=names.ERRAND)
        self._delete([workflow_id for workflow_id in found if workflow_id.endswith(f":{user_id}")])

    def prune(self, before: float) -> int:
        """Delete what ended before a time, except of jobs that haven't ended; answer how many."""
        with self._database.read() as connection:
            unfinished = set(connection.scalars(sa.select(JOBS.c.id).where(JOBS.c.state.in_(UNFINISHED))))
        found = self._ended(completed_before=datetime.fromtimestamp(before, UTC).isoformat())
        gone = [workflow_id for workflow_id in found if _job_of(workflow_id) not in unfinished]
        self._delete(gone)
        return len(gone)

    def close(self) -> None:
        self._client.destroy()

    def _ended(self, *, name: str | None = None, completed_before: str | None = None) -> list[str]:
        found = self._client.list_workflows(
            status=_ENDED, name=name, completed_before=completed_before, load_input=False, load_output=False
        )
        return [status.workflow_id for status in found]

    def _delete(self, workflow_ids: Sequence[str]) -> None:
        for start in range(0, len(workflow_ids), _AT_ONCE):
            self._client.delete_workflows(list(workflow_ids[start : start + _AT_ONCE]))


def _job_of(workflow_id: str) -> str:
    return workflow_id.partition(":")[0]


def _pressed_on(workflow_id: str) -> str:
    """The job whose picture a press was on, of a press's id (bot/listeners/presses.py)."""
    return workflow_id.removeprefix("press:").partition(".")[0]

"""What the job engine has written down of one job, for operators: names, times and states, never what was asked."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dbos import DBOSClient, WorkflowStatus

from bot.jobs import names
from bot.store.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Workflow:
    """One workflow of a job. answer: what its delivery was told of the draw. refused: Slack's reason, "" for none."""

    summary: Mapping[str, Any]
    steps: tuple[Mapping[str, Any], ...]
    answer: Mapping[str, Any]
    refused: str


class _Client(DBOSClient):
    def close(self) -> None:
        self.destroy()


def workflows_of(database: Database, job_id: str) -> list[Workflow]:
    """In the order in which they began; none where the engine has no record of the job any more."""
    with closing(_client(database)) as client:
        found = client.list_workflows(workflow_ids=list(names.of_job(job_id)), load_output=False)
        return [_workflow(client, status) for status in found]


def deliveries_begun_again(database: Database, since: float) -> int:
    """How many deliveries that began since then (seconds since 1970) a second worker had to take up."""
    with closing(_client(database)) as client:
        found = client.list_workflows(
            name=[names.DELIVER, names.DELIVER_APPROVED],
            start_time=datetime.fromtimestamp(since, UTC).isoformat(),
            load_input=False,
            load_output=False,
        )
    return sum((status.recovery_attempts or 0) > 1 for status in found)


def cancel_queued(database: Database, job_id: str) -> None:
    """Take a job that was waiting out of the queue; its row says cancelled already."""
    with closing(_client(database)) as client:
        client.cancel_workflow(job_id)


def _client(database: Database) -> _Client:
    return _Client(system_database_engine=database.engine, application_name=names.APPLICATION)


def _workflow(client: DBOSClient, status: WorkflowStatus) -> Workflow:
    steps = client.list_workflow_steps(status.workflow_id)
    outputs = [step["output"] for step in steps if isinstance(step["output"], dict)]
    given = status.input["args"] if status.input else ()
    return Workflow(
        summary={
            "id": status.workflow_id,
            "status": status.status,
            "starts": status.recovery_attempts,
            "worker": status.executor_id,
            "queue": status.queue_name,
            "created": _moment(status.created_at),
            "updated": _moment(status.updated_at),
        },
        steps=tuple(
            {
                "workflow": status.workflow_id,
                "step": step["function_name"],
                "began": _moment(step["started_at_epoch_ms"]),
                "ended": _moment(step["completed_at_epoch_ms"]),
                "error": type(step["error"]).__name__ if step["error"] else None,
            }
            for step in steps
        ),
        answer=next((value for value in given if isinstance(value, dict) and "kind" in value), {}),
        refused=next((str(output["refused"]) for output in outputs if isinstance(output.get("refused"), str)), ""),
    )


def _moment(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(sep=" ", timespec="milliseconds")

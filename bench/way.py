"""The way of one picture, from the sandboxes' records and the bot's job row: who had it, and for how long."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.slack import Call, Delivery, SlackSandbox

TICKET, UPLOAD, COMPLETE, UPDATE = (
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
    "chat.update",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """Seconds. `visible` is from the command to the picture; `stretches` follow each other and add up to it.

    `refused` counts the tries to show the picture before Slack had processed it.
    """

    ack: float
    visible: float
    cpu: float
    refused: int
    stretches: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trip:
    """One command as it was sent, the CPU time its app took for it, and Slack's record while it was under way."""

    prompt: str
    delivery: Delivery
    cpu: float
    calls: Sequence[Call]
    ready_at: float  # when Slack had processed the file


@dataclass(frozen=True, kw_only=True, slots=True)
class JobTimes:
    """From a job's row, and from its picture's file: written when the picture is decoded, before it is flushed."""

    asked_at: float
    drawing_at: float
    drawn_at: float
    decoded_at: float


def plain_way(trip: Trip, drawn: Mapping[str, Any]) -> Way:
    """The plain road: its share is visible as soon as Slack has processed the file."""
    marks = [("before the model", drawn["started_at"]), ("draw", drawn["ended_at"]), *_uploading(trip, "decode")]
    return _way(trip, marks)


def our_way(trip: Trip, drawn: Mapping[str, Any], job: JobTimes) -> Way:
    """The bot's road: visible when its message has been turned into the picture."""
    shown = next(call for call in trip.calls if call.method == UPDATE and call.answer.get("ok"))
    marks = [
        ("receive", job.asked_at),
        ("queue wait", job.drawing_at),
        ("before the model", drawn["started_at"]),
        ("draw", drawn["ended_at"]),
        ("decode", job.decoded_at),
        ("checkpoint", job.drawn_at),
        *_uploading(trip, "hand over"),
        ("ready, not tried yet", shown.at),
        (UPDATE, _end(shown)),
    ]
    return _way(trip, marks)


def _uploading(trip: Trip, before: str) -> list[tuple[str, float]]:
    ticket, upload, complete = (_call(trip, method) for method in (TICKET, UPLOAD, COMPLETE))
    return [
        (before, ticket.at),
        (TICKET, _end(ticket)),
        (UPLOAD, _end(upload)),
        (COMPLETE, _end(complete)),
        ("Slack processes", trip.ready_at),
    ]


def _way(trip: Trip, marks: Sequence[tuple[str, float]]) -> Way:
    began = [trip.delivery.at, *(at for _, at in marks)]
    return Way(
        ack=trip.delivery.ack_ms / 1000,
        visible=marks[-1][1] - trip.delivery.at,
        cpu=trip.cpu,
        refused=sum(call.method == UPDATE and not call.answer.get("ok") for call in trip.calls),
        stretches={name: at - before for before, (name, at) in zip(began, marks, strict=False)},
    )


def _call(trip: Trip, method: str) -> Call:
    return next(call for call in trip.calls if call.method == method and call.answer.get("ok", True))


def _end(call: Call) -> float:
    return call.at + call.duration_ms / 1000


def ready_at(slack: SlackSandbox, calls: Sequence[Call]) -> float | None:
    """When the file that these calls completed can be shown, in seconds since 1970; None before it is complete."""
    ids = [file["id"] for call in calls if call.method == COMPLETE for file in call.answer.get("files", ())]
    return max((slack.workspace.files[file_id].ready_at for file_id in ids), default=None)


def job_times(data_dir: Path) -> dict[str, JobTimes]:
    """Every drawn job of a bot's data folder, by its prompt."""
    database = sqlite3.connect(f"file:{data_dir / 'imagine.sqlite'}?mode=ro", uri=True)
    try:
        rows = database.execute("SELECT id, request, asked_at, drawing_at, drawn_at FROM imagine_jobs").fetchall()
    finally:
        database.close()
    return {
        json.loads(request)["prompt"]: JobTimes(
            asked_at=asked_at,
            drawing_at=drawing_at,
            drawn_at=drawn_at,
            decoded_at=(data_dir / "artifacts" / job_id / "0.png").stat().st_mtime,
        )
        for job_id, request, asked_at, drawing_at, drawn_at in rows
        if drawn_at is not None
    }

"""`jobs show`: all that is known of one job: rows of ours, and what the job engine has written down."""

import json
import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.jobs.engine_records import Workflow, workflows_of
from bot.operations.listing import attempts, price, prompt
from bot.operations.plain import age, dollars, moment, outline
from bot.store.database import Database
from bot.store.jobs import Job
from bot.store.ledger import Entry, Ledger, dollars_of
from bot.store.tables import CALLS, COPIES, PICTURES, POSTS, REVIEWS
from bot.store.usage import title_of

Document = dict[str, Any]


def shown(database: Database, job: Job, *, is_json: bool, has_prompts: bool) -> str:
    """What `jobs show` prints."""
    workflows = workflows_of(database, job.id)
    document = {
        **_asked(job, has_prompts=has_prompts),
        "times": _times(job),
        "error": _error(job, workflows),
        "money": _money(Ledger(database).find(job.id)),
        **_rows(database, job.id),
        "workflows": [workflow.summary for workflow in workflows],
        "steps": [step for workflow in workflows for step in workflow.steps],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) if is_json else "\n".join(outline(document))


def _asked(job: Job, *, has_prompts: bool) -> Document:
    document: Document = {
        "id": job.id,
        "state": job.state.value,
        "age": age(time.time() - job.asked_at),
        "team": job.team_id,
        "who": job.user_id,
        "where": job.channel_id,
        "thread": job.thread_ts,
        "command": job.command,
        "message": f"{job.place.channel_id} {job.place.ts}" if job.place else None,
        "moved_because": job.place_moved,
        "attempts": attempts(job),
        "workers_that_died": job.cut_off,
        "of_these_drawing_it_alone": job.cut_off_alone,
        "turn": job.turn,
    }
    return {**document, "prompt": prompt(job)} if has_prompts else document


def _times(job: Job) -> Document:
    by = "the command line" if job.cancelled_by == "" else job.cancelled_by
    times = ("asked_at", "drawing_at", "drawn_at", "finished_at")
    return {name.removesuffix("_at"): moment(getattr(job, name)) for name in times} | {"cancelled_by": by}


def _error(job: Job, workflows: Sequence[Workflow]) -> Document:
    """Why pictures are missing: of the draw, as the job has it or else as its delivery was told; of Slack's refusal."""
    outcome = job.outcome or next((one.answer for one in workflows if one.answer), {})
    told = outcome if outcome.get("kind") == "not_drawn" else outcome.get("rest") or {}
    refusals = [one.refused for one in workflows if one.refused]
    return {
        "code": told.get("code"),
        "reference": told.get("reference"),
        "slack_refused": "; ".join(refusals),
    }


def _money(entry: Entry | None) -> Document:
    if entry is None:
        return {}
    return {
        "ledger": entry.state.value,
        **price(entry),
        "reserved_usd": dollars(entry.reserved),
        "perhaps_not_billed_usd": dollars(entry.unknown) if entry.unknown else None,
        "pictures": entry.pictures,
        "model": title_of(entry.model_id) if entry.model_id else None,
        "model_id": entry.model_id,
    }


def _rows(database: Database, job_id: str) -> Document:
    return {
        "calls_under_way": [
            {"model": row["model_id"], "began": moment(row["began_at"]), "pictures": row["pictures"],
             "usd": dollars(dollars_of(row["micros"])), "is_known": row["is_known"]}
            for row in _of(database, CALLS, job_id)
        ],
        "pictures": [
            {"number": row["index"] + 1, "size": f"{row['width']}x{row['height']}", "model": row["model_id"],
             "slack_file": row["slack_file_id"], "deleted": moment(row["deleted_at"])}
            for row in _of(database, PICTURES, job_id)
        ],
        "deliveries": [
            {"channel": row["channel_id"], "ts": row["ts"], "posted": moment(row["posted_at"]),
             "deleted": moment(row["deleted_at"])}
            for row in _of(database, POSTS, job_id)
        ],
        "copies": [
            {"channel": row["channel_id"], "ts": row["ts"], "begun": moment(row["claimed_at"])}
            for row in _of(database, COPIES, job_id)
        ],
        "reviews": [
            {"asked": moment(row["asked_at"]), "channel": row["channel_id"], "decision": row["decision"],
             "decided_by": row["decided_by"], "decided": moment(row["decided_at"])}
            for row in _of(database, REVIEWS, job_id)
        ],
    }  # fmt: skip


def _of(database: Database, rows: sa.Table, job_id: str) -> Sequence[sa.RowMapping]:
    with database.read() as connection:
        return connection.execute(sa.select(rows).where(rows.c.job_id == job_id)).mappings().all()

"""`jobs list`: one line a job."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.operations.plain import age, dollars, moment, table, written
from bot.store.database import Database
from bot.store.jobs import Job, State
from bot.store.ledger import Entry, EntryState
from bot.store.tables import JOBS, LEDGER
from bot.store.usage import title_of

_HEAD = ("id", "state", "age", "team", "who", "where", "model", "attempts", "price")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which jobs. since: seconds since 1970. team_id: "" for all workspaces'."""

    state: State | None
    team_id: str
    since: float
    limit: int


def listed(database: Database, wanted: Wanted, *, is_json: bool, has_prompts: bool) -> str:
    """What `jobs list` prints."""
    rows = [_row(job, entry, has_prompts=has_prompts) for job, entry in _found(database, wanted)]
    if is_json:
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if not rows:
        return "No jobs."
    return "\n".join(table([*_HEAD, *(["prompt"] if has_prompts else [])], [_cells(row) for row in rows]))


def attempts(job: Job) -> int:
    """How often its drawing was begun: once, and again after each death of its worker."""
    return job.cut_off + (job.drawing_at is not None)


def prompt(job: Job) -> str:
    return str(job.request.get("asked", {}).get("prompt", ""))


def price(entry: Entry | None) -> dict[str, str | bool | None]:
    """In US dollars: what it has cost, or while it is open, and so not final, what it may come to at most."""
    if entry is None:
        return {"usd": None, "usd_is_final": None}
    is_final = entry.state is not EntryState.RESERVED
    return {"usd": dollars(entry.spent if is_final else entry.reserved), "usd_is_final": is_final}


def _found(database: Database, wanted: Wanted) -> list[tuple[Job, Entry | None]]:
    where = [JOBS.c.asked_at >= wanted.since]
    where += [JOBS.c.state == wanted.state] if wanted.state else []
    where += [JOBS.c.team_id == wanted.team_id] if wanted.team_id else []
    newest = sa.select(JOBS).where(*where).order_by(JOBS.c.asked_at.desc(), JOBS.c.id).limit(wanted.limit)
    with database.read() as connection:
        jobs = [Job.from_row(row) for row in connection.execute(newest).mappings()]
        theirs = sa.select(LEDGER).where(LEDGER.c.job_id.in_([job.id for job in jobs]))
        entries = {row["job_id"]: Entry.from_row(row) for row in connection.execute(theirs).mappings()}
    return [(job, entries.get(job.id)) for job in jobs]


def _row(job: Job, entry: Entry | None, *, has_prompts: bool) -> dict[str, Any]:
    row = {
        "id": job.id,
        "state": job.state.value,
        "asked_at": moment(job.asked_at),
        "age_seconds": round(time.time() - job.asked_at),
        "team": job.team_id,
        "who": job.user_id,
        "where": job.channel_id,
        "model": title_of(entry.model_id) if entry and entry.model_id else None,
        "attempts": attempts(job),
        **price(entry),
    }
    return {**row, "prompt": prompt(job)} if has_prompts else row


def _cells(row: Mapping[str, Any]) -> Sequence[str]:
    """As `_HEAD` names them."""
    bound = "" if row["usd_is_final"] else "up to "
    told = {**row, "age_seconds": age(row["age_seconds"]), "usd": row["usd"] and f"{bound}${row['usd']}"}
    return [written(value) for name, value in told.items() if name not in ("asked_at", "usd_is_final")]

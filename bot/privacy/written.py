"""All that is kept of a person, read for them as one JSON value."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.erasure import Whose
from bot.store.ledger import Entry
from bot.store.tables import ASKS, JOBS, LEDGER, PICTURES, PREFERENCES, PRESETS, SAVES

Json = dict[str, Any]


class Written:
    """Reads what is a person's own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all_of(self, whose: Whose, files: Mapping[str, str]) -> Json:
        """files: where in the export a picture lies, by its id; "" for one whose file is gone.

        Times are ISO 8601 in UTC, amounts US dollars as text, ids Slack's.
        """
        with self._database.read() as connection:
            pictures = _pictures(connection, whose, files)
            return {
                "team_id": whose.team_id,
                "user_id": whose.user_id,
                "exported_at": _time(whose.until),
                "requests": [
                    {**request, "pictures": pictures.get(request["id"], [])} for request in _requests(connection, whose)
                ],
                "saved": [_saved(row) for row in connection.execute(_mine(SAVES, whose))],
                "presets": [_of_subject(row, "name", "text") for row in connection.execute(_chosen(PRESETS, whose))],
                "preferences": [
                    _of_subject(row, "preferences") for row in connection.execute(_chosen(PREFERENCES, whose))
                ],
                "ledger": [_entry(row) for row in connection.execute(_mine(LEDGER, whose)).mappings()],
                "asked_of_admins": [_ask(row) for row in connection.execute(_mine(ASKS, whose))],
            }


def _requests(connection: sa.Connection, whose: Whose) -> Iterator[Json]:
    for row in connection.execute(_mine(JOBS, whose).order_by(JOBS.c.asked_at)):
        yield {
            "id": row.id,
            "asked_at": _time(row.asked_at),
            "finished_at": _time(row.finished_at),
            "channel_id": row.channel_id,
            "thread_ts": row.thread_ts,
            "request": row.request,
            "state": row.state,
            "outcome": row.outcome,
        }


def _pictures(connection: sa.Connection, whose: Whose, files: Mapping[str, str]) -> dict[str, list[Json]]:
    mine = sa.select(JOBS.c.id).where(JOBS.c.team_id == whose.team_id, JOBS.c.user_id == whose.user_id)
    wanted = sa.select(PICTURES).where(PICTURES.c.job_id.in_(mine)).order_by(PICTURES.c.job_id, PICTURES.c.index)
    found: dict[str, list[Json]] = {}
    for row in connection.execute(wanted).mappings():
        said = {name: row[name] for name in ("index", "width", "height", "seed", "model_id")}
        times = {name: _time(row[name]) for name in ("drawn_at", "deleted_at")}
        file = files.get(f"{row['job_id']}.{row['index']}", "")
        found.setdefault(row["job_id"], []).append({**said, **times, "file": file})
    return found


def _mine(table: sa.Table, whose: Whose) -> sa.Select[Any]:
    return sa.select(table).where(table.c.team_id == whose.team_id, table.c.user_id == whose.user_id)


def _chosen(table: sa.Table, whose: Whose) -> sa.Select[Any]:
    return sa.select(table).where(table.c.team_id == whose.team_id, table.c.subject == whose.user_id)


def _saved(row: sa.Row[Any]) -> Json:
    return {"request_id": row.job_id, "index": row.index, "saved_at": _time(row.saved_at)}


def _of_subject(row: sa.Row[Any], *names: str) -> Json:
    return {**{name: getattr(row, name) for name in names}, "changed_at": _time(row.changed_at)}


def _entry(row: sa.RowMapping) -> Json:
    entry = Entry.from_row(row)
    amounts = {name: str(getattr(entry, name)) for name in ("reserved", "spent", "unknown")}
    times = {name: _time(getattr(entry, name)) for name in ("reserved_at", "ended_at")}
    names = ("job_id", "channel_id", "task", "model_id", "pictures", "unknown_pictures")
    return {**{name: getattr(entry, name) for name in names}, **amounts, **times, "state": entry.state.value}


def _ask(row: sa.Row[Any]) -> Json:
    times = {"asked_at": _time(row.asked_at), "decided_at": _time(row.decided_at)}
    return {"asked": row.asked, "decision": row.decision, **times}


def _time(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")

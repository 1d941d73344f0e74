"""Who changed which rule, and who approved what: rows that are only ever added."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.tables import AUDIT

COMMAND_LINE = ""  # instead of a user's id


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """One row. by: a user's id, `COMMAND_LINE` for `python -m bot rules`. what: a code, say "rules_changed".

    about: a channel's, user's or job's id, "" the workspace. details: what changed, {"name": [before, after]}, or
    what was decided; never a prompt.
    """

    id: int
    team_id: str
    at: float
    by: str
    what: str
    about: str
    details: Mapping[str, Any]


class Audit:
    """Reads what was noted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, team_id: str, *, count: int, before: int | None = None) -> list[Noted]:
        """The newest first; `before`: the id to go on from."""
        older = AUDIT.c.id < before if before is not None else sa.true()
        wanted = sa.select(AUDIT).where(AUDIT.c.team_id == team_id, older).order_by(AUDIT.c.id.desc()).limit(count)
        with self._database.read() as connection:
            return [Noted(**row) for row in connection.execute(wanted).mappings()]


def note(  # noqa: PLR0913  # keyword-only: a row's values
    connection: sa.Connection,
    *,
    team_id: str,
    by: str,
    what: str,
    about: str = "",
    details: Mapping[str, Any] | None = None,
    clock: Callable[[], float] = time.time,
) -> None:
    """Add a row, in the transaction that makes the change."""
    values = {"team_id": team_id, "at": clock(), "by": by, "what": what, "about": about, "details": dict(details or {})}
    connection.execute(sa.insert(AUDIT).values(values))

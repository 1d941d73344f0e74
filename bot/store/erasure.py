"""Rows that go: of jobs, of a person, of a workspace. In small transactions, so that no ack waits for them.

What a job's rows name (messages, files) goes before the rows do: a process that dies in between finds the rest again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.jobs import UNFINISHED, Job
from bot.store.tables import (
    ASKS,
    AUDIT,
    BOTS,
    COPIES,
    DRAFTS,
    ERASED,
    INSTALLATIONS,
    JOBS,
    LEDGER,
    METADATA,
    ORG_TEAMS,
    PEOPLE,
    PICTURES,
    POSTS,
    PREFERENCES,
    PRESETS,
    REVIEWS,
    RULES,
    SAVES,
    WORDS,
)

_Row = TypeVar("_Row")
AT_ONCE = 20  # rows, or jobs, in one transaction: others wait for it on SQLite (docs/performance.md)
NOBODY = ""  # instead of a user's id
_OF_JOBS = (WORDS, SAVES, COPIES, REVIEWS, POSTS, PICTURES)  # before JOBS, which they refer to
_INSTALLED = (BOTS, INSTALLATIONS, ORG_TEAMS)  # bot/oauth removes them, and at once
_SINCE = {
    DRAFTS: DRAFTS.c.made_at,
    PREFERENCES: PREFERENCES.c.changed_at,
    PRESETS: PRESETS.c.changed_at,
    RULES: RULES.c.changed_at,
    AUDIT: AUDIT.c.at,
    ASKS: ASKS.c.asked_at,
    SAVES: SAVES.c.saved_at,
    LEDGER: LEDGER.c.reserved_at,
    ERASED: ERASED.c.erased_at,
}  # when a row was written


@dataclass(frozen=True, kw_only=True, slots=True)
class Whose:
    """What stood `until` a time (seconds since 1970): a person's, or without `user_id` a whole workspace's."""

    team_id: str
    user_id: str | None = None
    until: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """How much is kept of somebody: pictures without deleted ones, saved ones of anybody's."""

    pictures: int
    requests: int
    saved: int
    presets: int


class Erasure:
    """Finds and deletes rows. What is done again changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ended(self, whose: Whose) -> list[str]:
        """Ids of jobs that have ended, oldest first."""
        wanted = sa.select(JOBS.c.id).where(_asked(whose), JOBS.c.state.not_in(UNFINISHED)).order_by(JOBS.c.asked_at)
        with self._database.read() as connection:
            return list(connection.scalars(wanted))

    def unfinished(self, whose: Whose) -> list[Job]:
        wanted = sa.select(JOBS).where(_asked(whose), JOBS.c.state.in_(UNFINISHED))
        with self._database.read() as connection:
            return [Job.from_row(row) for row in connection.execute(wanted).mappings()]

    def kept(self, whose: Whose) -> Kept:
        """What would go."""
        user_id = whose.user_id or NOBODY
        mine = sa.select(JOBS.c.id).where(_asked(whose))
        pictures = sa.and_(PICTURES.c.job_id.in_(mine), PICTURES.c.deleted_at.is_(None))
        saved = sa.and_(SAVES.c.team_id == whose.team_id, SAVES.c.user_id == user_id)
        presets = sa.and_(PRESETS.c.team_id == whose.team_id, PRESETS.c.subject == user_id)
        with self._database.read() as connection:
            return Kept(
                pictures=_count(connection, PICTURES, pictures),
                requests=_count(connection, JOBS, _asked(whose)),
                saved=_count(connection, SAVES, saved),
                presets=_count(connection, PRESETS, presets),
            )

    def teams(self) -> list[str]:
        """Workspaces that something is kept of which time takes away."""
        wanted = sa.union(*(sa.select(table.c.team_id) for table in (JOBS, ASKS, DRAFTS, ERASED)))
        with self._database.read() as connection:
            return sorted(connection.scalars(wanted))

    def condemn(self, job_ids: Sequence[str], at: float) -> None:
        """Take these jobs' pictures out of all that people are shown: from now on no button of theirs does anything."""
        doomed = sa.and_(PICTURES.c.job_id.in_(job_ids), PICTURES.c.deleted_at.is_(None))
        with self._database.write() as connection:
            connection.execute(sa.update(PICTURES).where(doomed).values(deleted_at=at))

    def drop_jobs(self, job_ids: Sequence[str]) -> int:
        """Delete jobs that have ended, with all that refers to them; answer how many pictures they had."""
        with self._database.write() as connection:
            gone = {
                table: connection.execute(sa.delete(table).where(table.c.job_id.in_(job_ids))) for table in _OF_JOBS
            }
            connection.execute(sa.delete(JOBS).where(JOBS.c.id.in_(job_ids)))
        return gone[PICTURES].rowcount

    def drop_person(self, whose: Whose) -> None:
        """Delete what is kept of a person beside jobs. What they did with others' pictures stays, without them."""
        for table in (DRAFTS, ASKS, SAVES, PEOPLE):
            self._drop(table, _of(table, whose), table.c.user_id == whose.user_id)
        for table in (PREFERENCES, PRESETS):
            self._drop(table, _of(table, whose), table.c.subject == whose.user_id)
        self._unname(POSTS, POSTS.c.team_id == whose.team_id, POSTS.c.user_id == whose.user_id)

    def drop_team(self, whose: Whose) -> None:
        """Delete all that is kept of a workspace beside jobs: rules, ledger and audit, too."""
        for table in METADATA.tables.values():
            if "team_id" in table.c and table not in {JOBS, *_OF_JOBS, *_INSTALLED}:
                self._drop(table, _of(table, whose))

    def drop_old(self, team_id: str, *, asks: float, drafts: float) -> None:
        """Delete what was asked of admins, and drafts, before these times."""
        for table, until in ((ASKS, asks), (DRAFTS, drafts)):
            self._drop(table, _of(table, Whose(team_id=team_id, until=until)))

    def unname(self, whose: Whose, month_start: float) -> None:
        """Take a person out of the ledger: at once from months that are over, from this one when it is (`unname_due`).

        Until then its entries count against limits, which erasing is no way around.
        """
        row = {"team_id": whose.team_id, "user_id": whose.user_id, "erased_at": whose.until}
        with self._database.write() as connection:
            statement = insert(ERASED).values(row)
            at = {"erased_at": whose.until}
            connection.execute(statement.on_conflict_do_update(index_elements=["team_id", "user_id"], set_=at))
        self.unname_due(whose.team_id, month_start)

    def unname_due(self, team_id: str, month_start: float) -> None:
        """Take those who were erased out of the months that are over by now."""
        with self._database.read() as connection:
            erased = connection.execute(sa.select(ERASED).where(ERASED.c.team_id == team_id)).all()
        for row in erased:
            theirs = sa.and_(LEDGER.c.team_id == team_id, LEDGER.c.user_id == row.user_id)
            before = LEDGER.c.reserved_at < month_start
            self._unname(LEDGER, theirs, before, LEDGER.c.reserved_at <= row.erased_at)
            if row.erased_at < month_start:
                own = sa.and_(ERASED.c.user_id == row.user_id, ERASED.c.erased_at == row.erased_at)
                self._drop(ERASED, ERASED.c.team_id == team_id, own)

    def _drop(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> None:
        for some in self._keys(table, *where):
            with self._database.write() as connection:
                connection.execute(sa.delete(table).where(some, *where))

    def _unname(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> None:
        for some in self._keys(table, *where):
            with self._database.write() as connection:
                connection.execute(sa.update(table).where(some, *where).values(user_id=NOBODY))

    def _keys(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> Iterator[sa.ColumnElement[bool]]:
        """The rows, found without holding up anybody, a few at a time."""
        key = list(table.primary_key)
        with self._database.read() as connection:
            rows = [tuple(row) for row in connection.execute(sa.select(*key).where(*where))]
        return (sa.tuple_(*key).in_(some) for some in several(rows))


def several(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """As many at a time as one transaction takes."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _asked(whose: Whose) -> sa.ColumnElement[bool]:
    mine = sa.true() if whose.user_id is None else JOBS.c.user_id == whose.user_id
    return sa.and_(JOBS.c.team_id == whose.team_id, mine, JOBS.c.asked_at <= whose.until)


def _of(table: sa.Table, whose: Whose) -> sa.ColumnElement[bool]:
    """A workspace's rows; of a table that says when they were written, those from then."""
    here: sa.ColumnElement[bool] = table.c.team_id == whose.team_id
    return sa.and_(here, _SINCE[table] <= whose.until) if table in _SINCE else here


def _count(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table).where(where)).scalar_one())

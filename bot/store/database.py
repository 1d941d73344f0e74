"""One engine for our tables and the job engine's: an enqueue and its job row commit together."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.store.engines import READ_ONLY, server_engine, sqlite_engine
from bot.store.migrations.standing import VERSIONS, Refusal, Standing, standing
from bot.store.precedence import Precedence
from titan_core.errors import SettingsError

_LOG = logging.getLogger(__name__)

# An INSERT with `on_conflict_do_…`: PostgreSQL's compiles for SQLite as well, SQLite's for itself alone.
insert = postgresql.insert


class Database:
    """SQLite or PostgreSQL. `write()` is one transaction, `read()` never waits for one.

    On SQLite a transaction is alone from its start. On PostgreSQL others run beside it: what it has read may have
    changed by the time it writes, unless it holds a `lock`, or reads and writes in one statement.
    """

    def __init__(self, url: str, versions: Path = VERSIONS) -> None:
        self.url = url
        self._versions = versions
        self.is_server = sa.make_url(url).get_backend_name() == "postgresql"
        self.precedence = Precedence()
        self.engine = server_engine(url) if self.is_server else sqlite_engine(url, self.precedence)
        self._reading: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"} if self.is_server else {READ_ONLY: True}
        self._reader = self.for_reading(self.engine)

    @property
    def name(self) -> str:
        """The URL for people's eyes: without its password."""
        url = self.engine.url
        return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)

    def create_tables(self) -> None:
        """Be ready for a start: make the tables where there are none, and bring a SQLite file to the newest version.

        A server's may still serve processes of another release: raises SettingsError, which says what to run, if it
        isn't at the newest. Safe in several processes at once.
        """
        if refusal := self.refusal():
            raise SettingsError(problems=(str(refusal),))
        if not self.standing().is_current and not (before := self.migrate()).is_current:
            _LOG.info("The database %s moved from %s to version %s", self.name, before, before.newest)

    def migrate(self) -> Standing:
        """Bring it to the newest version, in one transaction; of several processes one does it.

        Returns where it stood. Raises SettingsError if it is newer than this release, or its tables are strange.
        """
        from bot.store.migrations.moving import upgrade  # noqa: PLC0415  # Alembic, which a usual start does without

        with self._reshape() as connection:
            self.lock(connection, "tables")
            before = standing(connection, self._versions)
            if unfit := self._unfit(connection, before):
                raise SettingsError(problems=(str(unfit),))
            if not before.is_current:
                upgrade(connection, self._versions)
        return before

    def standing(self) -> Standing:
        with self.read() as connection:
            return standing(connection, self._versions)

    def refusal(self, *, at_start: bool = True) -> Refusal | None:
        """Why it can't be worked on as it is: by a process that starts, or else by `migrate`."""
        with self.read() as connection:
            found = standing(connection, self._versions)
            unfit = self._unfit(connection, found)
        if unfit or found.is_current or not (at_start and self.is_server and found.has_tables):
            return unfit
        return Refusal(
            what=f"{self.name} is at {found}, and this release needs version {found.newest}",
            remedy="run `python -m bot migrate` once, then start again",
        )

    def _unfit(self, connection: sa.Connection, found: Standing) -> Refusal | None:
        if found.is_newer:
            return Refusal(
                what=f"{self.name} is at {found}, which is newer than this release ({found.newest})",
                remedy="start the newer release again, or bring back the backup from before it",
            )
        if found.version or not found.has_tables:
            return None
        from bot.store.migrations.unversioned import differences  # noqa: PLC0415  # once in a database's life

        different = " and ".join(differences(connection))
        aside = "give DATABASE_URL another one" if self.is_server else "move its file away"
        if not different:
            return None
        return Refusal(
            what=f"{self.name} is from an older version, {different}",
            remedy=f"{aside} to begin anew, or go on with the version that made it",
        )

    def prove(self) -> None:
        """Raise SettingsError, with what to do, if there is no server that lets the bot in and keeps any letter."""
        try:
            with self.read() as connection:
                encoding = connection.scalar(sa.text("SHOW server_encoding")) if self.is_server else "UTF8"
        except OperationalError as error:
            raise SettingsError(problems=(_unanswered(self.name, error),)) from error
        if encoding != "UTF8":
            said = f"the database {self.name} keeps text as {encoding}, which has no room for every language"
            todo = "make one with CREATE DATABASE imagine ENCODING 'UTF8' TEMPLATE template0, name it in DATABASE_URL"
            raise SettingsError(problems=(f"{said}: {todo}",))

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: committed at the end, rolled back by an exception."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _reshape(self) -> Iterator[sa.Connection]:
        """A `write()` in which SQLite lets a table be made anew that others refer to."""
        with self.engine.connect() as connection:
            if not self.is_server:
                connection.detach()  # closed at the end: what is set here is for nobody else
                connection.execution_options(**self._reading)
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                connection.rollback()
                connection.execution_options(**{READ_ONLY: False})
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection for SELECT only, outside any transaction."""
        with self._reader.connect() as connection:
            yield connection

    def for_reading(self, engine: sa.Engine) -> sa.Engine:
        """The same engine, on the same connections, for SELECT only."""
        return engine.execution_options(**self._reading)

    def lock(self, connection: sa.Connection, name: str) -> None:
        """Be the only transaction of all processes that holds `name`, until it ends: first thing in a `write()`
        that reads and then acts on what it read.

        Whoever takes several takes them in the order of their names. On SQLite all writers are alone anyway.
        """
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock_key(name))))

    def dispose(self) -> None:
        self.engine.dispose()


def greater(column: sa.ColumnElement[Any], value: float | sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The greater of two: SQLite's function for it is called max, PostgreSQL's greatest."""
    return sa.case((column > value, column), else_=value)


def is_lost(error: DBAPIError) -> bool:
    """Whether the server was to blame, not the statement: gone, starting, without room, or two in each other's way."""
    return error.connection_invalidated or isinstance(error.orig, psycopg.OperationalError)


def lock_key(name: str) -> int:
    """A name as PostgreSQL's advisory locks want it: 64 bits with a sign, the same in all processes."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


def _unanswered(name: str, error: OperationalError) -> str:
    said = "; ".join(line.strip() for line in str(error.orig).splitlines() if line.strip())
    return (
        f"the database {name} doesn't let the bot in ({said}): look whether the server runs, and whether DATABASE_URL"
        " names its address, a user, the password and a database that exists"
    )

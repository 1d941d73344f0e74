"""One engine for our tables and the job engine's: an enqueue and its job row commit together."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.store.engines import READ_ONLY, server_engine, sqlite_engine
from bot.store.tables import METADATA
from titan_core.errors import SettingsError

# An INSERT with `on_conflict_do_…`: PostgreSQL's compiles for SQLite as well, SQLite's for itself alone.
insert = postgresql.insert


class Database:
    """SQLite or PostgreSQL. `write()` is one transaction, `read()` never waits for one.

    On SQLite a transaction is alone from its start. On PostgreSQL others run beside it: what it has read may have
    changed by the time it writes, unless it holds a `lock`, or reads and writes in one statement.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_server = sa.make_url(url).get_backend_name() == "postgresql"
        self.engine = server_engine(url) if self.is_server else sqlite_engine(url)
        self._reading: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"} if self.is_server else {READ_ONLY: True}

    @property
    def name(self) -> str:
        """The URL for people's eyes: without its password."""
        url = self.engine.url
        return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)

    def create_tables(self) -> None:
        """Make the tables that are missing; safe in several processes at once.

        Raises SettingsError if an older version made one that lacks a column.
        """
        with self.write() as connection:
            self.lock(connection, "tables")
            METADATA.create_all(connection)
            lacking = _lacking(connection)
        if lacking:
            said = f"the database {self.name} is from an older version, it lacks {', '.join(lacking)}"
            aside = "give DATABASE_URL another one" if self.is_server else "move its file away"
            raise SettingsError(problems=(f"{said}: {aside} to begin anew, or go on with the version that made it",))

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
    def read(self) -> Iterator[sa.Connection]:
        """A connection for SELECT only, outside any transaction."""
        with self.engine.connect().execution_options(**self._reading) as connection:
            yield connection

    def lock(self, connection: sa.Connection, name: str) -> None:
        """Be the only transaction of all processes that holds `name`, until it ends: first thing in a `write()`
        that reads and then acts on what it read.

        Whoever takes several takes them in the order of their names. On SQLite all writers are alone anyway.
        """
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock_key(name))))

    def dispose(self) -> None:
        self.engine.dispose()


def greater(column: sa.ColumnElement[Any], value: float) -> sa.ColumnElement[Any]:
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


def _lacking(connection: sa.Connection) -> list[str]:
    inspector = sa.inspect(connection)
    there = {table: {column["name"] for column in inspector.get_columns(table)} for table in METADATA.tables}
    return [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name not in there[table.name]
    ]

"""One engine for our tables and the job engine's: an enqueue and its job row commit together."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from bot.store.tables import METADATA
from titan_core.errors import SettingsError

_PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
_READ = "bot_read_only"
_WRITES = "bot_writes"

# An INSERT with `on_conflict_do_…`: PostgreSQL's compiles for SQLite as well, SQLite's for itself alone.
insert = postgresql.insert


class Database:
    """SQLite by SQLAlchemy. `write()` is one IMMEDIATE transaction, `read()` never takes the write lock."""

    def __init__(self, url: str) -> None:
        file = sa.make_url(url).database
        if file:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        self.url = url
        self.engine = sa.create_engine(url, pool_size=40, max_overflow=40)
        sa.event.listen(self.engine, "connect", _on_connect)
        self._writing = threading.Lock()
        sa.event.listen(self.engine, "begin", self._on_begin)
        sa.event.listen(self.engine, "commit", self._on_end)
        sa.event.listen(self.engine, "rollback", self._on_end)

    def create_tables(self) -> None:
        """Make the tables that are missing; safe in several processes at once.

        Raises SettingsError if an older version made one that lacks a column.
        """
        with self.engine.begin() as connection:
            METADATA.create_all(connection)
            lacking = _lacking(connection)
        if lacking:
            said = f"the database {self.url} is from an older version, it lacks {', '.join(lacking)}"
            todo = "move its file away to begin a new one, or go on with the version that made it"
            raise SettingsError(problems=(f"{said}: {todo}",))

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: committed at the end, rolled back by an exception."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection for SELECT only, outside any transaction."""
        with self.engine.connect().execution_options(**{_READ: True}) as connection:
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

    def _on_begin(self, connection: sa.Connection) -> None:
        if connection.get_execution_options().get(_READ):
            return
        # Threads of one process queue here: SQLite's own waiting is sleeping, up to 100 ms at a time.
        self._writing.acquire()
        connection.info[_WRITES] = True
        try:
            # A transaction that reads, then writes must own the write lock from its start,
            # or two processes act on the same count.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self._on_end(connection)
            raise

    def _on_end(self, connection: sa.Connection) -> None:
        # A commit that fails is followed by a rollback: the lock is given back once.
        if connection.info.pop(_WRITES, False):
            self._writing.release()


def lock_key(name: str) -> int:
    """A name as PostgreSQL's advisory locks want it: 64 bits with a sign, the same in all processes."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3's own, handed over by SQLAlchemy
    connection.isolation_level = None  # transactions begin where `_on_begin` says, not at the first write
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _lacking(connection: sa.Connection) -> list[str]:
    inspector = sa.inspect(connection)
    there = {table: {column["name"] for column in inspector.get_columns(table)} for table in METADATA.tables}
    return [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name not in there[table.name]
    ]

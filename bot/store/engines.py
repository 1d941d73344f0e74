"""SQLAlchemy's engines for the two databases, each with what durable jobs need of it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown

from bot.store.precedence import Precedence

READ_ONLY = "bot_read_only"  # an execution option: no transaction, and on SQLite no write lock
_WRITES = "bot_writes"
_PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

# PostgreSQL lets in 100 by default: `web` and three workers take at most 20 each, and a worker two more.
_POOL = 20
_RESTED = "bot_rested_since"
_RESTED_SECONDS = 0.1  # no server restarts faster; to prove the connection at each use took a tenth of a picture's CPU
# A process that stops in the middle of a transaction, or a host that vanishes, must not hold its locks for long.
_OPTIONS = {
    "idle_in_transaction_session_timeout": "15s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
_ARGUMENTS = {
    "connect_timeout": 10,
    "application_name": "imagine",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}


def sqlite_engine(url: str, precedence: Precedence) -> sa.Engine:
    """Every transaction is one IMMEDIATE, but for `READ_ONLY`; one that somebody waits for goes before others."""
    file = sa.make_url(url).database
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, pool_size=40, max_overflow=40, hide_parameters=True)
    writers = _Writers(precedence)
    sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", writers.on_begin)
    sa.event.listen(engine, "commit", writers.on_commit)
    sa.event.listen(engine, "rollback", writers.on_rollback)
    return engine


def server_engine(url: str) -> sa.Engine:
    """PostgreSQL's. A connection that a restart of the server has cut is told from a good one before it is used."""
    options = " ".join([*_given_options(url), *(f"-c {name}={value}" for name, value in _OPTIONS.items())])
    engine = sa.create_engine(
        url,
        pool_size=_POOL,
        max_overflow=0,
        pool_use_lifo=True,  # no more than are needed are kept busy
        hide_parameters=True,  # people's words, in what is logged of a failed statement
        connect_args={**_ARGUMENTS, "options": options},
    )
    sa.event.listen(engine, "connect", lambda connection, _: connection.adapters.register_dumper(str, _WithoutNul))
    sa.event.listen(engine, "checkin", _rest)
    sa.event.listen(engine, "checkout", _prover(engine))
    return engine


def _rest(_connection: object, record: sa.pool.ConnectionPoolEntry) -> None:
    record.info[_RESTED] = time.monotonic()


def _prover(engine: sa.Engine) -> Callable[[Any, sa.pool.ConnectionPoolEntry, object], None]:
    """SQLAlchemy's `pool_pre_ping`, for connections that weren't in use just now."""

    def prove(connection: Any, record: sa.pool.ConnectionPoolEntry, _: object) -> None:  # noqa: ANN401  # psycopg's
        now = time.monotonic()
        if now - record.info.pop(_RESTED, now) > _RESTED_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except psycopg.Error as error:
                raise sa.exc.InvalidatePoolError from error

    return prove


def _given_options(url: str) -> tuple[str, ...]:
    """What the URL itself says in `options=`: libpq takes one of them only."""
    given = sa.make_url(url).query.get("options", ())
    return (given,) if isinstance(given, str) else tuple(given)


class _WithoutNul(StrDumperUnknown):
    """PostgreSQL's text has no room for NUL, which SQLite keeps: a value forged with one is none that is stored."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}"))


class _Writers:
    """SQLite's writers, one at a time."""

    def __init__(self, precedence: Precedence) -> None:
        self._precedence = precedence

    def on_begin(self, connection: sa.Connection) -> None:
        if connection.get_execution_options().get(READ_ONLY):
            return
        # Threads of one process queue here: SQLite's own waiting is sleeping, up to 100 ms at a time.
        self._precedence.acquire()
        connection.info[_WRITES] = True
        try:
            # A transaction that reads, then writes must own the write lock from its start,
            # or two processes act on the same count.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self._release(connection)
            raise

    def on_commit(self, connection: sa.Connection) -> None:
        """SQLAlchemy says so before it commits: done here, the next writer doesn't meet a lock and sleep on it."""
        if connection.info.get(_WRITES):
            try:
                connection.exec_driver_sql("COMMIT")
            finally:
                self._release(connection)

    def on_rollback(self, connection: sa.Connection) -> None:
        if connection.info.get(_WRITES):
            try:
                connection.connection.rollback()  # of a transaction that SQLite has ended itself too
            finally:
                self._release(connection)

    def _release(self, connection: sa.Connection) -> None:
        # A commit that fails is followed by a rollback: the lock is given back once.
        if connection.info.pop(_WRITES, False):
            self._precedence.release()


def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3's own, handed over by SQLAlchemy
    connection.isolation_level = None  # transactions begin where `on_begin` says, not at the first write
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()

"""Who is alive: each worker holds a lock that is dropped when it dies, however it dies."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import Database, lock_key

_LOG = logging.getLogger(__name__)
PATIENCE_SECONDS = 3.0  # after a restart of the server each worker has its lock again within less
_CHECK_SECONDS = 0.5


class Liveness(Protocol):
    """A worker's own lock, and those of others."""

    executor_id: str

    def hold(self) -> None:
        """Take this process's own lock, for as long as it lives."""

    def release(self) -> None:
        """Let go of it, at the end."""

    def if_dead(self, executor_id: str) -> AbstractContextManager[bool]:
        """Say whether another executor is dead; if so, hold its lock meanwhile, so that one adopts at a time."""

    def forget(self, executor_id: str) -> None:
        """Drop what is left of a dead executor's lock."""

    def is_unbroken(self) -> bool:
        """Whether it is certain that nobody can have taken this process for dead since it began."""


class FileLocks:
    """Locks as files in one folder on a local disk, dropped by the kernel."""

    def __init__(self, folder: Path, executor_id: str) -> None:
        self._folder = folder
        self.executor_id = executor_id
        self._own: IO[str] | None = None

    def hold(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._own = (self._folder / self.executor_id).open("w", encoding="ascii")
        fcntl.flock(self._own, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        if self._own:
            self._own.close()
            self.forget(self.executor_id)

    @contextmanager
    def if_dead(self, executor_id: str) -> Iterator[bool]:
        path = self._folder / executor_id
        with path.open("a", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def forget(self, executor_id: str) -> None:
        (self._folder / executor_id).unlink(missing_ok=True)

    def is_unbroken(self) -> bool:
        """Always: the kernel keeps the lock as long as there is a process to ask."""
        return True


class ServerLocks:
    """Advisory locks of a PostgreSQL server, dropped by it when their connection ends; for any number of hosts.

    A connection of its own holds this worker's lock. A restart of the server drops all of them at once: each worker
    takes its own again, and another's must have been free for `patience` seconds before its worker counts as dead.
    So a lock that was seen to be held within the last `patience` seconds has been taken over by nobody.
    """

    def __init__(
        self,
        database: Database,
        executor_id: str,
        *,
        patience: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self.executor_id = executor_id
        self._patience = patience
        self._clock = clock
        self._own: sa.Connection | None = None
        self._held_at = 0.0
        self._was_lost = False
        self._free_since: dict[str, float] = {}
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="liveness", daemon=True)

    def hold(self) -> None:
        self._held_at = self._clock()
        self._own = self._taken()
        self._keeper.start()

    def release(self) -> None:
        if self._keeper.is_alive():
            self._stopping.set()
            self._keeper.join()
            self._drop()

    @contextmanager
    def if_dead(self, executor_id: str) -> Iterator[bool]:
        with self._database.write() as connection:
            free = sa.select(sa.func.pg_try_advisory_xact_lock(_key(executor_id)))
            if not connection.scalar(free):
                self._free_since.pop(executor_id, None)
                yield False
                return
            yield self._clock() - self._free_since.setdefault(executor_id, self._clock()) >= self._patience

    def forget(self, executor_id: str) -> None:
        self._free_since.pop(executor_id, None)

    def is_unbroken(self) -> bool:
        return not self._was_lost and self._clock() - self._held_at < self._patience

    def _keep(self) -> None:
        """Look after the connection; where it is lost, take the lock again."""
        while not self._stopping.wait(_CHECK_SECONDS):
            asked_at = self._clock()
            try:
                if self._own is None:
                    self._own = self._taken()
                    self._free_since.clear()
                self._own.execute(sa.text("SELECT 1"))
                self._held_at = asked_at
            except SQLAlchemyError as error:
                _LOG.warning(
                    "The database is out of reach (%s)", type(error).__name__, extra={"event": "liveness_lost"}
                )
                self._drop()

    def _taken(self) -> sa.Connection:
        """A connection that is none of the pool's and holds this worker's lock."""
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        try:
            # What the server hasn't yet noticed to be dead may hold it still.
            connection.execute(sa.text(f"SET lock_timeout = '{_CHECK_SECONDS}s'"))
            connection.execute(sa.select(sa.func.pg_advisory_lock(_key(self.executor_id))))
        except SQLAlchemyError:
            connection.close()
            raise
        return connection

    def _drop(self) -> None:
        self._was_lost = True
        if self._own:
            self._own.close()
            self._own = None


def liveness_of(database: Database, folder: Path, executor_id: str) -> Liveness:
    """The locks that go with a database; `folder` is where files would lie."""
    return ServerLocks(database, executor_id) if database.is_server else FileLocks(folder, executor_id)


def _key(executor_id: str) -> int:
    return lock_key(f"executor:{executor_id}")

"""Who is alive: each process holds a lock that the kernel drops when it dies, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Liveness:
    """Locks of executors, as files in one folder on a local disk.

    With several hosts (PostgreSQL) the server's advisory locks take this class's place.
    """

    def __init__(self, folder: Path, executor_id: str) -> None:
        self._folder = folder
        self.executor_id = executor_id
        self._own: IO[str] | None = None

    def hold(self) -> None:
        """Take this process's own lock, for as long as it lives."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._own = (self._folder / self.executor_id).open("w", encoding="ascii")
        fcntl.flock(self._own, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        if self._own:
            self._own.close()
            (self._folder / self.executor_id).unlink(missing_ok=True)

    @contextmanager
    def if_dead(self, executor_id: str) -> Iterator[bool]:
        """Say whether another executor is dead; if so, hold its lock meanwhile, so that one adopts at a time."""
        path = self._folder / executor_id
        with path.open("a", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def forget(self, executor_id: str) -> None:
        """Remove a dead executor's lock file."""
        (self._folder / executor_id).unlink(missing_ok=True)

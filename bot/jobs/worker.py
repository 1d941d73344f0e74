"""The worker: DBOS on our engine, taking jobs from its queues, and a sweeper for the jobs of the dead."""

import copy
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dbos import DBOS, DBOSConfig
from dbos._queue import queue_worker_thread

from bot.jobs import names
from bot.jobs.adoption import Adoption
from bot.jobs.bell import Bell
from bot.jobs.engine_tables import migrate_engine
from bot.jobs.liveness import Liveness
from bot.jobs.pruning import Daily
from bot.store.database import Database

# How often to look for jobs, measured in docs/performance.md: half of it is the usual wait of a job that another
# process took. A process's own jobs ring its bell.
POLL_SECONDS = 0.12
SELDOM_SECONDS = 0.5
_LATEST = "_is_latest_version"
_READING = ("check_operation_execution", "get_workflow_statuses")


def new_executor_id() -> str:
    """Name this process; never the same twice, so that a dead one's jobs can be told from a living one's."""
    return f"w-{uuid.uuid4().hex[:12]}"


def migrate(database: Database) -> None:
    """Make or upgrade our tables and DBOS's, as a start does; raises SettingsError where that can't be."""
    database.prove()
    database.create_tables()
    migrate_engine(database)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueShare:
    """What a process takes of a queue: up to `concurrency` of its jobs at once.

    It looks when `bell` rings, and every so many seconds: `poll_seconds` where other processes take the jobs.
    """

    name: str
    concurrency: int
    bell: Bell
    poll_seconds: float = POLL_SECONDS
    seldom_seconds: float = SELDOM_SECONDS


class Worker:
    """One process's share of the work. DBOS allows one a process, made after the workflows are registered."""

    def __init__(
        self,
        *,
        database: Database,
        liveness: Liveness,
        adoption: Adoption,
        daily: Daily,
        queues: Sequence[QueueShare],
    ) -> None:
        self._database = database
        self._liveness = liveness
        self._queues = queues
        self._stopping = threading.Event()
        self._beside = [
            threading.Thread(target=run, args=(self._stopping,), name=name, daemon=True)
            for name, run in (("sweeper", adoption.run), ("daily", daily.run))
        ]
        self._pollers: list[threading.Thread] = []

    def start(self, *, takes_jobs: bool = True) -> None:
        """Take and do jobs, in threads of this process, from now on.

        `takes_jobs`: the jobs come from this process, which rings; others are looked for seldom.
        """
        self._liveness.hold()
        dbos = DBOS(config=self._config())
        DBOS.listen_queues([])
        DBOS.launch()
        _read_aside(dbos, self._database)
        for share in self._queues:
            self._poll(dbos, share, share.seldom_seconds if takes_jobs else share.poll_seconds)
        for thread in self._beside:
            thread.start()

    def _poll(self, dbos: DBOS, share: QueueShare, seconds: float) -> None:
        queue = DBOS.register_queue(
            share.name,
            worker_concurrency=share.concurrency,
            polling_interval_sec=seconds,
            on_conflict="always_update",
        )
        # DBOS's own poller, on a thread of ours: its own threads sleep through the bell (docs/performance.md).
        queue.database_backed_queue = False  # or it would be read again before each look
        poller = threading.Thread(
            target=queue_worker_thread, args=(share.bell, dbos, queue), name=f"poller-{share.name}", daemon=True
        )
        self._pollers.append(poller)
        poller.start()

    def stop(self, grace_seconds: int) -> None:
        """Take nothing new, let running jobs end for up to `grace_seconds`; another process adopts what is left."""
        self._stopping.set()
        for share in self._queues:
            share.bell.set()
        for thread in (*self._beside, *self._pollers):
            thread.join()
        DBOS.destroy(workflow_completion_timeout_sec=grace_seconds)
        self._liveness.release()

    def _config(self) -> DBOSConfig:
        return {
            "name": names.APPLICATION,
            "system_database_url": self._database.url,
            "system_database_engine": self._database.engine,
            "run_migrations": False,
            "executor_id": self._liveness.executor_id,
            "application_version": names.APPLICATION_VERSION,
            "log_level": "WARNING",
        }


def _read_aside(dbos: DBOS, database: Database) -> None:
    """Let what DBOS only looks up take no write lock: on SQLite that is a fourth of all transactions of a picture.

    Each of these methods reads, and nothing else (dbos 3.4, which pyproject.toml pins); unknown to DBOS's documents.
    Whether this is the latest version isn't looked up at all: there is one (bot/jobs/names.py).
    """
    kept = dbos._sys_db  # noqa: SLF001  # as above
    reading: Any = copy.copy(kept)
    reading.engine = database.for_reading(kept.engine)
    for name in _READING:
        setattr(kept, name, getattr(reading, name))
    setattr(kept, _LATEST, lambda *_: True)

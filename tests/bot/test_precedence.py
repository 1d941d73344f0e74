"""Whoever answers somebody writes before others, and all come to write."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.precedence import Precedence
from tests.bot.job_rows import add, job

_OTHERS = 20
_HELD_SECONDS = 0.01


def test_who_goes_first_is_not_kept_waiting_by_all_the_others() -> None:
    precedence, order = Precedence(), list[str]()

    def write(name: str) -> None:
        precedence.acquire()
        time.sleep(_HELD_SECONDS)
        order.append(name)
        precedence.release()

    def write_first() -> None:
        with precedence.first():
            write("first")

    precedence.acquire()
    threads = [threading.Thread(target=write, args=("other",)) for _ in range(_OTHERS)]
    for thread in (*threads, first := threading.Thread(target=write_first)):
        thread.start()
    time.sleep(_HELD_SECONDS)
    precedence.release()
    for thread in (*threads, first):
        thread.join()

    assert len(order) == _OTHERS + 1
    assert order.index("first") < _OTHERS / 2


def test_writers_of_a_process_never_meet_each_others_lock(database: Database) -> None:
    """SQLite would have them sleep on it: here it may not, so that one who met it fails."""
    sa.event.listen(database.engine, "connect", _impatiently)
    database.engine.dispose()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: add(database, job()), range(400)))


def _impatiently(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3's own
    connection.execute("PRAGMA busy_timeout=0").close()

"""Who is alive: told by locks that the kernel drops, however a process dies."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.jobs.liveness import FileLocks, Liveness

_HOLDER = """
import sys, time
from pathlib import Path
from bot.jobs.liveness import FileLocks
liveness = FileLocks(Path(sys.argv[1]), "w-other")
liveness.hold()
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds its lock."""
    with subprocess.Popen([sys.executable, "-c", _HOLDER, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.fixture
def liveness(tmp_path: Path) -> Iterator[Liveness]:
    liveness = FileLocks(tmp_path, "w-me")
    liveness.hold()
    yield liveness
    liveness.release()


def is_dead(liveness: Liveness, executor_id: str) -> bool:
    with liveness.if_dead(executor_id) as dead:
        return dead


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_is_dead_when_it_has_ended_however_it_did(
    liveness: Liveness, other: subprocess.Popen[str], end: signal.Signals
) -> None:
    assert not is_dead(liveness, "w-other")
    other.send_signal(end)
    other.wait()

    assert is_dead(liveness, "w-other")


def test_a_stopped_process_is_alive(liveness: Liveness, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGSTOP)

    assert not is_dead(liveness, "w-other")


def test_a_process_whose_lock_file_was_swept_away_is_dead(liveness: Liveness) -> None:
    assert is_dead(liveness, "w-never-seen")


def test_only_one_adopts_at_a_time(liveness: Liveness, tmp_path: Path) -> None:
    with liveness.if_dead("w-dead") as first, FileLocks(tmp_path, "w-third").if_dead("w-dead") as second:
        assert (first, second) == (True, False)


def test_a_process_that_ends_in_order_leaves_no_file(tmp_path: Path) -> None:
    liveness = FileLocks(tmp_path, "w-short")
    liveness.hold()
    liveness.release()

    assert list(tmp_path.iterdir()) == []

"""Strangers at the door: thousands of requests that aren't Slack's, and connections that say nothing."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench import forgery
from tests.road.scenes import Scene

_GROWTH_BYTES = 20_000_000  # 6 MB were measured, docs/performance.md; a leak of 10 kB a request would be 20 MB more


@pytest.mark.slow
def test_thousands_of_forged_requests_make_no_job_no_fault_and_no_growth(tmp_path: Path) -> None:
    outcome = forgery.measure(4000, tmp_path)

    assert (outcome.jobs, outcome.drawn) == (1, 1), "of the one good request that many of them repeat"
    assert not [status for status in outcome.statuses if status >= 500], outcome.statuses
    assert outcome.statuses[401] > 2000
    assert outcome.growth_bytes < _GROWTH_BYTES


@contextmanager
def half_open(url: str, count: int) -> Iterator[None]:
    """Connections that begin a request and never end it."""
    there = urlsplit(url)
    with ExitStack() as stack:
        for _ in range(count):
            connection = stack.enter_context(socket.create_connection((there.hostname or "", there.port or 80)))
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"POST /slack/events HTTP/1.1\r\ncontent-length: 100\r\n")
        yield


def test_connections_that_say_nothing_keep_nobody_out(scene: Scene) -> None:
    with half_open(scene.bot.url, 300):
        assert not scene.slack.command("ada", "general", "/imagine a fox past the crowd").error
        scene.picture()

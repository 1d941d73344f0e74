"""The programs that are measured: each a process of its own, its CPU and memory as the system counts them."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import psutil

from sandbox.app_process import ROOT, AppSetup, child_environment, free_port
from sandbox.slack import SlackSandbox

_START_SECONDS = 60.0
_STOP_SECONDS = 40
_POLL_SECONDS = 0.005
_LOWER_PRIORITY = 10
_LOG_CHARACTERS = 3000


class Measured:
    """A Python program that serves HTTP: started, waited for, measured, ended."""

    def __init__(self, setup: AppSetup, *, ready_url: str, settings: Mapping[str, str] | None = None) -> None:
        """`setup.command` follows the interpreter's name; `settings` are added to the program's environment."""
        self._setup = setup
        self._ready_url = ready_url
        self._settings = settings or {}
        self._process: psutil.Popen | None = None
        self.data_dir = setup.data_dir / "data"

    def __enter__(self) -> Self:
        self._setup.data_dir.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = psutil.Popen(
                [sys.executable, *self._setup.command],
                cwd=ROOT,
                env={**child_environment(os.environ, self._setup), **self._settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    @property
    def url(self) -> str:
        """Where Slack delivers to it."""
        return self._setup.url

    @property
    def process(self) -> psutil.Popen:
        if self._process is None:
            raise RuntimeError("not started: use it as a context manager")
        return self._process

    @property
    def cpu_seconds(self) -> float:
        """User and system time since its start; Linux counts in steps of 10 ms."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    @property
    def rss_bytes(self) -> int:
        return int(self.process.memory_info().rss)

    def log_tail(self) -> str:
        return self._log.read_text("utf-8", errors="replace")[-_LOG_CHARACTERS:]

    @property
    def _log(self) -> Path:
        return self._setup.data_dir / "log"

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        with httpx.Client(timeout=2, trust_env=False) as client:  # one for all tries: to make one takes 20 ms of CPU
            while self.process.poll() is not None or not self._is_ready(client):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{self._setup.command} did not come up:\n{self.log_tail()}")
                time.sleep(_POLL_SECONDS)

    def _is_ready(self, client: httpx.Client) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return client.get(self._ready_url).status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        return False

    def _stop(self) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.terminate()
            try:
                self.process.wait(_STOP_SECONDS)
            except psutil.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@dataclass(frozen=True, kw_only=True, slots=True)
class Bedrock:
    """The Bedrock sandbox at `url`: a process of its own, at a lower priority, as a stand-in for a remote service."""

    url: str
    process: Measured

    def change(self, **settings: object) -> None:
        """Set any of the sandbox's settings."""
        httpx.post(f"{self.url}/_sandbox/settings", json=settings, trust_env=False).raise_for_status()

    def calls(self) -> list[dict[str, Any]]:
        """Every InvokeModel call so far: see `sandbox.bedrock.calls.Call`."""
        answer = httpx.get(f"{self.url}/_sandbox/calls", timeout=30, trust_env=False).raise_for_status()
        calls: list[dict[str, Any]] = answer.json()["calls"]
        return calls


@contextmanager
def bedrock(folder: Path, **settings: object) -> Iterator[Bedrock]:
    """Run the Bedrock sandbox with these settings."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    setup = AppSetup(
        command=("-m", "sandbox.bedrock", "--port", str(port)),
        data_dir=folder / "bedrock",
        slack_api_url="",
        bedrock_url="",
        bot_token="",
        signing_secret="",
        port=port,
    )
    with Measured(setup, ready_url=f"{url}/_sandbox/settings") as process:
        process.process.nice(_LOWER_PRIORITY)
        served = Bedrock(url=url, process=process)
        served.change(**settings)
        yield served


def bot(
    folder: Path, slack: SlackSandbox, bedrock_url: str, command: str = "run", name: str = "bot", **settings: str
) -> Measured:
    """`python -m bot run`, or another of its commands, over HTTP; `name` is its folder's below `folder`."""
    setup = _app(("-m", "bot", command), folder / name, slack, bedrock_url)
    if command != "worker":
        return Measured(setup, ready_url=setup.url.replace("/slack/events", "/readyz"), settings=settings)
    port = str(free_port())
    return Measured(setup, ready_url=f"http://127.0.0.1:{port}/readyz", settings={**settings, "METRICS_PORT": port})


def plain_road(folder: Path, slack: SlackSandbox, bedrock_url: str) -> Measured:
    """`python -m bench.plain_road`."""
    port = free_port()
    arguments = (str(port), slack.api_url, slack.bot_token, slack.signing_secret, bedrock_url)
    setup = _app(("-m", "bench.plain_road", *arguments), folder / "plain", slack, bedrock_url, port)
    return Measured(setup, ready_url=setup.url)


def _app(
    command: tuple[str, ...], data_dir: Path, slack: SlackSandbox, bedrock_url: str, port: int | None = None
) -> AppSetup:
    return AppSetup(
        command=command,
        data_dir=data_dir,
        slack_api_url=slack.api_url,
        bedrock_url=bedrock_url,
        bot_token=slack.bot_token,
        signing_secret=slack.signing_secret,
        port=port or free_port(),
    )

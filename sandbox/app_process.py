"""The app under the sandbox: a process of its own that knows nothing of the caller's accounts."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

ROOT = Path(__file__).resolve().parent.parent
BOT_COMMAND = (sys.executable, "-m", "bot", "run")
_PREFIXES = ("SLACK_", "AWS_", "BWB_", "IMAGINE_")
_NAMES = {
    "DATABASE_URL",
    "ARTIFACTS_URL",
    "DATA_DIR",
    "PORT",
    "PUBLIC_URL",
    "LOG_FORMAT",
    "METRICS_PORT",
    "WORKER_CONCURRENCY",
    "REQUESTS_PER_MINUTE",
    "SHUTDOWN_GRACE",
    "TRANSLATE",
}
_PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "NO_PROXY"}
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.02
_LOG_LINES = 25
_SERVER_ERROR = 500


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class AppStartError(RuntimeError):
    """The app did not come up; the message ends with the last lines of its log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AppSetup:
    """How to start the app. Without `app_token` it listens on HTTP at `port`; with it, it connects by Socket Mode.

    With `translate_url` its prompts go through Amazon Translate there.
    """

    command: Sequence[str]
    data_dir: Path
    slack_api_url: str
    bedrock_url: str
    bot_token: str
    signing_secret: str
    app_token: str = ""
    translate_url: str = ""
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Where Slack delivers over HTTP."""
        return f"http://127.0.0.1:{self.port}/slack/events"


class AppProcess:
    """Starts the app, waits until it is ready, and ends it with everything that it started. From any thread."""

    def __init__(self, setup: AppSetup, has_connection: Callable[[], bool]) -> None:
        """`has_connection` tells when a Socket Mode app is ready: it has connected."""
        self._setup = setup
        self._has_connection = has_connection
        self._process: subprocess.Popen[bytes] | None = None
        self._is_starting = False
        self._lock = threading.RLock()
        self.log = setup.data_dir / "app.log"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def has_ended(self) -> bool:
        process = self._process
        return process is None or process.poll() is not None

    @property
    def state(self) -> str:
        """`starting`, `running`, `killed` (by `kill`) or `ended` (by itself)."""
        if self._is_starting:
            return "starting"
        if not self.has_ended:
            return "running"
        return "killed" if self._process is None else "ended"

    def start(self) -> None:
        """Return when the app is ready: AppStartError if it doesn't get there. Its data and its port stay the same."""
        with self._lock:
            if not self.has_ended:
                return
            self._clean_up()
            self._is_starting = True
            try:
                self._process = self._begun()
                self._wait_until_ready(self._process)
            except BaseException:
                self.stop()
                raise
            finally:
                self._is_starting = False

    def kill(self) -> None:
        """SIGKILL, as a machine that fails does it. Does nothing where there is nothing to kill."""
        with self._lock:
            self._clean_up()

    def stop(self) -> None:
        """SIGTERM to the app; after ten seconds, or for what it left behind, SIGKILL. Can be repeated."""
        with self._lock:
            if self._process is not None:
                with contextlib.suppress(ProcessLookupError):
                    self._process.send_signal(signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_STOP_SECONDS)
            self._clean_up()

    def _begun(self) -> "subprocess.Popen[bytes]":
        self._setup.data_dir.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self._setup.command,
                cwd=ROOT,
                env=child_environment(os.environ, self._setup),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the sandbox alone, which then ends the app in order
            )

    def _clean_up(self) -> None:
        """Kill what is left of the app and of what it started."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._process = None

    def log_tail(self) -> str:
        """The last lines that the app wrote."""
        lines = self.log.read_text("utf-8", errors="replace").splitlines()[-_LOG_LINES:]
        return "\n".join(f"  | {line}" for line in lines) or "  | (it wrote nothing)"

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise AppStartError(f"the app ended with exit code {process.returncode}:\n{self.log_tail()}")
            if self._has_connection() if self._setup.app_token else self._is_listening():
                return
            time.sleep(_POLL_SECONDS)
        raise AppStartError(f"the app was not ready after {_START_SECONDS:g} s:\n{self.log_tail()}")

    def _is_listening(self) -> bool:
        """Any answer but a server error will do: not every app has a /healthz."""
        try:
            found = httpx.get(f"http://127.0.0.1:{self._setup.port}/healthz", timeout=2, trust_env=False)
        except httpx.TransportError:
            return False
        return found.status_code < _SERVER_ERROR


def child_environment(inherited: Mapping[str, str], setup: AppSetup) -> dict[str, str]:
    """The caller's environment without accounts, proxies and settings, and with the sandbox's own."""
    kept = {name: value for name, value in inherited.items() if not _is_dropped(name)}
    socket_mode = {"SLACK_APP_TOKEN": setup.app_token} if setup.app_token else {}
    translate = {"TRANSLATE": "aws", "AWS_ENDPOINT_URL_TRANSLATE": setup.translate_url} if setup.translate_url else {}
    return {
        **kept,
        **socket_mode,
        **translate,
        "SLACK_BOT_TOKEN": setup.bot_token,
        "SLACK_SIGNING_SECRET": setup.signing_secret,
        "SLACK_API_URL": setup.slack_api_url,
        "BWB_ENDPOINT_URL": setup.bedrock_url,
        "BWB_REGION_NAME": "us-west-2",
        "AWS_ACCESS_KEY_ID": "AKIASANDBOX",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "IMAGINE_DOTENV": os.devnull,
        "PORT": str(setup.port),
        "DATA_DIR": str(setup.data_dir / "data"),
        "PYTHONUNBUFFERED": "1",
    }


def _is_dropped(name: str) -> bool:
    return name.startswith(_PREFIXES) or name in _NAMES or name.upper() in _PROXIES

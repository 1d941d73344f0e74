"""The bot as a process of its own: started, killed as hard as one can, started again."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from sandbox.app_process import ROOT, AppSetup, child_environment, free_port
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox

_START_SECONDS = 60


class BotProcess:
    """`python -m bot run` beside two sandboxes, over HTTP; one data folder for all its lives."""

    command = "run"

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, folder: Path, **settings: str) -> None:
        setup = AppSetup(
            command=(),
            data_dir=folder,
            slack_api_url=slack.api_url,
            bedrock_url=bedrock.url,
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
            port=free_port(),
        )
        self.data_dir = folder / "data"
        self.log = folder / "bot.log"
        self.url = setup.url.removesuffix("/slack/events")
        self.environment: Mapping[str, str] = {**child_environment(os.environ, setup), **settings}
        self._process: subprocess.Popen[bytes] | None = None
        self._receive(slack, setup.url)

    def _receive(self, slack: SlackSandbox, url: str) -> None:
        slack.app_url = url

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def begin(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", self.command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def start(self) -> None:
        """Start it and wait until it takes requests."""
        self.begin()
        deadline = time.monotonic() + _START_SECONDS
        while not self._is_ready():
            assert self.is_alive, self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, "the bot was not ready in time"
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL: no handler, no flush, no goodbye."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """SIGTERM, and wait for the end in order."""
        if self._process is None:
            return 0
        self._process.terminate()
        return self._process.wait(40)

    def _is_ready(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/readyz", timeout=2, trust_env=False).is_success
        return False


class Web(BotProcess):
    """Only receives."""

    command = "web"


class Worker(BotProcess):
    """Only draws; its health check stands where a `run` would listen."""

    command = "worker"

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, folder: Path, **settings: str) -> None:
        super().__init__(slack, bedrock, folder, **settings)
        self.environment = {**self.environment, "METRICS_PORT": self.environment["PORT"]}

    def _receive(self, slack: SlackSandbox, url: str) -> None:
        """Nothing: Slack sends to the one that receives."""

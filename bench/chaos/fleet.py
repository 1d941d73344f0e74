"""The bot's processes, killed at random and started again, as a platform's supervisor would."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from sandbox.app_process import ROOT, AppSetup, child_environment, free_port
from sandbox.slack import SlackSandbox

_START_SECONDS = 60.0
_POLL_SECONDS = 0.05
_SENDING_SECONDS = 0.5  # the next life is not up by then
HEARING_SECONDS = 2.0  # of a process on a busy machine, to read an answer and write down what it says


@dataclass(frozen=True, kw_only=True, slots=True)
class Kill:
    """SIGKILL of a member: no handler, no flush, no goodbye. `at` in seconds since 1970."""

    member: str
    at: float

    def hits(self, member: str, began: float, ended: float) -> bool:
        """Whether it came within somebody's call, by the sandboxes' records.

        What was sent at the moment of death arrives a little later.
        """
        return self.member == member and began - _SENDING_SECONDS <= self.at <= ended


class Member:
    """One of the bot's processes, life after life: `name` says what it is and tells it apart in both records.

    The record of Slack's calls has it as `caller`, that of Bedrock's as `access_key_id`.
    """

    def __init__(
        self, name: str, slack: SlackSandbox, bedrock_url: str, folder: Path, settings: Mapping[str, str]
    ) -> None:
        self.name, self.port = name, free_port()
        self.log = folder / f"{name}.log"
        setup = AppSetup(
            command=(),
            data_dir=folder,
            slack_api_url=f"{slack.url}/by/{name}/api/",
            bedrock_url=bedrock_url,
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
            port=self.port,
        )
        self._environment = {
            **child_environment(os.environ, setup),
            **settings,
            "AWS_ACCESS_KEY_ID": name,
            **({"METRICS_PORT": str(self.port)} if name.startswith("worker") else {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def receives(self) -> bool:
        return not self.name.startswith("worker")

    @property
    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def start(self) -> None:
        """Begin to start it, without waiting until it is ready."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", self.name.partition("-")[0]],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def is_ready(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=2, trust_env=False).is_success
        return False


class Fleet:
    """All members. `kills` is what was done to them, `ended` who ended by itself, which nobody had asked for."""

    def __init__(self, members: Sequence[Member], *, seed: int, kill_seconds: float, kills: int) -> None:
        self.members = members
        self.kills: list[Kill] = []
        self.ended: list[str] = []
        self._chance = random.Random(seed)
        self._kill_seconds, self._most_kills = kill_seconds, kills
        self._over = threading.Event()
        self._killer = threading.Thread(target=self._kill_on, name="killer", daemon=True)

    def __enter__(self) -> Self:
        try:
            for member in self.members:
                member.start()
            self.wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._killer.is_alive():
            self.spare()
        self._stop()

    def wait_until_ready(self) -> None:
        """Until all take requests or jobs; whoever ended meanwhile is started again."""
        deadline = time.monotonic() + _START_SECONDS
        while not all(member.is_ready() for member in self.members):
            if time.monotonic() > deadline:
                logs = "\n".join(member.log.read_text("utf-8", "replace")[-3000:] for member in self.members)
                raise RuntimeError(f"the bot's processes did not come up:\n{logs}")
            self._raise_the_ended()
            time.sleep(_POLL_SECONDS)

    def harry(self) -> None:
        """Kill one at random every so many seconds from now on."""
        self._killer.start()

    def spare(self) -> None:
        """No more kills."""
        self._over.set()
        self._killer.join()

    def _kill_on(self) -> None:
        while len(self.kills) < self._most_kills and not self._over.wait(self._pause()):
            self._raise_the_ended()
            victim = self._chance.choice(self.members)
            self.kills.append(Kill(member=victim.name, at=time.time()))
            victim.kill()
            victim.start()
            while len(self.members) == 1 and not victim.is_ready() and not self._over.is_set():
                self._raise_the_ended()
                time.sleep(_POLL_SECONDS)

    def _pause(self) -> float:
        """Exactly so long among several; the only one lives for any time up to twice that."""
        return self._kill_seconds * (self._chance.uniform(0, 2) if len(self.members) == 1 else 1)

    def _raise_the_ended(self) -> None:
        for member in self.members:
            if member.has_ended:
                self.ended.append(member.name)
                member.start()

    def _stop(self) -> None:
        for member in self.members:
            member.kill()

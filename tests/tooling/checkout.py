"""A clone as a reader has it, with its `.venv` made, in which the lines of one document run one after the other."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.tooling.documents import ROOT, Command

_COPIED = ("sandbox",)  # finds the clone by where its own files are
_LINKED = ("bot", "titan_core", "bench", "docs", "examples", "tests")
_DEBIANS = "/usr/lib/postgresql"  # programs that aren't on the PATH there
_SECONDS = 120.0
# What stays up, and what it says when it is ready.
_STAYING = {
    r"make sandbox|-m sandbox(?!.*--once|\.)": "Ctrl-C ends it",
    r"-m sandbox\.bedrock": "Ctrl-C ends it",
    r"-m bot (run|web)": "Receiving by Socket Mode",
    r"-m bot worker": "Connected to",
    r"examples/slack_app\.py$": "Bolt app is running",
}
_SHIM = """#!/bin/sh
exec "{python}"{module} "$@"
"""
_AND_KEEP = """set -e
{line}
env -0 > "$KEPT/env"
pwd > "$KEPT/pwd"
"""


class Checkout:
    """Runs lines by `sh`, in an environment and a folder that go on from line to line."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder / "imagine"
        self._kept = folder / "kept"
        self._kept.mkdir()
        self._at = self.folder
        self._staying: list[subprocess.Popen[bytes]] = []
        self._make()
        programs = [str(self.folder / ".venv/bin"), os.environ["PATH"], *map(str, Path(_DEBIANS).glob("*/bin"))]
        self.environment = {**environment, "PATH": os.pathsep.join(programs), "KEPT": str(self._kept)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for process in self._staying:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def end(self) -> None:
        """Stop what stays up, as Ctrl-C in each terminal would; fail where something had ended by itself."""
        for process in self._staying:
            assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
            os.killpg(process.pid, signal.SIGINT)
        for process in self._staying:
            process.wait(_SECONDS)

    def run(self, command: Command) -> None:
        """Fail with what it printed unless it exits with 0, or comes up, and prints the lines that are told."""
        ready = next((said for line, said in _STAYING.items() if re.search(line, command.line)), None)
        printed = self._start(command.line, ready) if ready else self._run(command.line)
        missing = first_missing(command.printed, printed)
        assert missing is None, f"{command.line}\ndoesn't print {missing!r}, but\n{printed}"

    def _run(self, line: str) -> str:
        done = subprocess.run(
            ["/bin/sh", "-c", _AND_KEEP.format(line=line)],
            cwd=self._at,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{line}\nended with {done.returncode}:\n{done.stdout}"
        self._at = Path((self._kept / "pwd").read_text("utf-8").strip())
        pairs = (self._kept / "env").read_text("utf-8").split("\0")
        self.environment = dict(pair.split("=", 1) for pair in pairs if pair)
        return done.stdout

    def _start(self, line: str, ready: str) -> str:
        log = self._kept / f"log{len(self._staying)}"
        with log.open("wb") as out:
            process = subprocess.Popen(
                ["/bin/sh", "-c", line],
                cwd=self._at,
                env={**self.environment, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._staying.append(process)
        deadline = time.monotonic() + _SECONDS
        while not re.search(ready, said := log.read_text("utf-8", errors="replace")):
            assert process.poll() is None, f"{line}\nended with {process.returncode}:\n{said}"
            assert time.monotonic() < deadline, f"{line}\nwas never ready:\n{said}"
            time.sleep(0.02)
        return said

    def _make(self) -> None:
        """The interpreter of these tests is the clone's; nothing is left to install."""
        self.folder.mkdir()
        for path in ROOT.iterdir():
            if path.name in _COPIED:
                shutil.copytree(path, self.folder / path.name)
            elif path.name in _LINKED:
                (self.folder / path.name).symlink_to(path)
            elif path.is_file() and path.name != ".env":  # is the developer's own
                shutil.copy2(path, self.folder / path.name)
        shims = {"python": "", "python3": "", "titan": " -m titan_core"}
        (self.folder / ".venv/bin").mkdir(parents=True)
        for name, module in shims.items():
            shim = self.folder / ".venv/bin" / name
            shim.write_text(_SHIM.format(python=sys.executable, module=module))
            shim.chmod(0o755)
        for stamp in (".sandbox", ".dev"):
            (self.folder / ".venv" / stamp).touch()


def first_missing(told: tuple[str, ...], printed: str) -> str | None:
    """The first of the told lines that isn't printed behind the ones before it; `…` is any part of a line."""
    lines = iter(printed.splitlines())
    for line in told:
        if line.strip() in ("…", ""):
            continue
        wanted = re.compile(".*".join(re.escape(part) for part in line.strip().split("…")))
        if not any(wanted.fullmatch(found.strip()) for found in lines):
            return line
    return None

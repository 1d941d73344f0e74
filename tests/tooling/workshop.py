"""A copy of the Makefile in an empty folder, whose .venv and tools are probes that record how they were called."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STAMPS = (".venv/.sandbox", ".venv/.dev")

# Started by a shell script, since a folder with a space in its name can't stand in a first line.
_PROBE = """#!/bin/sh
exec "{python}" probe.py "$0" "$@"
"""

_PROBE_PROGRAM = """
import json, os, sys
call = {"name": os.path.basename(sys.argv[1]), "args": sys.argv[2:], "env": dict(os.environ)}
with open("calls.jsonl", "a") as calls:
    print(json.dumps(call), file=calls)
wanted = os.path.exists("fail") and open("fail").read()
sys.exit(3 if wanted and wanted in " ".join(sys.argv) else 0)
"""

_FAKE_PYTHON = """#!/bin/sh
case "$*" in
*version_info*) exit {too_old} ;;
*ensurepip*) exit {no_venv} ;;
--version) echo "Python {version}" ;;
"-m venv --clear .venv") rm -rf .venv && mkdir -p .venv/bin && cp probe .venv/bin/python ;;
esac
"""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One start of a probe: the program's name, its arguments and its whole environment."""

    name: str
    args: list[str]
    env: dict[str, str]


class Workshop:
    """Runs targets of the real Makefile; nothing is downloaded and only probes are started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._bin = folder / "bin"
        for name in ("Makefile", "requirements-sandbox.txt", "requirements-dev.txt", "docs/demo-prompts.txt"):
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        self._bin.mkdir()
        for tool in ("env", "sed", "awk", "touch", "mkdir", "cp", "rm"):
            (self._bin / tool).symlink_to(shutil.which(tool) or tool)
        self.tool("id", "echo 1000")
        (folder / "probe.py").write_text(_PROBE_PROGRAM)
        _executable(folder / "probe", _PROBE.format(python=sys.executable))

    def tool(self, name: str, script: str) -> None:
        """Put a program of this name on the PATH, which else holds only what the Makefile's own recipes use."""
        _executable(self._bin / name, f"#!/bin/sh\n{script}\n")

    def python(self, name: str, *, version: str = "3.12.1", too_old: bool = False, no_venv: bool = False) -> None:
        """Put an interpreter on the PATH that makes a .venv of probes."""
        script = _FAKE_PYTHON.format(version=version, too_old=int(too_old), no_venv=int(no_venv))
        _executable(self._bin / name, script)

    def set_up(self) -> None:
        """Make a .venv in which everything is installed."""
        (self.folder / ".venv/bin").mkdir(parents=True)
        for name in ("python", "lint-imports"):
            shutil.copy(self.folder / "probe", self.folder / ".venv/bin" / name)
        for stamp in STAMPS:
            (self.folder / stamp).touch()

    def fail(self, text: str) -> None:
        """From now on a probe whose command line holds `text` exits with 3."""
        (self.folder / "fail").write_text(text)

    def make(self, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run the real make with these arguments and no other environment than PATH, HOME and `env`."""
        return subprocess.run(
            [shutil.which("make") or "make", *args],
            cwd=self.folder,
            env={"PATH": str(self._bin), "HOME": str(self.folder), **env},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self, *first_args: str) -> list[Call]:
        """Probes started so far whose arguments begin with these."""
        log = self.folder / "calls.jsonl"
        calls = [Call(**json.loads(line)) for line in log.read_text().splitlines()] if log.exists() else []
        return [call for call in calls if call.args[: len(first_args)] == list(first_args)]


def _executable(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)

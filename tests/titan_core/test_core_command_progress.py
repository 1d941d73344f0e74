"""How far `titan` has come with several pictures: a bar on a terminal, plain lines anywhere else."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import titan_core
from tests.titan_core.bedrock_wire import THROTTLED, BedrockWire, stability
from tests.titan_core.conftest import KEYS

ROOT = Path(titan_core.__file__).parent.parent
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7])[\d;]*m")
Titan = Callable[..., "Told"]


@dataclass(frozen=True, kw_only=True)
class Told:
    code: int
    out: str
    terminal: str

    @property
    def lines(self) -> list[str]:
        """What a person reads: each line without its colours and without what was wiped out before it."""
        plain = re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", self.terminal)
        return [line.rsplit("\r", 1)[-1] for line in plain.replace("\r\n", "\n").splitlines()]


@pytest.fixture
def environment(wire: BedrockWire, tmp_path: Path) -> dict[str, str]:
    sealed = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    return {**sealed, **KEYS, "BWB_ENDPOINT_URL": wire.url, "IMAGINE_MODELS": "core"}


@pytest.fixture
def on_a_terminal(environment: dict[str, str], tmp_path: Path) -> Titan:
    """`titan` in a process whose stderr is a terminal of 60 columns, and its stdout too where that is asked for."""

    def run(*arguments: str, out_too: bool = False, **variables: str) -> Told:
        shown, terminal = os.openpty()
        child = {**environment, "TERM": "xterm-256color", "COLUMNS": "60", **variables}
        command = [sys.executable, "-m", "titan_core", *arguments]
        stdout = terminal if out_too else subprocess.PIPE
        with subprocess.Popen(command, env=child, cwd=tmp_path, stdout=stdout, stderr=terminal) as process:
            os.close(terminal)
            seen = b"".join(iter(lambda: _read(shown), b""))
            out = process.stdout.read() if process.stdout else b""
        os.close(shown)
        return Told(code=process.returncode, out=out.decode(), terminal=seen.decode())

    return run


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so where other systems just end: whoever wrote has gone
        return b""


@pytest.fixture
def one_by_one(wire: BedrockWire) -> None:
    """Three pictures half a second apart, so that a bar has something to show."""
    wire.script = lambda asked: stability(seed=asked.body["seed"], delay=0.4 * (asked.body["seed"] - 7))


@pytest.mark.usefixtures("one_by_one")
def test_a_terminal_shows_how_many_are_done(on_a_terminal: Titan) -> None:
    told = on_a_terminal("a fox", "-n", "3", "--seed", "7")

    assert told.code == 0
    assert [f"{done}/3" in told.terminal for done in range(3)] == [True] * 3
    assert COLOUR.search(told.terminal)
    assert told.out.splitlines() == [f"a-fox-{seed}-{seed - 6}.png" for seed in (7, 8, 9)]
    for number in (1, 2, 3):
        assert f"Picture {number} of 3: 8x8, seed {number + 6}" in told.lines
    assert told.lines[-1] == "Drawn by Stable Image Core, $0.12 by the price list."


@pytest.mark.usefixtures("one_by_one")
def test_no_color_is_heeded(on_a_terminal: Titan) -> None:
    told = on_a_terminal("a fox", "-n", "3", "--seed", "7", NO_COLOR="1")

    assert "1/3" in told.terminal
    assert not COLOUR.search(told.terminal)


@pytest.mark.usefixtures("one_by_one")
def test_paths_stay_whole_beside_the_bar(on_a_terminal: Titan, tmp_path: Path) -> None:
    folder = tmp_path / "foxes-of-a-folder-with-a-very-long-name-[bold]"
    folder.mkdir()

    told = on_a_terminal("a fox", "-n", "2", "--seed", "7", "-o", str(folder), out_too=True)

    assert {str(place) for place in folder.iterdir()} <= set(told.lines)


def test_waiting_is_told_above_the_bar(on_a_terminal: Titan, wire: BedrockWire) -> None:
    wire.then(THROTTLED)

    told = on_a_terminal("a fox", "-n", "2")

    assert told.code == 0
    assert any("stability.stable-image-core" in line and "again" in line for line in told.lines), told.lines


@pytest.mark.parametrize(("arguments", "variables"), [(["-n", "1"], {}), (["-n", "2"], {"TERM": "dumb"})])
def test_lines_are_enough_for_one_picture_and_for_a_dumb_terminal(
    on_a_terminal: Titan, arguments: list[str], variables: dict[str, str]
) -> None:
    told = on_a_terminal("a fox", *arguments, **variables)

    assert told.code == 0
    assert "\x1b" not in told.terminal
    assert told.lines[0].startswith("Drawing ")
    assert told.lines[1].startswith("Picture ")


@pytest.mark.usefixtures("one_by_one")
def test_a_pipe_gets_plain_lines(environment: dict[str, str], tmp_path: Path) -> None:
    child = {**environment, "FORCE_COLOR": "1"}
    command = [sys.executable, "-m", "titan_core", "a fox", "-n", "3", "--seed", "7"]

    done = subprocess.run(command, env=child, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stderr.splitlines() == [
        "Drawing 3 pictures: Stable Image Core …",
        *(f"Picture {number} of 3: 8x8, seed {number + 6}" for number in (1, 2, 3)),
        "Drawn by Stable Image Core, $0.12 by the price list.",
    ]

"""`python -m bench.start`: until `python -m bot run` is ready, beside the import of what it is made of."""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.report import machine
from sandbox.app_process import ROOT
from sandbox.slack import SlackSandbox

FLOOR = "import slack_bolt, boto3, dbos"
_AIM = 1.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Starts:
    """Seconds of each start, in turns. `ours` have a database already, `first` makes it."""

    floor: Sequence[float]
    ours: Sequence[float]
    first: float

    @property
    def ratio(self) -> float:
        return statistics.median(self.ours) / statistics.median(self.floor)


def measure(rounds: int, folder: Path) -> Starts:
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox())
        bedrock = stack.enter_context(processes.bedrock(folder))
        first = _ours(folder, slack, bedrock.url)
        _floor()
        turns = [(_floor(), _ours(folder, slack, bedrock.url)) for _ in range(rounds)]
    return Starts(floor=[turn[0] for turn in turns], ours=[turn[1] for turn in turns], first=first)


def _floor() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", FLOOR], cwd=ROOT, check=True)
    return time.perf_counter() - began


def _ours(folder: Path, slack: SlackSandbox, bedrock_url: str) -> float:
    """From its start until /readyz says yes: it has its tokens tried, its database looked at, and takes requests."""
    began = time.perf_counter()
    with processes.bot(folder, slack, bedrock_url):
        return time.perf_counter() - began


def told(starts: Starts) -> str:
    floor, ours = statistics.median(starts.floor), statistics.median(starts.ours)
    return (
        f'| ratio | `bot run` is ready | `python -c "{FLOOR}"` | its first start, which makes the database |\n'
        "|---|---|---|---|\n"
        f"| **{starts.ratio:.2f}** | {ours:.2f} s | {floor:.2f} s | {starts.first:.2f} s |\n\n"
        f"Medians of {len(starts.ours)}, in turns; {machine()}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if the ratio is above the aim."""
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
        starts = measure(options.rounds, Path(folder))
    print(told(starts))
    return int(starts.ratio > _AIM)


if __name__ == "__main__":
    sys.exit(main())

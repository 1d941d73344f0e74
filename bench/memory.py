"""`python -m bench.memory`: what a picture under way costs in memory, and whether it stays flat over thousands."""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.crowd import Crowd
from bench.report import machine
from bench.side_by_side import PICTURE_BYTES
from bench.throughput import Plan
from sandbox.app_process import ROOT
from sandbox.slack import SlackSandbox

_LATENCY = 2.0
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """Resident bytes of `run`. idle: as it has come up. peaks: the highest of each fourth of the pictures."""

    at_once: int
    pictures: int
    shown: int
    idle: int
    peaks: Sequence[int]

    @property
    def files_each(self) -> float:
        """Above idle, of each picture under way, in sizes of its file."""
        return (max(self.peaks) - self.idle) / self.at_once / PICTURE_BYTES

    @property
    def growth(self) -> float:
        """The last fourth's peak beside the second's; the first still fills what stays filled."""
        return self.peaks[-1] / self.peaks[1]


def measure(pictures: int, at_once: int, folder: Path) -> Memory:
    """`run`, a model of 2 s, Slack's rate limits off. Commands come as fast as they are drawn."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox(tiers=False, file_delay=0.3))
        bedrock = stack.enter_context(processes.bedrock(folder, painter="plain", picture_bytes=PICTURE_BYTES))
        settings = {"WORKER_CONCURRENCY": str(at_once), "REQUESTS_PER_MINUTE": "10000"}
        bot = stack.enter_context(processes.bot(folder, slack, bedrock.url, **settings))
        slack.configure(app_url=bot.url)
        crowd = Crowd.of(slack, Plan().people)
        idle = bot.rss_bytes
        crowd.warm_up()
        bedrock.change(latency=_LATENCY)
        peaks, shown, part = [], 0, pictures // 4
        for number in range(4):
            with _peak(bot) as peak:
                crowd.ask("picture", range(number * part, (number + 1) * part), at_once / _LATENCY, "--seed 7")
                shown = len(crowd.wait_until_shown("picture", (number + 1) * part, 600))
            peaks.append(max(peak))
    return Memory(at_once=at_once, pictures=pictures, shown=shown, idle=idle, peaks=peaks)


@contextmanager
def _peak(bot: processes.Measured) -> Iterator[list[int]]:
    seen, stop = [bot.rss_bytes], threading.Event()

    def watch() -> None:
        while not stop.wait(_LOOK_SECONDS):
            seen.append(bot.rss_bytes)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def told(found: Memory) -> str:
    peaks = ", ".join(f"{peak / 1e6:.0f}" for peak in found.peaks)
    return (
        f"{found.shown} of {found.pictures} pictures of {PICTURE_BYTES / 1e6:g} MB, {found.at_once} at once;"
        f" {machine()}\n\n"
        "| above idle, of each picture under way | last fourth / second | idle | highest of each fourth |\n"
        "|---|---|---|---|\n"
        f"| **{found.files_each:.2f} x** its file | **{found.growth:.2f}** | {found.idle / 1e6:.0f} MB | {peaks} MB |"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if a picture didn't come."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=16, help="WORKER_CONCURRENCY")
    options = parser.parse_args(arguments)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
        found = measure(options.pictures, options.at_once, Path(folder))
    print(told(found))
    return int(found.shown != found.pictures)


if __name__ == "__main__":
    sys.exit(main())

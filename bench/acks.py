"""`python -m bench.acks`: how long a command waits for its acknowledgement while others come and pictures are drawn."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.crowd import Crowd, quantile
from bench.report import machine
from bench.side_by_side import PICTURE_BYTES
from bench.throughput import Plan, bots
from sandbox.app_process import ROOT
from sandbox.slack import SlackSandbox

_SLACKS_SECONDS = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Acks:
    """Seconds, in rising order; `failed` are the commands that Slack gave up."""

    workers: int
    per_second: float
    seconds: Sequence[float]
    failed: int

    def at(self, share: float) -> float:
        return quantile(self.seconds, share)


def measure(per_second: float, over_seconds: float, workers: int, folder: Path) -> Acks:
    """workers: 0 is `run` on SQLite, else `web` and so many workers on PostgreSQL."""
    plan = Plan(concurrency=8, workers=workers)
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox(tiers=False))
        settings = {"painter": "plain", "picture_bytes": PICTURE_BYTES}
        bedrock = stack.enter_context(processes.bedrock(folder, **settings))
        programs = stack.enter_context(bots(plan, folder, slack, bedrock.url))
        slack.configure(app_url=programs[0].url)
        crowd = Crowd.of(slack, plan.people)
        crowd.warm_up()
        bedrock.change(latency=plan.latency)
        deliveries = crowd.ask("picture", range(int(per_second * over_seconds)), per_second, "--seed 7")
    return Acks(
        workers=workers,
        per_second=per_second,
        seconds=sorted(delivery.ack_ms / 1000 for delivery in deliveries),
        failed=sum(bool(delivery.error) for delivery in deliveries),
    )


def told(acks: Acks) -> str:
    what = f"`web`, {acks.workers} x `worker`, PostgreSQL" if acks.workers else "`run`, SQLite"
    times = " | ".join(f"{acks.at(share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99, 1.0))
    share = acks.at(1.0) / _SLACKS_SECONDS
    return f"| {what} | **{share:.2f}** | {times} | {acks.failed} of {len(acks.seconds)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if Slack gave up any command."""
    parser = argparse.ArgumentParser(prog="python -m bench.acks", description=__doc__)
    parser.add_argument("--per-second", type=float, default=50.0)
    parser.add_argument("--over", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1], help="0: `run` on SQLite")
    options = parser.parse_args(arguments)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    print(f"{options.per_second:g} commands a second for {options.over:g} s, 40 people; {machine()}\n")
    print(
        "| processes | slowest / Slack's 3 s | p50 | p95 | p99 | slowest | not in time |\n|---|---|---|---|---|---|---|"
    )
    failed = 0
    for workers in options.workers:
        with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
            acks = measure(options.per_second, options.over, workers, Path(folder))
        print(told(acks), flush=True)
        failed += acks.failed
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

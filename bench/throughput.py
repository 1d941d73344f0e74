"""`python -m bench.throughput`: pictures a second with every slot taken, beside concurrency / latency.

`run` is one process on SQLite; `web` and workers, each a process, share a PostgreSQL server.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench import processes
from bench.crowd import Crowd
from bench.report import machine
from bench.side_by_side import FILE_DELAY_SECONDS, PICTURE_BYTES
from sandbox.app_process import ROOT
from sandbox.slack import SlackSandbox
from tests.postgres import postgres_server

_LINE = "picture"
_FLAGS = "--seed 7"  # one picture again and again: painting is no part of what is measured
_RUSH = 1.5  # commands come so much faster than they can be drawn
_TIER_SECONDS = 1800.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """`pictures`, drawn by a model of `latency` seconds, `concurrency` at once in each worker.

    workers: 0 is `python -m bot run` on SQLite, else `web` and so many workers on PostgreSQL. tiers: whether Slack's
    rate limits hold.
    """

    pictures: int = 960
    people: int = 40
    latency: float = 2.0
    concurrency: int = 32
    workers: int = 0
    tiers: bool = False
    picture_bytes: int = PICTURE_BYTES

    @property
    def at_once(self) -> int:
        return self.concurrency * max(1, self.workers)

    @property
    def ideal(self) -> float:
        """Pictures a second if no slot were ever free."""
        return self.at_once / self.latency


@dataclass(frozen=True, kw_only=True, slots=True)
class Throughput:
    """`rate`: pictures drawn a second while there was a line. `behind`: seconds from the last drawing's end to its
    showing. `per_minute`: pictures shown, from the first to the last. `cpu` in seconds a picture, by program.
    """

    plan: Plan
    failed: int
    shown: int
    rate: float
    most_at_once: int
    behind: float
    per_minute: float
    cpu: dict[str, float]

    @property
    def ratio(self) -> float:
        return self.rate / self.plan.ideal


def measure(plan: Plan, folder: Path) -> Throughput:
    """Run the plan with processes of its own, over HTTP; `folder` takes their data."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox(tiers=False, file_delay=FILE_DELAY_SECONDS))
        settings = {"painter": "plain", "picture_bytes": plan.picture_bytes, "latency": 0.0}
        bedrock = stack.enter_context(processes.bedrock(folder, **settings))
        programs = stack.enter_context(bots(plan, folder, slack, bedrock.url))
        slack.configure(app_url=programs[0].url)
        crowd = Crowd.of(slack, plan.people)
        crowd.warm_up()
        bedrock.change(latency=plan.latency)
        slack.configure(tiers=plan.tiers)
        return _measured(plan, crowd, bedrock, programs)


@contextmanager
def bots(plan: Plan, folder: Path, slack: SlackSandbox, bedrock_url: str) -> Iterator[list[processes.Measured]]:
    """The process that receives, and those that draw."""
    settings = {"WORKER_CONCURRENCY": str(plan.concurrency), "REQUESTS_PER_MINUTE": "10000"}
    with ExitStack() as stack:
        if not plan.workers:
            yield [stack.enter_context(processes.bot(folder, slack, bedrock_url, **settings))]
            return
        server = stack.enter_context(postgres_server())
        settings |= {"DATABASE_URL": server.new_database(), "DATA_DIR": str(folder / "shared")}
        names = ["web", *(f"worker-{number}" for number in range(plan.workers))]
        yield [
            stack.enter_context(
                processes.bot(folder, slack, bedrock_url, name.partition("-")[0], name, **settings),
            )
            for name in names
        ]


def _measured(plan: Plan, crowd: Crowd, bedrock: processes.Bedrock, bots: Sequence[processes.Measured]) -> Throughput:
    programs = {"bot": list(bots), "Bedrock": [bedrock.process]}
    before = _cpu_seconds(programs)
    already = len(bedrock.calls())
    deliveries = crowd.ask(_LINE, range(plan.pictures), plan.ideal * _RUSH, _FLAGS)
    shown = crowd.wait_until_shown(_LINE, plan.pictures, _TIER_SECONDS if plan.tiers else 300)
    cpu = {name: seconds - before[name] for name, seconds in _cpu_seconds(programs).items()}
    calls = bedrock.calls()[already:]
    ends = sorted(call["ended_at"] for call in calls if call["outcome"] == "ok")
    times = [one.at for one in shown]
    return Throughput(
        plan=plan,
        failed=sum(bool(delivery.error) for delivery in deliveries),
        shown=len({one.number for one in shown}),
        rate=_steady_rate(ends, plan.at_once),
        most_at_once=_most_at_once(calls),
        behind=max(times) - ends[-1],
        per_minute=(len(times) - 1) / (max(times) - min(times)) * 60,
        cpu={name: seconds / plan.pictures for name, seconds in cpu.items()},
    )


def _steady_rate(ends: Sequence[float], at_once: int) -> float:
    """Between the end of the second wave and the beginning of the last one: no slot need have been free then."""
    first, last = 2 * at_once - 1, len(ends) - at_once - 1
    return (last - first) / (ends[last] - ends[first])


def _most_at_once(calls: Sequence[dict[str, float]]) -> int:
    changes = sorted([(call["started_at"], 1) for call in calls] + [(call["ended_at"], -1) for call in calls])
    under_way = most = 0
    for _, change in changes:
        under_way += change
        most = max(most, under_way)
    return most


def _cpu_seconds(programs: dict[str, list[processes.Measured]]) -> dict[str, float]:
    own = psutil.Process(os.getpid()).cpu_times()
    seconds = {name: sum(one.cpu_seconds for one in several) for name, several in programs.items()}
    return {**seconds, "Slack and people": own.user + own.system}


def told(found: Throughput) -> str:
    """One row of the table."""
    plan = found.plan
    what = f"`web`, {plan.workers} x `worker`, PostgreSQL" if plan.workers else "`run`, SQLite"
    cpu = ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in found.cpu.items())
    return (
        f"| {what} | {plan.at_once} x {plan.picture_bytes / 1e6:g} MB{', tiers' if plan.tiers else ''}"
        f" | **{found.ratio:.2f}** | {found.rate:.1f} of {plan.ideal:g} | {found.most_at_once}"
        f" | {found.shown} of {plan.pictures} | {found.per_minute:.0f} | {found.behind:.1f} s | {cpu} |"
    )


def heading() -> str:
    return (
        f"Model of 2 s, 40 people; {machine()}; the sandboxes share these cores\n\n"
        "| processes | at once | ratio | drawn a second | most at once | shown | shown a minute | behind"
        " | CPU ms a picture |\n|---|---|---|---|---|---|---|---|---|"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 0, or 1 if a command was not acknowledged or a picture didn't come."""
    parser = argparse.ArgumentParser(prog="python -m bench.throughput", description=__doc__)
    parser.add_argument("--pictures", type=int, default=960)
    parser.add_argument("--at-once", type=int, nargs="+", default=[8, 16, 32], help="WORKER_CONCURRENCY")
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2], help="0: `run` on SQLite")
    parser.add_argument("--bytes", type=int, default=PICTURE_BYTES, help="of a picture")
    parser.add_argument("--tiers", action="store_true", help="one run more, at Slack's own rate limits")
    options = parser.parse_args(arguments)
    plans = [
        Plan(pictures=options.pictures, concurrency=concurrency, workers=workers, picture_bytes=options.bytes)
        for workers in options.workers
        for concurrency in options.at_once
    ]
    if options.tiers:
        plans.append(Plan(pictures=200, concurrency=8, tiers=True, picture_bytes=options.bytes))
    print(heading(), flush=True)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    is_whole = True
    for plan in plans:
        with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
            found = measure(plan, Path(folder))
        print(told(found), flush=True)
        is_whole &= not found.failed and found.shown == plan.pictures
    return int(not is_whole)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench.load`: 200 commands in 10 seconds, and what becomes of them."""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench import processes
from bench.report import machine
from bench.side_by_side import FILE_DELAY_SECONDS, PICTURE_BYTES
from bench.way import UPDATE
from sandbox.app_process import ROOT
from sandbox.slack import Delivery, SlackSandbox

_USERS = ("ada", "ben", "chloe", "minji", "junho")
_CHANNELS = ("general", "concept-art")
_SENDERS = 64
_GIVE_UP_SECONDS = 300
_POLL_SECONDS = 0.1
_LINE = "picture"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """So many commands, sent evenly over `over_seconds`, for a model of `latency` seconds, so many drawn at once."""

    commands: int = 200
    over_seconds: float = 10.0
    latency: float = 2.0
    concurrency: int = 8

    @property
    def floor_seconds(self) -> float:
        """No bot can be faster: the model's time, shared out evenly."""
        return self.commands * self.latency / self.concurrency


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What became of a plan. `acks` are in seconds, sorted; `failed` counts commands without an ack within 3 s.

    `seconds` is from the first command to the last picture. `displaced` is how far, at most, a picture came from its
    place in the order in which its user had asked. `drawing` is the mean number of pictures that the model had at
    once while there was a line.
    """

    plan: Plan
    acks: Sequence[float]
    failed: int
    shown: int
    seconds: float
    displaced: int
    drawing: float
    cpu_seconds: float
    rss_bytes_before: int
    rss_bytes_peak: int

    def ack(self, quantile: float) -> float:
        return self.acks[min(len(self.acks) - 1, int(len(self.acks) * quantile))]


def measure(plan: Plan, folder: Path) -> Load:
    """Run the plan against the bot as a process of its own, over HTTP; `folder` takes its data."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox(tiers=False, file_delay=FILE_DELAY_SECONDS))
        bedrock = stack.enter_context(
            processes.bedrock(folder, painter="plain", picture_bytes=PICTURE_BYTES, latency=plan.latency)
        )
        settings = {"WORKER_CONCURRENCY": str(plan.concurrency), "REQUESTS_PER_MINUTE": "10000"}
        bot = stack.enter_context(processes.bot(folder, slack, bedrock.url, **settings))
        slack.configure(app_url=bot.url)
        _warm_up(slack)
        return _load(plan, slack, bedrock, bot)


def _load(plan: Plan, slack: SlackSandbox, bedrock: processes.Bedrock, bot: processes.Measured) -> Load:
    before, cpu, began = bot.rss_bytes, bot.cpu_seconds, time.time()
    with _peak_memory(bot) as peak:
        deliveries = _send(plan, slack)
        order = _wait_until_shown(plan, slack)
        seconds = time.time() - began
    return Load(
        plan=plan,
        acks=sorted(delivery.ack_ms / 1000 for delivery in deliveries),
        failed=sum(bool(delivery.error) for delivery in deliveries),
        shown=len(order),
        seconds=seconds,
        displaced=_displaced(order),
        drawing=_drawing(plan, bedrock, began),
        cpu_seconds=bot.cpu_seconds - cpu,
        rss_bytes_before=before,
        rss_bytes_peak=max(peak),
    )


def _warm_up(slack: SlackSandbox) -> None:
    """A picture for each user: locales are known, Titan's retirement too."""
    for number, user in enumerate(_USERS):
        delivery = slack.command(user, _CHANNELS[number % len(_CHANNELS)], f"/imagine warm-up {number}")
        assert not delivery.error, delivery
    slack.wait_for(lambda: len(_shown(slack, "warm-up")) == len(_USERS), 60, "the warm-up", every=_POLL_SECONDS)


def _send(plan: Plan, slack: SlackSandbox) -> list[Delivery]:
    began = time.monotonic()
    with ThreadPoolExecutor(_SENDERS) as senders:
        sent = []
        for number in range(plan.commands):
            time.sleep(max(0.0, began + number * plan.over_seconds / plan.commands - time.monotonic()))
            where = _USERS[number % len(_USERS)], _CHANNELS[number % len(_CHANNELS)]
            sent.append(senders.submit(slack.command, *where, f"/imagine {_LINE} {number}"))
        return [delivery.result() for delivery in sent]


def _wait_until_shown(plan: Plan, slack: SlackSandbox) -> list[int]:
    """The numbers of the pictures that were shown, in the order of their showing."""
    deadline = time.monotonic() + _GIVE_UP_SECONDS
    while len(order := _shown(slack, _LINE)) < plan.commands and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
    return order


def _shown(slack: SlackSandbox, line: str) -> list[int]:
    granted = [call for call in slack.calls(UPDATE) if call.answer.get("ok")]
    prompts = [
        block["alt_text"].partition(".")[0]
        for call in granted
        for block in call.arguments.get("blocks", ())
        if block["type"] == "image"
    ]
    return [int(prompt.rpartition(" ")[2]) for prompt in prompts if prompt.startswith(f"{line} ")]


def _displaced(order: Sequence[int]) -> int:
    def user(number: int) -> int:
        return number % len(_USERS)

    each = (list(numbers) for _, numbers in groupby(sorted(order, key=user), key=user))
    return max(abs(place - sorted(numbers).index(number)) for numbers in each for place, number in enumerate(numbers))


def _drawing(plan: Plan, bedrock: processes.Bedrock, began: float) -> float:
    """Pictures under way at once, from the first call to the moment at which the last one begins."""
    calls = [call for call in bedrock.calls() if call["started_at"] >= began and call["ended_at"]]
    first, last = min(call["started_at"] for call in calls), max(call["started_at"] for call in calls)
    busy = sum(min(call["ended_at"], last) - call["started_at"] for call in calls)
    return float(busy / (last - first)) if last > first else float(plan.concurrency)


@contextmanager
def _peak_memory(bot: processes.Measured) -> Iterator[list[int]]:
    """Resident bytes, looked at five times a second."""
    seen, stop = [bot.rss_bytes], threading.Event()

    def watch() -> None:
        while not stop.wait(0.2):
            seen.append(bot.rss_bytes)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def told(load: Load) -> str:
    """The result in words; deviations from the plan first."""
    plan = load.plan
    acks = ", ".join(
        f"{name} {load.ack(at) * 1000:.0f} ms" for name, at in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    )
    return (
        f"{plan.commands} commands in {plan.over_seconds:g} s, model of {plan.latency:g} s, {plan.concurrency} at once,"
        f" pictures of {PICTURE_BYTES / 1e6:g} MB\n"
        f"{machine()}; Slack's rate limits and REQUESTS_PER_MINUTE out of the way for this run\n\n"
        f"Shown: {load.shown} of {plan.commands} in {load.seconds:.1f} s, {load.seconds / plan.floor_seconds:.2f} x the"
        f" floor of {plan.floor_seconds:g} s; commands not acknowledged within 3 s: {load.failed}\n"
        f"Ack: {acks}, max {load.acks[-1] * 1000:.0f} ms\n"
        f"Drawn at once, on average: {load.drawing:.2f} of {plan.concurrency}\n"
        f"Order: no picture more than {load.displaced} places from its user's order\n"
        f"Memory: {load.rss_bytes_before / 1e6:.0f} MB before, {load.rss_bytes_peak / 1e6:.0f} MB at most;"
        f" CPU {load.cpu_seconds / plan.commands * 1000:.0f} ms a picture"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 0, or 1 if a command was not acknowledged or a picture didn't come."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--commands", type=int, default=200)
    parser.add_argument("--over", type=float, default=10.0, metavar="SECONDS")
    parser.add_argument("--latency", type=float, default=2.0, metavar="SECONDS", help="of the model")
    parser.add_argument("--at-once", type=int, default=8, help="WORKER_CONCURRENCY")
    options = parser.parse_args(arguments)
    plan = Plan(
        commands=options.commands,
        over_seconds=options.over,
        latency=options.latency,
        concurrency=options.at_once,
    )
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
        load = measure(plan, Path(folder))
    print(told(load))
    return int(bool(load.failed) or load.shown != plan.commands)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench.backlog`: acknowledgements, and one's place in line, beside ten thousand jobs that wait."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.crowd import Crowd, quantile
from bench.report import machine
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.services import Services, make_services, open_database
from bot.settings import Settings
from bot.store.people import Person
from sandbox.app_process import ROOT
from sandbox.slack import SlackSandbox
from tests.postgres import postgres_server
from titan_core.tasks import TextToImage

_PEOPLE = 200
_COMMANDS, _PER_SECOND = 200, 20.0
_LOOKS = 300
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-filling", "SLACK_APP_TOKEN": "xapp-filling"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """Seconds, in rising order: acknowledgements without and with the backlog, and looks at a place in line."""

    database: str
    waiting: int
    before: Sequence[float]
    after: Sequence[float]
    looks: Sequence[float]
    failed: int

    @property
    def ratio(self) -> float:
        return quantile(self.after, 0.5) / quantile(self.before, 0.5)


def measure(waiting: int, database: str, folder: Path) -> Backlog:
    """`web` alone: nobody draws. database: postgresql or sqlite."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox(tiers=False))
        bedrock = stack.enter_context(processes.bedrock(folder))
        told = {"DATA_DIR": str(folder / "shared")}
        if database == "postgresql":
            told["DATABASE_URL"] = stack.enter_context(postgres_server()).new_database()
        web = stack.enter_context(processes.bot(folder, slack, bedrock.url, "web", "web", **told))
        slack.configure(app_url=web.url)
        crowd = Crowd.of(slack, 40)
        crowd.ask("warm up", range(40), _PER_SECOND)
        first = crowd.ask("before", range(_COMMANDS), _PER_SECOND)
        with _services({**_TOKENS, **told}) as services:
            _fill(services, waiting)
            second = crowd.ask("after", range(_COMMANDS), _PER_SECOND)
            looks = _looks(services, min(waiting, _PEOPLE))
    return Backlog(
        database=database,
        waiting=waiting,
        before=sorted(delivery.ack_ms / 1000 for delivery in first),
        after=sorted(delivery.ack_ms / 1000 for delivery in second),
        looks=looks,
        failed=sum(bool(delivery.error) for delivery in (*first, *second)),
    )


@contextmanager
def _services(environment: dict[str, str]) -> Iterator[Services]:
    settings = Settings.from_env(environment)
    database = open_database(settings)
    services = make_services(settings, database)
    try:
        yield services
    finally:
        services.close()
        database.dispose()


def _fill(services: Services, count: int) -> None:
    """As the bot itself makes jobs: row, entry in the ledger, turn and place in the engine's queue."""
    for first in range(min(_PEOPLE, count)):
        person = Person(team_id="T0SANDBOX1", user_id=f"U0WAITS{first:03}")
        services.enqueuer.enqueue_all([_asked(person, number) for number in range(first, count, _PEOPLE)])


def _asked(person: Person, number: int) -> Asked:
    return Asked(
        intent=f"backlog:{number}",
        person=person,
        channel_id="C0GENERAL1",
        thread_ts=None,
        command="/imagine",
        response_url=None,
        order=Order.of(TextToImage(prompt=f"waiting {number}", seed=7)),
    )


def _looks(services: Services, people: int) -> list[float]:
    """A place in line, of people chosen by chance: what an acknowledgement and `/imagine queue` say."""
    chance, took = random.Random(7), []
    for _ in range(_LOOKS):
        person = Person(team_id="T0SANDBOX1", user_id=f"U0WAITS{chance.randrange(people):03}")
        job = services.queue.of(person)[-1]
        began = time.perf_counter()
        assert services.line.wait(job).ahead
        took.append(time.perf_counter() - began)
    return sorted(took)


def told(found: Backlog) -> str:
    """One row of the table."""
    return (
        f"| {found.database} | **{found.ratio:.2f}** | {quantile(found.before, 0.5) * 1000:.0f} and"
        f" {quantile(found.after, 0.5) * 1000:.0f} ms | {quantile(found.after, 0.99) * 1000:.0f} ms |"
        f" {quantile(found.looks, 0.5) * 1000:.1f} ms | {quantile(found.looks, 0.99) * 1000:.1f} ms | {found.failed} |"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if Slack gave up any command."""
    parser = argparse.ArgumentParser(prog="python -m bench.backlog", description=__doc__)
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    options = parser.parse_args(arguments)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    print(f"{options.waiting} jobs wait, nobody draws; {machine()}\n")
    print("| database | ack, ratio | p50 without and with | p99 with | place in line, p50 | p99 | not in time |")
    print("|---|---|---|---|---|---|---|", flush=True)
    failed = 0
    for database in options.database:
        with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
            found = measure(options.waiting, database, Path(folder))
        print(told(found), flush=True)
        failed += found.failed
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

"""One run: both sandboxes, the bot's processes and their database; then what the records say of it."""

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.chaos.account import Account, account_of
from bench.chaos.balancer import Balancer
from bench.chaos.books import Books
from bench.chaos.fleet import Fleet, Member
from bench.chaos.plan import Plan
from bench.chaos.seen import CHANNELS, USERS, pictures
from bot.store.database import Database
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import Delivery, SlackSandbox
from tests.postgres import PostgresServer, postgres_server

_SENDERS = 16
_GIVE_UP_SECONDS = 180.0  # without another picture
_QUIET_SECONDS = 120.0
_POLL_SECONDS = 0.25
_FILE_SECONDS = 0.3  # until Slack has processed an upload
_OK = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """All parties of a run. `server` is None where the database is SQLite's file."""

    plan: Plan
    slack: SlackSandbox
    bedrock: BedrockSandbox
    fleet: Fleet
    books: Books
    server: PostgresServer | None


def measure(plan: Plan, folder: Path) -> Account:
    """Run the plan; `folder` takes data and logs. On PostgreSQL, started for it, where there are several processes."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = None if plan.is_one_process else stack.enter_context(postgres_server())
        return _measure(plan, folder, stack, server)


def _measure(plan: Plan, folder: Path, stack: ExitStack, server: PostgresServer | None) -> Account:
    slack = stack.enter_context(SlackSandbox(tiers=False, file_delay=_FILE_SECONDS))
    bedrock = stack.enter_context(BedrockSandbox())
    bedrock.change(painter="plain", latency=plan.latency, throttle_fraction=plan.throttled, error_fraction=plan.errors)
    url = server.new_database() if server else f"sqlite:///{folder / 'data' / 'imagine.sqlite'}"
    settings = {"WORKER_CONCURRENCY": str(plan.concurrency), "REQUESTS_PER_MINUTE": "10000"}
    settings |= {"DATABASE_URL": url} if server else {}
    members = [Member(name, slack, bedrock.url, folder, settings) for name in plan.members]
    balancer = Balancer([member.port for member in members if member.receives])
    slack.app_url = stack.enter_context(balancer).url
    fleet = stack.enter_context(Fleet(members, seed=plan.seed, kill_seconds=plan.kill_seconds, kills=plan.kills))
    database = Database(url)
    stack.callback(database.dispose)
    return _harried(Scene(plan=plan, slack=slack, bedrock=bedrock, fleet=fleet, books=Books(database), server=server))


def _harried(scene: Scene) -> Account:
    """Everything goes wrong until all is shown; then it has time to come to rest."""
    plan, slack, fleet = scene.plan, scene.slack, scene.fleet
    began = time.time()
    slack.fail_by_chance(plan.slack_faults, plan.seed)
    fleet.harry()
    acked, unacked = _send(scene)
    _wait_until_shown(slack, acked)
    seconds = time.time() - began
    fleet.spare()
    fleet.wait_until_ready()
    _wait_until_quiet(scene)
    slack.fail_by_chance(0)
    return account_of(plan, slack, scene.bedrock, fleet, scene.books, acked=acked, unacked=unacked, seconds=seconds)


def _send(scene: Scene) -> tuple[set[str], set[str]]:
    """Prompts that were acknowledged, as many as planned, and those that weren't, whose sender was told so."""
    plan, acked, unacked = scene.plan, set[str](), set[str]()
    restarts = _restarts(scene)
    with ThreadPoolExecutor(_SENDERS) as senders:
        under_way: list[tuple[str, Future[bool]]] = []
        for number in itertools.count():
            done = [(prompt, sent.result()) for prompt, sent in under_way if sent.done()]
            acked |= {prompt for prompt, taken in done if taken}
            unacked |= {prompt for prompt, taken in done if not taken}
            under_way = [(prompt, sent) for prompt, sent in under_way if not sent.done()]
            next(restarts)
            if len(acked) == plan.jobs:
                return acked, unacked
            if len(acked) + len(under_way) < plan.jobs:
                prompt = f"picture {number}"
                under_way.append((prompt, senders.submit(_is_taken, scene.slack, number, prompt)))
            time.sleep(1 / plan.per_second)
    raise AssertionError("unreachable")


def _is_taken(slack: SlackSandbox, number: int, prompt: str) -> bool:
    """Whether the command was acknowledged, and not with an apology."""
    where = USERS[number % len(USERS)], CHANNELS[number % len(CHANNELS)]
    delivery: Delivery = slack.command(*where, f"/imagine {prompt}")
    return delivery.status == _OK and not delivery.error and "went wrong" not in delivery.ack


def _restarts(scene: Scene) -> Iterator[None]:
    """At each step restart the database if it is its time: spread evenly over the commands."""
    plan, began = scene.plan, time.monotonic()
    seconds = plan.jobs / plan.per_second
    for number in range(plan.database_restarts):
        while time.monotonic() < began + seconds * (number + 1) / (plan.database_restarts + 1):
            yield
        if scene.server:
            scene.server.stop()
            scene.server.start()
    yield from itertools.repeat(None)


def _wait_until_shown(slack: SlackSandbox, acked: set[str]) -> None:
    """Or give up: what is missing is counted."""
    seen, since = 0, time.monotonic()
    while not acked <= (shown := set(pictures(slack))) and time.monotonic() < since + _GIVE_UP_SECONDS:
        if len(shown) > seen:
            seen, since = len(shown), time.monotonic()
        time.sleep(_POLL_SECONDS)


def _wait_until_quiet(scene: Scene) -> None:
    """Until nothing is under way any more: what was not acknowledged may have become a job, too."""
    deadline = time.monotonic() + _QUIET_SECONDS
    while scene.books.unfinished() or scene.bedrock.totals["in_flight"]:
        if time.monotonic() > deadline:
            return
        time.sleep(_POLL_SECONDS)

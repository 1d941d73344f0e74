"""What is to go wrong, and how often."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """`jobs` acknowledged commands, `per_second` sent, while one of `members` is killed every `kill_seconds`.

    kills: so many at most; else until the last picture is shown.
    members: names of the bot's processes, each a command of it and a number: `web-1`, `worker-3`, `run-1`.
    slack_faults, throttled, errors: shares of all calls, 0 to 1. latency: of the model, drawn evenly between its two
    bounds, in seconds. database_restarts: spread over the commands; only for PostgreSQL.
    """

    jobs: int
    members: tuple[str, ...]
    seed: int = 1
    per_second: float = 8.0
    kill_seconds: float = 1.0
    kills: int = 1_000_000
    database_restarts: int = 1
    concurrency: int = 4
    latency: tuple[float, float] = (0.5, 1.0)
    slack_faults: float = 0.05
    throttled: float = 0.05
    errors: float = 0.02

    def __post_init__(self) -> None:
        if self.jobs < 1 or not self.members or min(self.per_second, self.kill_seconds) <= 0:
            raise ValueError(f"one job, one process, some commands and kills a second at least: {self}")

    @property
    def is_one_process(self) -> bool:
        return len(self.members) == 1


def on_postgresql(jobs: int, seed: int) -> Plan:
    """Two that receive and three that draw."""
    members = ("web-1", "web-2", "worker-1", "worker-2", "worker-3")
    return Plan(jobs=jobs, members=members, seed=seed)


def on_sqlite(jobs: int, seed: int) -> Plan:
    """One process does everything: once it is up it lives 3 s on average, since every second it would never be."""
    return Plan(jobs=jobs, members=("run-1",), seed=seed, kill_seconds=3.0, database_restarts=0, concurrency=8)

"""The chaos of bench.chaos in a shorter form: what is acknowledged is one picture, shown once, whatever dies."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.chaos.plan import Plan, on_postgresql, on_sqlite
from bench.chaos.run import measure

PLANS = {
    "postgresql": replace(on_postgresql(60, seed=7), per_second=10.0, kills=10),
    "sqlite": replace(on_sqlite(40, seed=7), per_second=10.0, kill_seconds=1.0, kills=2),
}


@pytest.mark.slow
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_each_acknowledged_command_is_one_picture_whatever_is_killed_restarted_or_refused(
    plan: Plan, tmp_path: Path
) -> None:
    account = measure(plan, tmp_path)

    assert list(account.wrong()) == []
    assert len(account.acked) == plan.jobs
    assert account.kills
    assert account.slack_faults

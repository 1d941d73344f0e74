"""200 commands in ten seconds: all acked in Slack's three seconds, all drawn, in order, in bounded memory."""

from pathlib import Path

import pytest

from bench.load import Plan, measure

ACK_SECONDS = 3
MEMORY_BYTES = 400_000_000


@pytest.mark.slow
def test_a_rush_of_commands_is_acked_in_time_and_drawn_in_order_in_bounded_memory(tmp_path: Path) -> None:
    load = measure(Plan(commands=200, over_seconds=10, latency=2, concurrency=8), tmp_path)

    assert load.failed == 0
    assert len(load.acks) == load.plan.commands
    assert load.acks[-1] < ACK_SECONDS
    assert load.shown == load.plan.commands
    assert load.displaced <= load.plan.concurrency  # what is drawn side by side may come in any order
    assert load.rss_bytes_peak < MEMORY_BYTES

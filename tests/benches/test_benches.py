"""The benches in a shorter form: they still run, and what must hold on any machine holds."""

from pathlib import Path

import pytest

from bench import acks, backlog, memory, start, throughput

pytestmark = pytest.mark.slow
FEW = 3  # commands that Slack gives up after 3 s: a machine that is busy elsewhere may hold some back


def test_two_workers_on_postgresql_draw_and_show_all(tmp_path: Path) -> None:
    found = throughput.measure(throughput.Plan(pictures=48, people=12, latency=0.5, concurrency=4, workers=2), tmp_path)

    assert (found.shown, found.failed) == (48, 0)
    assert found.most_at_once <= 8


def test_at_slacks_own_rate_limits_all_arrive(tmp_path: Path) -> None:
    plan = throughput.Plan(pictures=30, people=10, latency=0.2, concurrency=8, tiers=True, picture_bytes=20_000)
    found = throughput.measure(plan, tmp_path)

    assert (found.shown, found.failed) == (30, 0)


def test_commands_are_acknowledged_beside_pictures_that_are_drawn(tmp_path: Path) -> None:
    found = acks.measure(15.0, 4.0, 0, tmp_path)

    assert len(found.seconds) == 60
    assert found.failed <= FEW


def test_hundreds_that_wait_keep_nobody_from_an_acknowledgement(tmp_path: Path) -> None:
    found = backlog.measure(150, "postgresql", tmp_path)

    assert found.failed <= FEW
    assert max(found.looks) < 5


def test_a_picture_under_way_takes_a_bounded_amount_of_memory(tmp_path: Path) -> None:
    found = memory.measure(32, 8, tmp_path)

    assert found.shown == 32
    assert found.files_each < 10


def test_the_bot_becomes_ready(tmp_path: Path) -> None:
    found = start.measure(1, tmp_path)

    assert found.ratio < 5

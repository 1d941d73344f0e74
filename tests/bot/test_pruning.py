"""The daily round: what is too old goes, what is in use stays, and it is asked for once a day."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOSClient
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.slack_calls import SlackCalls
from bot.jobs import names
from bot.jobs.pruning import Daily
from bot.rules.rules import WorkspaceRules
from bot.store.people import Person
from bot.store.retention import DAY, Retention
from bot.store.rules import RuleBook
from sandbox.slack import SlackSandbox
from tests.bot.forgetting import Forgetting, copied, live, template
from tests.bot.job_rows import ADA, TEAM

ADA_ = Person(team_id=TEAM, user_id=ADA)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def world(slack: SlackSandbox, made: Path, tmp_path: Path) -> Iterator[Forgetting]:
    calls = SlackCalls(api_url=slack.api_url, token_of=lambda _team: slack.bot_token)
    world = Forgetting(copied(made, tmp_path / "world"), calls)
    yield world
    world.close()


def asked(world: Forgetting, days_ago: float, prompt: str = "a red fox") -> str:
    number = int(days_ago * 1000)
    return live(
        world, ADA_, {"channel": "C0GENERAL1", "ts": f"1.{number}"}, at=time.time() - days_ago * DAY, prompt=prompt
    )


def test_prompts_and_pictures_go_after_ninety_days_and_the_ledger_stays(world: Forgetting) -> None:
    old, young = asked(world, 91, "an old fox"), asked(world, 89)

    world.round.go()

    assert world.naming("an old fox") == set()
    assert world.naming(old) == {"ledger"}
    assert {"jobs", "pictures", "words", "posts", "saves"} <= world.naming(young)
    assert world.kept_jobs() == [young]


def test_a_workspace_may_keep_them_for_another_time(world: Forgetting) -> None:
    RuleBook(world.database).keep(TEAM, "", WorkspaceRules(retention_days=7), by=ADA)
    old, young = asked(world, 8), asked(world, 6)

    world.round.go()

    assert (world.naming(old), "jobs" in world.naming(young)) == ({"ledger"}, True)


def test_drafts_go_after_thirty_days(world: Forgetting) -> None:
    old, young = asked(world, 31), asked(world, 29)

    world.round.go()

    assert ("drafts" in world.naming(old), "drafts" in world.naming(young)) == (False, True)


def test_files_that_nobody_used_for_thirty_days_go_and_their_pictures_stay(world: Forgetting) -> None:
    unused, used = asked(world, 40), asked(world, 41)
    for job_id in (unused, used):
        os.utime(world.folder / "artifacts" / job_id / "0.png", (0, time.time() - 31 * DAY))
    assert world.artifacts.has(used, "0.png")

    world.round.go()

    assert (world.artifacts.has(unused, "0.png"), world.artifacts.has(used, "0.png")) == (False, True)
    assert world.artifacts.wording(unused) is not None
    assert "pictures" in world.naming(unused)


def test_a_folder_that_no_job_knows_goes_a_day_later(world: Forgetting) -> None:
    for name, days in (("0123456789ab", 2), ("0123456789ac", 0)):
        world.artifacts.put_file(name, "0.png", b"x")
        at = time.time() - days * DAY
        os.utime(world.folder / "artifacts" / name / "0.png", (at, at))

    world.round.go()

    assert world.kept_jobs() == ["0123456789ac"]


def test_finished_workflows_are_forgotten_except_of_jobs_that_have_not_ended(world: Forgetting) -> None:
    client = DBOSClient(system_database_engine=world.database.engine, application_name=names.APPLICATION)
    for workflow_id in ("press:1.0:x:U1", "feedfeedfeed", "feedfeedbeef"):
        told: dict[str, Any] = {"workflow_name": names.ERRAND, "queue_name": names.ERRANDS, "workflow_id": workflow_id}
        client.enqueue({**told, "app_version": "1"}, {})  # type: ignore[typeddict-item]
        if workflow_id != "feedfeedbeef":
            client.cancel_workflow(workflow_id)

    assert world.records.prune(time.time() + DAY) == 2
    assert [left.workflow_id for left in client.list_workflows()] == ["feedfeedbeef"]
    client.destroy()


@pytest.mark.parametrize(("days", "is_over"), [(91, True), (89, False)])
def test_a_message_tells_by_its_age_whether_its_picture_has_gone(world: Forgetting, days: int, is_over: bool) -> None:  # noqa: FBT001
    retention = Retention(rules=RuleBook(world.database), days=90, timezone="UTC")

    assert retention.is_over(TEAM, f"{time.time() - days * DAY:.6f}") is is_over
    assert not retention.is_over(TEAM, "")
    assert not retention.is_over(TEAM, "forged.")


def test_the_round_of_a_day_is_asked_for_once_and_again_after_a_fault() -> None:
    asked_for: list[str] = []
    stop = threading.Event()

    def take(day: str) -> None:
        asked_for.append(day)
        if len(asked_for) == 1:
            raise SQLAlchemyError("the database is away")
        threading.Timer(0.05, stop.set).start()

    Daily(take=take, first_seconds=0, every_seconds=0.001).run(stop)

    assert len(asked_for) in {2, 3}  # 3 at midnight

"""Everything that is kept of somebody goes, wherever its worker is killed, and nothing of anybody else's."""

import itertools
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.slack_calls import SlackCalls
from bot.store.jobs import State
from bot.store.people import Person
from bot.store.tables import LEDGER
from sandbox.slack import SlackSandbox
from tests.bot import job_rows
from tests.bot.forgetting import Forgetting, copied, live, template, wish_of
from tests.bot.job_rows import ADA, BEN, GENERAL, TEAM

Json = dict[str, Any]
MONTH = 31 * 24 * 3600.0
ADA_, BEN_ = Person(team_id=TEAM, user_id=ADA), Person(team_id=TEAM, user_id=BEN)
LEFT = {"ledger", "erased"}  # of this month: it counts against limits
_NUMBERS = itertools.count(1)


class Killed(BaseException):
    """What a kill looks like from inside: nothing after it is done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """What worlds are made of, one after the other."""

    slack: SlackSandbox
    calls: SlackCalls
    template: Path
    folder: Path

    def world(self) -> Forgetting:
        return Forgetting(copied(self.template, self.folder / str(next(_NUMBERS))), self.calls)

    def message(self) -> Json:
        return self.calls.call(TEAM, "chat.postMessage", channel=GENERAL, text="a picture")

    def standing(self) -> set[str]:
        return {message["ts"] for message in self.slack.messages("general")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def stage(slack: SlackSandbox, made: Path, tmp_path: Path) -> Stage:
    slack.configure(tiers=False)
    calls = SlackCalls(api_url=slack.api_url, token_of=lambda _team: slack.bot_token)
    return Stage(slack=slack, calls=calls, template=made, folder=tmp_path)


@pytest.fixture
def world(stage: Stage) -> Iterator[Forgetting]:
    world = stage.world()
    yield world
    world.close()


def dies(world: Forgetting, commits: int) -> None:
    """Kill whatever runs on its database at a commit."""
    left = itertools.count(commits, -1)

    def on_commit(_connection: sa.Connection) -> None:
        if next(left) <= 0:
            raise Killed

    sa.event.listen(world.database.engine, "commit", on_commit)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits=st.integers(0, 14))
def test_wherever_it_is_killed_erasing_goes_on_and_leaves_nothing_of_theirs_and_all_of_others(
    stage: Stage, commits: int
) -> None:
    world, now = stage.world(), time.time()
    messages = [stage.message() for _ in range(3)]
    mine = [live(world, ADA_, message, at=now - age) for message, age in zip(messages[:2], (0, MONTH), strict=True)]
    others = live(world, BEN_, messages[2], at=now, prompt="a blue whale")
    world.database.dispose()
    dying = Forgetting(world.folder, stage.calls)
    dies(dying, commits)
    with suppress(Killed):
        dying.erase(ADA_)
    dying.close()

    world.erase(ADA_)

    assert world.naming(ADA) == LEFT
    assert world.naming("a red fox") == set()
    assert world.kept_jobs() == [others]
    assert stage.standing() & {message["ts"] for message in messages} == {messages[2]["ts"]}
    assert [world.erasing.jobs.find(job_id) for job_id in mine] == [None, None]
    assert {"jobs", "pictures", "words", "posts", "saves", "copies", "drafts", "asks"} <= world.naming(others)
    world.close()


def test_the_ledger_loses_the_person_when_the_month_is_over_and_no_cent(stage: Stage, world: Forgetting) -> None:
    now = time.time()
    for at in (now, now - MONTH):
        live(world, ADA_, stage.message(), at=at)
    before = sums(world)

    world.erase(ADA_)
    assert (people_in_ledger(world), sums(world)) == ([ADA, ""], before)

    start = world.retention.month_start(TEAM)
    world.erasure.unname_due(TEAM, start + MONTH + MONTH)
    assert (people_in_ledger(world), sums(world)) == (["", ""], before)
    assert world.naming(ADA) == set()


def test_what_a_person_asks_for_after_they_erased_is_kept_under_their_name(stage: Stage, world: Forgetting) -> None:
    world.erase(ADA_)
    later = time.time() + 60
    live(world, ADA_, stage.message(), at=later)

    world.erasure.unname_due(TEAM, later + MONTH)

    assert people_in_ledger(world) == [ADA]


def test_a_job_that_is_under_way_is_waited_for_and_then_goes(world: Forgetting) -> None:
    job_rows.add(world.database, job := job_rows.job(state=State.SHOWING, asked_at=time.time()))
    world.erasing.stop(wish_of(ADA_))
    assert world.erasure.ended(wish_of(ADA_).whose) == []

    world.erasing.jobs.finish(job.id, State.DELIVERED)
    world.erase(ADA_)

    assert world.erasing.jobs.find(job.id) is None


def test_what_slack_keeps_is_said_and_all_else_goes(stage: Stage, world: Forgetting) -> None:
    message = stage.message()
    live(world, ADA_, message, at=time.time())
    stage.slack.fail("chat.delete", "compliance_exports_prevent_deletion")

    news = world.erasing.some(wish_of(ADA_))

    assert (news["kept"], news["messages"]) == (["compliance_exports_prevent_deletion"], 0)
    assert world.erasing.some(wish_of(ADA_))["jobs"] == 0


def test_a_workspace_that_removes_the_app_leaves_nothing_and_others_stay_whole(stage: Stage, world: Forgetting) -> None:
    elsewhere = Person(team_id="T0OTHER001", user_id="U0DAN00001")
    other = live(world, elsewhere, stage.message(), at=time.time())
    rows = world.rows()
    message = stage.message()
    live(world, ADA_, message, at=time.time())

    world.forget_team(TEAM)

    assert world.naming(TEAM) == set()
    assert world.rows() == rows
    assert world.kept_jobs() == [other]
    assert message["ts"] in stage.standing()  # Slack's own, and nobody may delete it any more


def people_in_ledger(world: Forgetting) -> list[str]:
    with world.database.read() as connection:
        return list(connection.scalars(sa.select(LEDGER.c.user_id).order_by(LEDGER.c.reserved_at.desc())))


def sums(world: Forgetting) -> object:
    with world.database.read() as connection:
        return connection.execute(sa.select(sa.func.sum(LEDGER.c.spent_micros), sa.func.count())).one()

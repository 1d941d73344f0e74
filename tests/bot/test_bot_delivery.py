"""Placing and publishing: one message a job, shown once, whatever Slack and people do meanwhile."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.delivery.conversations import Conversations
from bot.delivery.languages import Languages
from bot.delivery.links import Links
from bot.delivery.parents import Parents
from bot.delivery.placing import Placing
from bot.delivery.progress import Progress
from bot.delivery.publishing import NEVER_READY_SECONDS, NeverReadyError, Publishing
from bot.delivery.readiness import Readiness
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.jobs.composing import Composing
from bot.jobs.delivering import Delivering
from bot.jobs.outcome import Drawn
from bot.orders.pricing import Pricing
from bot.store.artifacts import Artifacts, Part
from bot.store.database import Database
from bot.store.folder import Folder
from bot.store.jobs import Job, Jobs, Place, State
from bot.store.line import Line
from bot.store.people import Locales
from bot.store.pictures import Pictures
from bot.store.posts import Posts
from bot.store.preferences import Preferences
from bot.store.updates import Updates
from sandbox.slack import SlackSandbox
from tests.bot.job_rows import add, job
from tests.sandbox_slack.standin_app import flat_picture
from tests.titan_core.clocks import Clock
from titan_core.client import ImageClient
from titan_core.settings import BedrockSettings

Deliver = Callable[[Job], Place]
PART = Part(index=0, file="0.png", width=64, height=48, seed=7, model_id="stability.stable-image-core-v1:1")
DRAWN = Drawn(
    parts=(PART,), model_id=PART.model_id, model_title="Stable Image Core", losses=(), withheld=0, price_usd="0.04"
)


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return Artifacts(Folder(tmp_path / "artifacts"))


@pytest.fixture
def publishing(calls: SlackCalls, artifacts: Artifacts, database: Database, clock: Clock) -> Publishing:
    return Publishing(
        slack=calls,
        artifacts=artifacts,
        readiness=Readiness(),
        updates=Updates(database),
        clock=clock,
        sleep=clock.sleep,
    )


@pytest.fixture
def placing(calls: SlackCalls, jobs: Jobs, clock: Clock, languages: Languages) -> Placing:
    return Placing(slack=calls, jobs=jobs, executor_id="w-me", languages=languages, sleep=clock.sleep)


@pytest.fixture
def drawn_job(database: Database, artifacts: Artifacts) -> Job:
    """A job whose picture lies in the artifacts."""
    it = job(state=State.SHOWING, drawn_at=1.0)
    add(database, it)
    artifacts.put_part(it.id, PART, flat_picture())
    return it


@pytest.fixture
def languages(calls: SlackCalls, database: Database) -> Languages:
    return Languages(slack=calls, locales=Locales(database), preferences=Preferences(database), default="en")


@pytest.fixture
def composing(calls: SlackCalls, database: Database, languages: Languages) -> Iterator[Composing]:
    posts = Posts(database)
    parents = Parents(pictures=Pictures(database), posts=posts, links=Links(slack=calls, posts=posts))
    with ImageClient.from_settings(BedrockSettings.from_env({})) as client:
        pricing = Pricing(client_for=lambda _model: client, confirm_usd=Decimal("0.10"))
        conversations = Conversations(slack=calls)
        yield Composing(parents=parents, pricing=pricing, languages=languages, conversations=conversations)


@pytest.fixture
def progress(calls: SlackCalls, jobs: Jobs, database: Database, languages: Languages) -> Iterator[Progress]:
    with ThreadPoolExecutor(1) as threads:
        yield Progress(slack=calls, jobs=jobs, languages=languages, updates=Updates(database), threads=threads)


@pytest.fixture
def deliver(
    database: Database, placing: Placing, publishing: Publishing, composing: Composing, progress: Progress
) -> Deliver:
    """Upload and show, as the delivery workflow does; `telling` has no part in it."""
    delivering = Delivering(
        jobs=placing.jobs,
        artifacts=publishing.artifacts,
        pictures=Pictures(database),
        posts=Posts(database),
        placing=placing,
        publishing=publishing,
        telling=None,  # type: ignore[arg-type]
        composing=composing,
        progress=progress,
        links=None,  # type: ignore[arg-type]
        preferences=None,  # type: ignore[arg-type]
        reviews=None,  # type: ignore[arg-type]
    )

    def deliver(it: Job) -> Place:
        it = placing.jobs.get(it.id)
        return delivering.show(it, DRAWN, delivering.upload(it, DRAWN))

    return deliver


def test_two_that_place_the_same_job_post_once(slack: SlackSandbox, placing: Placing, drawn_job: Job) -> None:
    places = [placing.ensure(drawn_job.id) for _ in range(2)]

    assert places[0] == places[1]
    assert len(slack.messages("general")) == 1


def test_a_claim_that_came_with_the_beginning_posts_once(
    slack: SlackSandbox, placing: Placing, database: Database
) -> None:
    waiting, claim = job(), placing.new_claim()
    add(database, waiting)
    assert Line(database, 2).begin(waiting, claim)

    places = [placing.ensure(waiting.id, claim) for _ in range(2)]
    assert places[0] == places[1]
    assert len(slack.messages("general")) == 1


def test_who_waits_for_another_poster_gets_its_place(placing: Placing, jobs: Jobs, drawn_job: Job) -> None:
    jobs.claim_placing(drawn_job.id, "w-other")
    there = Place(channel_id="C0GENERAL1", ts="1.000001")

    def sleep(_seconds: float) -> None:
        jobs.note_place(drawn_job.id, there)  # the other one has posted meanwhile

    assert replace(placing, sleep=sleep).ensure(drawn_job.id) == there


def test_once_retracted_no_placeholder_comes_any_more(slack: SlackSandbox, placing: Placing, drawn_job: Job) -> None:
    for _ in range(2):  # a step may be begun again
        placing.retract(drawn_job.id)

    assert placing.ensure(drawn_job.id) is None
    assert slack.messages("general") == []


def test_retracting_twice_is_retracting_once(slack: SlackSandbox, placing: Placing, drawn_job: Job) -> None:
    placing.ensure(drawn_job.id)
    for _ in range(2):
        placing.retract(drawn_job.id)

    assert slack.messages("general") == []


def test_a_post_that_fails_for_good_is_left_to_the_next_try(
    slack: SlackSandbox, placing: Placing, drawn_job: Job
) -> None:
    slack.fail("chat.postMessage", "msg_too_long")
    with pytest.raises(SlackRefusedError):
        placing.ensure(drawn_job.id)

    assert placing.ensure(drawn_job.id)


def test_a_file_that_slack_never_processes_is_given_up_after_two_minutes(
    slack: SlackSandbox, publishing: Publishing, placing: Placing, drawn_job: Job, clock: Clock
) -> None:
    slack.configure(file_delay=None, tiers=False)
    upload = publishing.upload(drawn_job, [PART])
    place = placing.ensure(drawn_job.id)
    assert place
    block = {"type": "image", "slack_file": {"id": upload.file_ids[0]}, "alt_text": "a fox"}

    with pytest.raises(NeverReadyError):
        publishing.show(drawn_job, place, {"text": "a fox", "blocks": [block]}, upload.completed_at)
    assert NEVER_READY_SECONDS < clock.now - upload.completed_at < NEVER_READY_SECONDS + 10
    assert len(slack.calls("chat.update")) < 50, "Slack takes 50 a minute from the whole workspace"


def test_the_file_itself_is_shared_when_its_block_never_gets_ready(
    slack: SlackSandbox, deliver: Deliver, drawn_job: Job
) -> None:
    slack.configure(file_delay=None, tiers=False)
    deliver(drawn_job)

    (share,) = slack.workspace.pending_shares
    assert share[1].channel == "C0GENERAL1"
    assert "a red fox" in share[1].content.text
    (left,) = slack.messages("general")
    assert left["text"] == "Picture for <@U0ADA00001>: a red fox"
    assert [block["type"] for block in left["blocks"]] == ["context", "context", "actions"]


def test_the_shared_file_stands_in_the_dm_when_the_placeholder_does(
    slack: SlackSandbox, deliver: Deliver, database: Database, artifacts: Artifacts
) -> None:
    slack.configure(file_delay=None, tiers=False)
    it = job(state=State.SHOWING, drawn_at=1.0, channel_id="C0SECRET01", thread_ts="1.000001")
    add(database, it)
    artifacts.put_part(it.id, PART, flat_picture())
    deliver(it)

    (share,) = slack.workspace.pending_shares
    assert share[1].channel == slack.workspace.direct_message("U0ADA00001").id


def test_an_upload_that_slack_lost_is_begun_anew(slack: SlackSandbox, publishing: Publishing, drawn_job: Job) -> None:
    slack.fail("upload", "200")  # an answer as if all was well, and the bytes are gone
    upload = publishing.upload(drawn_job, [PART])

    assert set(upload.file_ids) == set(slack.workspace.files)


def test_an_upload_that_slack_loses_every_time_is_a_refusal(
    slack: SlackSandbox, publishing: Publishing, drawn_job: Job
) -> None:
    slack.fail("upload", "200", times=10)

    with pytest.raises(SlackRefusedError, match="file_not_found"):
        publishing.upload(drawn_job, [PART])


def test_showing_twice_uploads_and_shows_once(slack: SlackSandbox, deliver: Deliver, drawn_job: Job) -> None:
    first = deliver(drawn_job)
    second = deliver(drawn_job)

    assert first == second
    assert len(slack.messages("general")) == len(slack.workspace.files) == 1

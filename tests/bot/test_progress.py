"""How many of several are drawn: said seldom, never late, and only while Slack has room for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.delivery.languages import Languages
from bot.delivery.placing import Placing
from bot.delivery.progress import Progress, moments
from bot.delivery.slack_calls import SlackCalls
from bot.orders.order import Order
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.people import Locales
from bot.store.preferences import Preferences
from bot.store.updates import LIMIT, Updates
from sandbox.slack import SlackSandbox
from tests.bot.job_rows import TEAM, add, job
from tests.titan_core.clocks import Clock
from titan_core.tasks import TextToImage


@pytest.fixture
def updates(database: Database, clock: Clock) -> Updates:
    return Updates(database, clock=clock)


@pytest.fixture
def languages(calls: SlackCalls, database: Database) -> Languages:
    return Languages(slack=calls, locales=Locales(database), preferences=Preferences(database), default="en")


@pytest.fixture
def progress(calls: SlackCalls, jobs: Jobs, languages: Languages, updates: Updates) -> Iterator[Progress]:
    with ThreadPoolExecutor(1) as threads:
        yield Progress(slack=calls, jobs=jobs, languages=languages, updates=updates, threads=threads)


@pytest.fixture
def drawing(database: Database, jobs: Jobs, calls: SlackCalls, languages: Languages) -> Job:
    """Four pictures that are being drawn; their placeholder stands."""
    order = Order.of(TextToImage(prompt="a red fox", seed=7, number_of_images=4))
    it = job(request=order.to_json(), state=State.DRAWING)
    add(database, it)
    Placing(slack=calls, jobs=jobs, executor_id="w-me", languages=languages).ensure(it.id)
    return it


def test_it_is_said_at_most_twice_and_never_of_the_last() -> None:
    assert {count: moments(count) for count in (2, 3, 4, 5)} == {2: {1}, 3: {1, 2}, 4: {2, 3}, 5: {2, 4}}


def test_the_placeholder_says_how_many_are_drawn(slack: SlackSandbox, progress: Progress, drawing: Job) -> None:
    for done in (1, 2):
        progress.note(drawing.id, done, 4)
    progress.threads.shutdown()

    (message,) = slack.messages("general")
    assert message["text"] == "2 of 4 pictures for <@U0ADA00001> are drawn …"
    assert len(slack.calls("chat.update")) == 1


def test_nothing_is_said_once_the_draw_has_ended(
    slack: SlackSandbox, progress: Progress, jobs: Jobs, drawing: Job
) -> None:
    jobs.note_answer(drawing.id, {})
    progress.note(drawing.id, 2, 4)
    progress.end(drawing.id)

    assert not slack.calls("chat.update")


def test_nothing_is_said_where_half_of_the_updates_are_used(
    slack: SlackSandbox, progress: Progress, updates: Updates, drawing: Job, clock: Clock
) -> None:
    for _ in range(LIMIT // 2):
        updates.note(TEAM)
    progress.note(drawing.id, 2, 4)
    progress.threads.submit(int).result()
    assert not slack.calls("chat.update")

    clock.now += 120
    progress.note(drawing.id, 3, 4)
    progress.threads.submit(int).result()
    assert len(slack.calls("chat.update")) == 1


def test_another_process_knows_of_updates_after_a_second(database: Database, updates: Updates, clock: Clock) -> None:
    for _ in range(LIMIT // 2):
        updates.note(TEAM)
    clock.now += 1
    updates.note(TEAM)

    assert not Updates(database, clock=clock).leave_room(TEAM)


def test_other_workspaces_have_updates_of_their_own(updates: Updates) -> None:
    for _ in range(LIMIT):
        updates.note("T0OTHER001")

    assert updates.leave_room(TEAM)
    assert not updates.leave_room("T0OTHER001")

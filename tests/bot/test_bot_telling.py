"""Something for the asker alone: by the way that still reaches them."""

import pytest

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls
from bot.delivery.telling import Telling
from bot.locale import words_for
from bot.store.database import Database
from bot.store.jobs import Job, Jobs
from bot.store.people import Locales
from bot.store.preferences import Preferences
from sandbox.slack import SlackSandbox
from sandbox.slack.payloads import response_url
from tests.bot.job_rows import ADA, GENERAL, add, job
from tests.titan_core.clocks import Clock

MESSAGE = {"text": "Not drawn: a reason."}


@pytest.fixture
def telling(database: Database, jobs: Jobs, calls: SlackCalls, clock: Clock) -> Telling:
    languages = Languages(
        slack=calls, locales=Locales(database, clock=clock), preferences=Preferences(database), default="en"
    )
    return Telling(slack=calls, jobs=jobs, languages=languages, clock=clock)


@pytest.fixture
def asked(slack: SlackSandbox, database: Database, clock: Clock) -> Job:
    """A job of Ada's, with a response_url that works."""
    workspace = slack.workspace
    with workspace.lock:
        url = response_url(workspace, "commands", workspace.user(ADA), workspace.channel(GENERAL))
    it = job(response_url=url, asked_at=clock.now)
    add(database, it)
    return it


def ways(slack: SlackSandbox) -> list[str]:
    return [call.method for call in slack.calls()]


@pytest.mark.parametrize("case", [(0, "response_url"), (14, "response_url"), (16, "chat.postMessage")])
def test_why_there_is_no_picture_goes_to_the_dm_as_soon_as_the_asker_may_have_left(
    slack: SlackSandbox, telling: Telling, asked: Job, clock: Clock, case: tuple[float, str]
) -> None:
    age, way = case
    clock.now += age
    telling.tell(asked, MESSAGE, words_for("en"), must_reach=True)

    assert ways(slack)[-1] == way


@pytest.mark.parametrize("case", [(16, "response_url"), (24 * 60, "response_url"), (26 * 60, "chat.postMessage")])
def test_news_beside_a_picture_come_by_response_url_while_it_is_young(
    slack: SlackSandbox, telling: Telling, asked: Job, clock: Clock, case: tuple[float, str]
) -> None:
    age, way = case
    clock.now += age
    telling.tell(asked, MESSAGE, words_for("en"))

    assert ways(slack)[-1] == way


def test_a_direct_message_leads_to_the_place_it_is_about(
    slack: SlackSandbox, telling: Telling, asked: Job, clock: Clock
) -> None:
    clock.now += 60
    telling.tell(asked, MESSAGE, words_for("en"), must_reach=True)

    (message,) = slack.direct_messages("ada")
    assert f"<#{GENERAL}>" in message["text"]
    assert "a reason" in message["text"]
    assert len(message["blocks"]) == 2


def test_a_spent_response_url_is_followed_by_an_ephemeral_while_the_asker_is_there(
    slack: SlackSandbox, telling: Telling, asked: Job
) -> None:
    for _ in range(6):
        telling.tell(asked, MESSAGE, words_for("en"))

    assert ways(slack) == ["response_url"] * 5 + ["chat.postEphemeral"]
    assert len(slack.ephemerals("ada")) == 6


def test_who_asked_in_a_thread_hears_it_in_that_thread(
    slack: SlackSandbox, telling: Telling, database: Database, clock: Clock
) -> None:
    slack.people.write("ben", "general", "look")
    parent = slack.messages("general")[0]["ts"]
    it = job(thread_ts=parent, asked_at=clock.now)
    add(database, it)
    telling.tell(it, MESSAGE, words_for("en"))

    assert slack.ephemerals("ada")[0]["thread_ts"] == parent


def test_where_the_bot_is_no_member_the_words_come_as_a_direct_message(
    slack: SlackSandbox, telling: Telling, database: Database, clock: Clock
) -> None:
    it = job(channel_id="C0SECRET01", asked_at=clock.now)
    add(database, it)
    telling.tell(it, MESSAGE, words_for("en"))

    assert ways(slack) == ["chat.postEphemeral", "conversations.open", "chat.postMessage"]
    assert slack.direct_messages("ada")


def test_somebody_who_takes_no_messages_is_no_obstacle(
    slack: SlackSandbox, telling: Telling, asked: Job, clock: Clock
) -> None:
    clock.now += 60
    slack.fail("conversations.open", "cannot_dm_bot")
    telling.tell(asked, MESSAGE, words_for("en"), must_reach=True)

    assert slack.direct_messages("ada") == []

"""What fails for a moment costs nobody a picture: Slack that doesn't say who somebody is, a database that restarts."""

import threading

import pytest

from bot.delivery.languages import Languages
from bot.delivery.placing import Placing
from bot.delivery.slack_calls import SlackCalls
from bot.delivery.standings import Standings
from bot.rules.standing import Standing
from bot.store.database import Database
from bot.store.jobs import Jobs, State
from bot.store.people import Locales, Person
from bot.store.preferences import Preferences
from sandbox.slack import SlackSandbox
from tests.bot.job_rows import ADA, TEAM, add, job
from tests.postgres import PostgresServer

ADA_HERSELF = Person(team_id=TEAM, user_id=ADA)


@pytest.mark.parametrize("how", ["429", "500", "drop"])
def test_who_somebody_is_is_asked_again_where_slack_is_busy_or_out_of_reach(
    slack: SlackSandbox, calls: SlackCalls, how: str
) -> None:
    slack.fail("users.info", how, times=4)
    standings = Standings(slack=calls)

    assert standings.of(ADA_HERSELF) is None
    assert standings.of_patiently(ADA_HERSELF) is Standing.MEMBER


def test_who_slack_does_not_know_is_not_asked_for_again(slack: SlackSandbox, calls: SlackCalls) -> None:
    slack.fail("users.info", "user_not_found")

    assert Standings(slack=calls).of_patiently(ADA_HERSELF) is None
    assert len(slack.calls("users.info")) == 1


def test_a_server_that_stops_while_a_placeholder_is_posted_loses_no_place(
    slack: SlackSandbox, calls: SlackCalls, served_database: Database, postgres: PostgresServer
) -> None:
    it, jobs = job(state=State.SHOWING), Jobs(served_database)
    add(served_database, it)
    back = threading.Timer(0.3, postgres.start)

    def token_of(_team: str) -> str:
        postgres.stop()
        back.start()
        return slack.bot_token

    preferences, locales = Preferences(served_database), Locales(served_database)
    placing = Placing(
        slack=SlackCalls(api_url=slack.api_url, token_of=token_of),
        jobs=jobs,
        executor_id="w-me",
        languages=Languages(slack=calls, locales=locales, preferences=preferences, default="en"),
    )
    place = placing.ensure(it.id)
    back.join()

    assert [message["ts"] for message in slack.messages("general")] == [jobs.get(it.id).place_ts]
    assert jobs.get(it.id).place == place
    assert jobs.get(it.id).placing_by is None

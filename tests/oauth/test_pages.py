"""The pages of an installation where something else than the installation fails."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.oauth.installing import Installing
from bot.oauth.keys import Keys
from bot.oauth.pages import InstallPages
from bot.oauth.settings import OAuthSettings
from bot.oauth.states import States
from bot.store.database import Database
from tests.oauth.installing import CLIENT, KEY, installations

BROWSER = "0" * 32


@pytest.fixture
def pages(database: Database) -> InstallPages:
    settings = OAuthSettings(
        client_id=CLIENT, client_secret="hush", token_keys=(KEY,), public_url="https://imagine.example.com"
    )
    installing = Installing(
        installations=installations(database), settings=settings, slack_api_url="http://127.0.0.1:9/api/"
    )
    return InstallPages(
        installing=installing,
        states=States(database, Keys((KEY,))),
        scopes=("chat:write",),
        default_language="en",
        on_installed=lambda _: None,
    )


def ask(pages: InstallPages, state: str, method: str = "GET") -> tuple[str, str]:
    said: list[str] = []

    def start(status: str, _headers: list[tuple[str, str]], _error: Any = None) -> Any:  # noqa: ANN401  # WSGI's
        said.append(status)

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/slack/oauth_redirect",
        "QUERY_STRING": f"code=1&state={state}",
        "HTTP_COOKIE": f"imagine_browser={BROWSER}",
    }
    body = b"".join(pages(environ, start)).decode()
    return said[0], body


def test_slack_out_of_reach_is_told_with_what_to_do(pages: InstallPages) -> None:
    status, page = ask(pages, pages.states.issue(BROWSER))

    assert status == "502 Bad Gateway"
    assert "Slack doesn&#x27;t answer" in page
    assert "https://imagine.example.com/slack/install" in page


def test_a_database_that_fails_is_no_traceback_for_the_reader(pages: InstallPages, database: Database) -> None:
    with database.write() as connection:
        connection.execute(sa.text("DROP TABLE imagine_oauth_used_states"))

    status, page = ask(pages, pages.states.issue(BROWSER))

    assert status == "503 Service Unavailable"
    assert "Nothing was added. Please start again in a minute." in page


def test_nothing_is_posted_there(pages: InstallPages) -> None:
    assert ask(pages, "", "POST") == ("405 Method Not Allowed", "")

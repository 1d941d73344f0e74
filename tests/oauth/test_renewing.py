"""Tokens that run out are renewed once, whoever needs them, and a workspace goes on while Slack is away."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.oauth.faults import NotInstalledError, NotRenewedError
from bot.oauth.installed_tokens import InstalledTokens
from bot.oauth.installing import Installing
from bot.oauth.renewing import Renewing, rotator_of
from bot.oauth.settings import OAuthSettings
from bot.store.database import Database
from sandbox.slack import SlackSandbox
from tests.oauth.installing import CLIENT, KEY, installations, on_both

HOUR = 3600.0
TEAM = "T0TEAM0001"
SETTINGS = OAuthSettings(
    client_id=CLIENT,
    client_secret="sandbox-client-secret",
    token_keys=(KEY,),
    public_url="https://imagine.example.com",
)


class Later:
    """Time as it is, and some more."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock() -> Later:
    return Later()


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(tiers=False) as sandbox:
        sandbox.register(SETTINGS.redirect_uri, rotates=True)
        sandbox.add_team(TEAM, "Team")
        yield sandbox


@pytest.fixture
def kept(database: Database, slack: SlackSandbox) -> Database:
    """With the app in one workspace."""
    asked = {"client_id": SETTINGS.client_id, "scope": "chat:write", "redirect_uri": SETTINGS.redirect_uri}
    form = {**asked, "team": TEAM, "answer": "allow", "state": "s"}
    back = httpx.post(f"{slack.url}/oauth/v2/authorize", data=form, trust_env=False).headers["location"]
    installing = Installing(installations=installations(database), settings=SETTINGS, slack_api_url=slack.api_url)
    installing.install(parse_qs(urlsplit(back).query)["code"][0])
    return database


def runs_out(database: Database, seconds: float) -> str:
    """Let its token have so many left, by what is written down; answers the token."""
    rows = installations(database)
    bot = rows.bot_of(TEAM)
    assert bot
    bot.bot_token_expires_at = int(time.time() + seconds)
    rows.renew(bot)
    return bot.bot_token


def process(database: Database, slack: SlackSandbox, clock: Later) -> InstalledTokens:
    """What each process makes for itself."""
    rows = installations(database)
    renewing = Renewing(database, rows, rotator_of(SETTINGS, slack.api_url), clock)
    return InstalledTokens(rows, renewing)


def renewals(slack: SlackSandbox) -> int:
    return sum(call.arguments.get("grant_type") == "refresh_token" for call in slack.calls("oauth.v2.access"))


@on_both
@pytest.mark.parametrize("left", [HOUR, -HOUR], ids=["runs out soon", "has run out"])
def test_of_two_processes_that_need_it_at_once_one_renews_it(
    kept: Database, slack: SlackSandbox, clock: Later, left: float
) -> None:
    old, other = runs_out(kept, left), Database(kept.url)
    processes = [process(kept, slack, clock), process(other, slack, clock)]

    with ThreadPoolExecutor(8) as threads:
        got = set(threads.map(lambda number: processes[number % 2].token_of(TEAM), range(24)))

    assert renewals(slack) == 1
    (new,) = got - {old}
    assert left > 0 or got == {new}, "nobody goes on with what has run out"
    other.dispose()


def test_a_token_that_slack_calls_expired_is_renewed_whatever_was_written_down(
    kept: Database, slack: SlackSandbox, clock: Later
) -> None:
    one, two = (process(kept, slack, clock) for _ in range(2))
    old = one.token_of(TEAM)
    assert two.token_of(TEAM) == old
    slack.expire_tokens()

    new = one.another(TEAM, old, "token_expired")
    assert new not in {None, old}
    assert two.another(TEAM, old, "token_expired") == new, "renewed by the other already"
    assert renewals(slack) == 1
    assert one.another(TEAM, old, "channel_not_found") is None, "another refusal is none of a token's"


def test_a_refused_token_that_can_t_be_renewed_now_may_be_later(
    kept: Database, slack: SlackSandbox, clock: Later
) -> None:
    tokens = process(kept, slack, clock)
    old = tokens.token_of(TEAM)
    slack.unreachable(60)
    with pytest.raises(NotRenewedError):
        tokens.another(TEAM, old, "token_expired")

    slack.unreachable(0)
    clock.ahead = 60
    assert tokens.another(TEAM, old, "token_expired") not in {None, old}


def test_while_slack_is_away_the_old_one_serves_as_long_as_it_lives(
    kept: Database, slack: SlackSandbox, clock: Later
) -> None:
    old, tokens = runs_out(kept, 60), process(kept, slack, clock)
    slack.unreachable(60)
    assert tokens.token_of(TEAM) == old
    assert tokens.token_of(TEAM) == old

    clock.ahead = 90
    with pytest.raises(NotRenewedError):
        tokens.token_of(TEAM)
    slack.unreachable(0)
    clock.ahead = 180
    assert tokens.token_of(TEAM) != old


def test_who_has_removed_the_app_is_not_asked_for_again_and_again(
    kept: Database, slack: SlackSandbox, clock: Later
) -> None:
    old, tokens = runs_out(kept, -1), process(kept, slack, clock)
    with slack.workspace.lock:
        slack.slack.grants.revoke([old])

    with pytest.raises(NotInstalledError):
        tokens.token_of(TEAM)
    with pytest.raises(NotRenewedError):
        tokens.token_of(TEAM)
    assert renewals(slack) == 1


def test_a_workspace_that_never_installed_it_has_no_token(kept: Database, slack: SlackSandbox, clock: Later) -> None:
    tokens = process(kept, slack, clock)

    assert tokens.authorize(None, "T0STRANGER") is None
    with pytest.raises(NotInstalledError):
        tokens.token_of("T0STRANGER")
    found = tokens.authorize(None, TEAM)
    assert found
    assert found.bot_user_id == slack.workspace.bot.id

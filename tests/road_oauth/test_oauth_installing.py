"""A workspace adds the app: the pages, what is refused, and that each workspace is served with its own token."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.listeners.presses import find_press
from bot.privacy.written import Written
from bot.rules.rules import WorkspaceRules
from bot.store.erasure import Whose
from sandbox.slack import SlackSandbox
from sandbox.slack.stage import Stage
from tests.road.local_bot import LocalBot
from tests.road.scenes import WAIT_SECONDS, images, said
from tests.road_oauth.browser import PUBLIC_URL, Browser
from tests.road_oauth.conftest import Team


def written_of(bot: LocalBot, team_id: str, user_id: str) -> dict[str, Any]:
    whose = Whose(team_id=team_id, user_id=user_id, until=time.time())
    return Written(bot.services.database).all_of(whose, {})


def picture(stage: Stage, channel: str = "general") -> dict[str, Any]:
    def found() -> list[dict[str, Any]]:
        return [message for message in stage.messages(channel) if images(message)]

    (message,) = stage.wait_for(found, WAIT_SECONDS, "a picture")
    return message


def test_two_workspaces_add_it_and_each_gets_its_own_pictures(
    bot: LocalBot, browser: Browser, team: Team, served_slack: SlackSandbox
) -> None:
    one, two = team(), team()
    for stage in (one, two):
        page = browser.add(stage.workspace.team_id)
        assert page.status_code == 200
        assert f"Imagine is now in {stage.workspace.team_name}" in page.text

    one.command("ada", "general", "/imagine a red fox")
    two.command("ada", "general", "/imagine a blue whale")

    assert "red fox" in said(picture(one))
    assert "blue whale" in said(picture(two))
    bot.settle()
    assert not [call for stage in (one, two, served_slack) for call in stage.calls() if call.method == "auth.test"]


def test_what_a_person_has_is_not_seen_in_another_workspace_by_who_has_the_same_id(
    bot: LocalBot, browser: Browser, team: Team
) -> None:
    one, two = team(), team()
    for stage in (one, two):
        browser.add(stage.workspace.team_id)
    one.command("ada", "general", "/imagine a secret lighthouse")
    shown = picture(one)
    bot.settle()
    here, there, ada, services = (
        one.workspace.team_id,
        two.workspace.team_id,
        one.workspace.user("ada").id,
        bot.services,
    )
    services.preferences.keep_preset(here, ada, "mine", "--ar 16:9")
    services.rules.keep(here, "", WorkspaceRules(guests=True), by=ada)
    assert two.workspace.user("ada").id == ada

    kept = {team_id: written_of(bot, team_id, ada) for team_id in (here, there)}
    assert [len(kept[here][name]) for name in ("requests", "presets", "ledger")] == [1, 1, 1]
    assert [kept[there][name] for name in ("requests", "presets", "ledger")] == [[], [], []]
    assert services.rules.of_workspace(there) != services.rules.of_workspace(here)
    press = {"channel_id": one.workspace.channel("general").id, "message_ts": shown["ts"], "intent": "more"}
    found = f"{kept[here]['requests'][0]['id']}.0"
    body = {"user": {"id": ada}, "team": {"id": here}}
    assert find_press(services, body, picture=found, **press)
    assert find_press(services, {**body, "team": {"id": there}}, picture=found, **press) is None


def test_a_hundred_acks_ask_slack_nothing_about_tokens(browser: Browser, team: Team) -> None:
    stage = team()
    browser.add(stage.workspace.team_id)

    for _ in range(100):
        stage.command("ada", "general", "/imagine help")

    assert "auth.test" not in {call.method for call in stage.calls()}


def test_no_file_of_the_bot_holds_a_token(bot: LocalBot, browser: Browser, team: Team) -> None:
    browser.add(team().workspace.team_id)

    files = [path for path in bot.settings.data_dir.rglob("*") if path.is_file()]
    assert any(b"slack_bots" in path.read_bytes() for path in files)
    assert not [path for path in files if b"xoxb-" in path.read_bytes() or b"xoxe" in path.read_bytes()]


def test_the_page_is_in_the_reader_s_language_and_loads_nothing(browser: Browser) -> None:
    page = browser.get(f"{PUBLIC_URL}/slack/install")
    browser.language = "ko-KR,ko;q=0.9,en;q=0.8"

    assert "Add to Slack" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "Secure" in page.headers["set-cookie"]
    assert "HttpOnly" in page.headers["set-cookie"]
    assert not {"<script", "src=", "@import", "url("} & set(page.text.split())
    korean = browser.get(f"{PUBLIC_URL}/slack/install").text
    assert 'lang="ko"' in korean
    assert "Slack에 추가" in korean


def test_it_asks_for_what_the_manifest_asks_for(browser: Browser, served_slack: SlackSandbox) -> None:
    address = browser.begin()

    assert address.startswith(f"{served_slack.url}/oauth/v2/authorize?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["redirect_uri"] == f"{PUBLIC_URL}/slack/oauth_redirect"
    assert "chat:write" in asked["scope"].split(",")


def test_who_says_no_is_told_that_nothing_happened(browser: Browser, team: Team) -> None:
    page = browser.get(browser.decide(browser.begin(), team().workspace.team_id, "cancel"))

    assert page.status_code == 200
    assert "Nothing was added" in page.text


def test_a_link_is_good_once(browser: Browser, team: Team) -> None:
    back = browser.decide(browser.begin(), team().workspace.team_id)
    assert browser.get(back).status_code == 200

    again = browser.get(back)
    assert again.status_code == 400
    assert "This link has been used already" in again.text


def test_another_browser_can_t_end_what_this_one_began(bot: LocalBot, browser: Browser, team: Team) -> None:
    stage = team()
    back = browser.decide(browser.begin(), stage.workspace.team_id)

    for stranger in (Browser(bot=bot.base_url), Browser(bot=bot.base_url, cookie="imagine_browser=" + "0" * 32)):
        page = stranger.get(back)
        assert page.status_code == 400
        assert "This was begun in another browser" in page.text
    assert bot.services.installations
    assert bot.services.installations.bot_of(stage.workspace.team_id) is None


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("", 400, "That took too long"),
        ("code=1&state=forged", 400, "That took too long"),
        ("error=server_error", 400, "It gave this reason: server_error"),
        ("error=<script>alert(1)</script>", 400, "It gave this reason: unknown_error"),
    ],
)
def test_what_was_not_begun_here_is_refused_kindly(browser: Browser, query: str, status: int, told: str) -> None:
    page = browser.get(f"{PUBLIC_URL}/slack/oauth_redirect?{query}")

    assert page.status_code == status
    assert told in page.text
    assert "Start again" in page.text
    assert "<script" not in page.text


def test_a_code_that_slack_doesn_t_know_adds_nothing(browser: Browser) -> None:
    state = parse_qs(urlsplit(browser.begin()).query)["state"][0]

    page = browser.get(f"{PUBLIC_URL}/slack/oauth_redirect?code=never&state={state}")

    assert page.status_code == 400
    assert "That took too long" in page.text

"""The sandbox as Slack's OAuth server: what it asks, what it gives, what it refuses, and to whom a token opens."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from sandbox.slack import SlackSandbox
from sandbox.slack.stage import Stage

BACK = "https://bot.example.com/slack/oauth_redirect"
CLIENT = {"client_id": "111.222", "client_secret": "sandbox-client-secret"}
ASKED = {"client_id": "111.222", "scope": "commands,chat:write,channels:read", "redirect_uri": BACK, "state": "s1"}


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox() as sandbox:
        sandbox.register("https://bot.example.com/")
        yield sandbox


@pytest.fixture
def other(slack: SlackSandbox) -> Stage:
    return slack.add_team("T0OTHER001", "Other")


def client(slack: SlackSandbox, token: str = "") -> WebClient:
    return WebClient(token=token or None, base_url=slack.api_url, retry_handlers=[])


def answered(slack: SlackSandbox, team: str, answer: str = "allow", **changed: str) -> dict[str, list[str]]:
    """What a browser brings back to the app."""
    form = {**ASKED, "team": team, "answer": answer, **changed}
    response = httpx.post(f"{slack.url}/oauth/v2/authorize", data=form, trust_env=False)
    assert response.status_code == 302, response.text
    assert response.headers["location"].startswith(f"{BACK}?")
    return parse_qs(urlsplit(response.headers["location"]).query)


def code_of(slack: SlackSandbox, team: str, **changed: str) -> str:
    return answered(slack, team, **changed)["code"][0]


def refusal(call: object, **arguments: str) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)  # type: ignore[operator]
    return str(refused.value.response["error"])


def install(slack: SlackSandbox, team: str) -> str:
    answer = client(slack).oauth_v2_access(**CLIENT, code=code_of(slack, team), redirect_uri=BACK)
    return str(answer["access_token"])


def test_the_page_says_what_is_asked_for_and_lets_choose_the_workspace(slack: SlackSandbox, other: Stage) -> None:
    page = httpx.get(f"{slack.url}/oauth/v2/authorize", params=ASKED, trust_env=False).text

    assert "commands, chat:write, channels:read" in page
    assert other.workspace.team_name in page
    assert all(word in page for word in ("Sandbox", "Allow", "Cancel", 'lang="en"'))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"scope": ""}, "no_scopes"),
        ({"redirect_uri": "https://evil.example.com/"}, "bad_redirect_uri"),
    ],
)
def test_a_wrong_question_leads_nowhere(slack: SlackSandbox, changed: dict[str, str], error: str) -> None:
    response = httpx.get(f"{slack.url}/oauth/v2/authorize", params={**ASKED, **changed}, trust_env=False)

    assert response.status_code == 400
    assert error in response.text


def test_cancel_comes_back_with_the_state_and_no_code(slack: SlackSandbox) -> None:
    assert answered(slack, "T0SANDBOX1", "cancel") == {"error": ["access_denied"], "state": ["s1"]}


def test_a_code_becomes_a_token_of_that_workspace_alone(slack: SlackSandbox, other: Stage) -> None:
    answer = client(slack).oauth_v2_access(**CLIENT, code=code_of(slack, "T0OTHER001"), redirect_uri=BACK)

    assert answer["team"] == {"id": "T0OTHER001", "name": "Other"}
    assert (answer["enterprise"], answer["is_enterprise_install"]) == (None, False)
    assert answer["scope"] == ASKED["scope"]
    posted = client(slack, answer["access_token"]).chat_postMessage(channel="C0GENERAL1", text="over here")
    assert posted["ok"]
    assert [message["text"] for message in other.messages("general")] == ["over here"]
    assert slack.messages("general") == []


def test_a_code_serves_once_and_for_its_own_redirect_uri(slack: SlackSandbox) -> None:
    access = client(slack).oauth_v2_access
    code = code_of(slack, "T0SANDBOX1")

    assert refusal(access, **CLIENT, code=code, redirect_uri=f"{BACK}/x") == "bad_redirect_uri"
    assert refusal(access, **{**CLIENT, "client_secret": "no"}, code=code, redirect_uri=BACK) == "bad_client_secret"
    assert access(**CLIENT, code=code, redirect_uri=BACK)["ok"]
    assert refusal(access, **CLIENT, code=code, redirect_uri=BACK) == "code_already_used"
    assert refusal(access, **CLIENT, code="made-up", redirect_uri=BACK) == "invalid_code"


def test_nobody_s_token_opens_a_workspace_before_it_is_installed(slack: SlackSandbox, other: Stage) -> None:
    assert refusal(client(slack, "xoxb-made-up").auth_test) == "invalid_auth"
    assert other.messages("general") == []


def test_tokens_run_out_and_a_refresh_token_serves_once(slack: SlackSandbox) -> None:
    slack.register("https://bot.example.com/", rotates=True)
    answer = client(slack).oauth_v2_access(**CLIENT, code=code_of(slack, "T0SANDBOX1"), redirect_uri=BACK)
    assert answer["access_token"].startswith("xoxe.xoxb-")
    assert answer["expires_in"] == 43200
    bot = Bot(
        bot_token=answer["access_token"],
        bot_refresh_token=answer["refresh_token"],
        bot_token_expires_in=1,
        bot_id="B1",
        bot_user_id="U1",
        installed_at=0.0,
    )
    slack.expire_tokens()
    assert refusal(client(slack, answer["access_token"]).auth_test) == "token_expired"

    rotated = TokenRotator(client=client(slack), **CLIENT).perform_bot_token_rotation(bot=bot)

    assert rotated
    assert rotated.bot_token
    assert client(slack, rotated.bot_token).auth_test()["team_id"] == "T0SANDBOX1"
    again = {**CLIENT, "grant_type": "refresh_token", "refresh_token": answer["refresh_token"]}
    assert refusal(client(slack).oauth_v2_access, **again) == "invalid_refresh_token"


def test_who_removes_the_app_ends_its_tokens_and_may_add_it_again(slack: SlackSandbox, other: Stage) -> None:
    token = install(slack, "T0OTHER001")
    other.uninstall()

    assert refusal(client(slack, token).auth_test) == "token_revoked"
    assert client(slack, slack.bot_token).auth_test()["team_id"] == "T0SANDBOX1"
    assert client(slack, install(slack, "T0OTHER001")).auth_test()["team_id"] == "T0OTHER001"


@pytest.mark.parametrize("way", ["auth_revoke", "apps_uninstall"])
def test_an_app_that_ends_its_token_is_told_as_if_somebody_had_removed_it(
    slack: SlackSandbox, other: Stage, way: str
) -> None:
    told = client(slack, install(slack, "T0OTHER001"))
    if way == "auth_revoke":
        assert told.auth_revoke()["revoked"]
    else:
        assert told.apps_uninstall(**CLIENT)["ok"]

    assert refusal(told.auth_test) == "token_revoked"
    events = {"app_uninstalled", "tokens_revoked"}
    other.wait_for(lambda: {delivery.name for delivery in other.deliveries()} == events, 10, "both events")


def test_an_organization_s_token_opens_each_of_its_workspaces(slack: SlackSandbox) -> None:
    stages = [
        slack.add_team(team, name, enterprise_id="E0BIG00001", has_own_ids=True)
        for team, name in (("T0BIG0000A", "East"), ("T0BIG0000B", "West"))
    ]
    answer = client(slack).oauth_v2_access(**CLIENT, code=code_of(slack, "E0BIG00001"), redirect_uri=BACK)
    assert (answer["team"], answer["is_enterprise_install"]) == (None, True)
    assert answer["enterprise"]["id"] == "E0BIG00001"

    for stage in stages:
        place = stage.workspace.channel("general").id
        assert client(slack, answer["access_token"]).chat_postMessage(channel=place, text="here")["ok"]
    assert [[message["text"] for message in stage.messages("general")] for stage in stages] == [["here"], ["here"]]

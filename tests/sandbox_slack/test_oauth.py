"""The sandbox as Slack's OAuth server: what it asks, what it gives for a code, and what it refuses."""

import re
from collections.abc import Iterator

import httpx
import pytest

from sandbox.slack import SlackSandbox
from sandbox.slack.stage import Stage
from tests.sandbox_slack.oauth_road import ASKED, BACK, CLIENT, answered, client, code_of, install, refusal


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox() as sandbox:
        sandbox.register("https://bot.example.com/")
        yield sandbox


@pytest.fixture(scope="module")
def registered() -> Iterator[SlackSandbox]:
    """For what changes nothing."""
    with SlackSandbox() as sandbox:
        sandbox.register("https://bot.example.com/slack")
        yield sandbox


@pytest.fixture
def other(slack: SlackSandbox) -> Stage:
    return slack.add_team("T0OTHER001", "Other")


def test_the_page_says_what_is_asked_for_and_lets_choose_the_workspace(slack: SlackSandbox, other: Stage) -> None:
    page = httpx.get(f"{slack.url}/oauth/v2/authorize", params=ASKED, trust_env=False).text

    assert "commands, chat:write, channels:read" in page
    assert other.workspace.team_name in page
    assert all(word in page for word in ("Sandbox", "Allow", "Cancel", 'lang="en"'))


def test_the_workspace_that_the_app_names_is_chosen_and_can_be_changed(slack: SlackSandbox, other: Stage) -> None:
    asked = {**ASKED, "team": other.workspace.team_id, "answer": "allow", "state": '"><b>'}
    page = httpx.get(f"{slack.url}/oauth/v2/authorize", params=asked, trust_env=False).text

    assert '<option value="T0OTHER001" selected>' in page
    assert re.findall(r'type="hidden" name="([^"]*)"', page) == ["client_id", "scope", "redirect_uri", "state"]
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"scope": ""}, "no_scopes"),
        ({"scope": "chat:write, commands"}, "invalid_scope"),
        ({"redirect_uri": "https://evil.example.com/slack"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example.com.evil.example.com/slack"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://bot.example.com/slack"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example.com:8443/slack"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example.com/slackers"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example.com/"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{BACK}#here"}, "bad_redirect_uri"),
    ],
)
def test_a_wrong_question_leads_nowhere(registered: SlackSandbox, changed: dict[str, str], error: str) -> None:
    response = httpx.get(f"{registered.url}/oauth/v2/authorize", params={**ASKED, **changed}, trust_env=False)

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


def test_no_redirect_uri_is_the_first_that_is_registered(slack: SlackSandbox) -> None:
    slack.register(BACK, "https://elsewhere.example.com/")
    code = code_of(slack, "T0SANDBOX1", redirect_uri="")

    assert client(slack).oauth_v2_access(**CLIENT, code=code)["ok"]


def test_what_can_t_be_exchanged_is_said(slack: SlackSandbox) -> None:
    access, code = client(slack).oauth_v2_access, code_of(slack, "T0SANDBOX1")

    assert refusal(access, **{**CLIENT, "client_id": "9.9"}, code=code, redirect_uri=BACK) == "invalid_client_id"
    assert refusal(access, **CLIENT, grant_type="password", code=code, redirect_uri=BACK) == "invalid_grant_type"
    assert refusal(access, **CLIENT, grant_type="refresh_token", refresh_token="") == "invalid_refresh_token"
    slack.expire_tokens()
    assert refusal(access, **CLIENT, code=code, redirect_uri=BACK) == "invalid_code"


def test_who_adds_it_again_with_other_scopes_keeps_those_from_before(slack: SlackSandbox) -> None:
    install(slack, "T0SANDBOX1")
    code = code_of(slack, "T0SANDBOX1", scope="users:read,commands")

    again = client(slack).oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK)

    assert again["scope"] == f"{ASKED['scope']},users:read"


def test_the_manifest_says_where_it_leads_back_whether_tokens_rotate_and_whether_an_organization_can_add_it(
    slack: SlackSandbox,
) -> None:
    slack.add_team("T0BIG0000A", "East", enterprise_id="E0BIG00001", has_own_ids=True)
    slack.install(
        {"oauth_config": {"redirect_urls": [BACK], "scopes": {"bot": []}}, "settings": {"token_rotation_enabled": True}}
    )

    assert install(slack, "T0SANDBOX1").startswith("xoxe.xoxb-")
    form = {**ASKED, "team": "E0BIG00001", "answer": "allow"}
    refused = httpx.post(f"{slack.url}/oauth/v2/authorize", data=form, trust_env=False)
    assert "invalid_team_for_non_distributed_app" in refused.text

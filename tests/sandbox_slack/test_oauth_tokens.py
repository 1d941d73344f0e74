"""Tokens of OAuth: to whom each opens, how they run out, and how they end."""

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from sandbox.slack import SlackSandbox
from sandbox.slack.stage import Stage
from tests.sandbox_slack.oauth_road import BACK, CLIENT, client, code_of, install, refusal


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox() as sandbox:
        sandbox.register("https://bot.example.com/")
        yield sandbox


@pytest.fixture
def other(slack: SlackSandbox) -> Stage:
    return slack.add_team("T0OTHER001", "Other")


def test_nobody_s_token_opens_a_workspace_before_it_is_installed(slack: SlackSandbox, other: Stage) -> None:
    assert refusal(client(slack, "xoxb-made-up").auth_test) == "invalid_auth"
    assert other.messages("general") == []


def test_a_token_among_the_arguments_opens_its_own_workspace(slack: SlackSandbox, other: Stage) -> None:
    form = {"token": install(slack, other.workspace.team_id)}

    assert httpx.post(f"{slack.api_url}auth.test", data=form, trust_env=False).json()["team_id"] == "T0OTHER001"


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


def test_after_a_refresh_two_tokens_live_on(slack: SlackSandbox) -> None:
    slack.register(BACK, rotates=True)
    access = client(slack).oauth_v2_access
    first = access(**CLIENT, code=code_of(slack, "T0SANDBOX1"), redirect_uri=BACK)
    second = access(**CLIENT, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert client(slack, first["access_token"]).auth_test()["ok"]

    third = access(**CLIENT, grant_type="refresh_token", refresh_token=second["refresh_token"])

    assert refusal(client(slack, first["access_token"]).auth_test) == "token_revoked"
    assert client(slack, second["access_token"]).auth_test()["ok"]
    assert client(slack, third["access_token"]).auth_test()["ok"]


def test_a_token_that_rotates_is_ended_alone(slack: SlackSandbox) -> None:
    slack.register(BACK, rotates=True)
    access = client(slack).oauth_v2_access
    first = access(**CLIENT, code=code_of(slack, "T0SANDBOX1"), redirect_uri=BACK)
    second = access(**CLIENT, grant_type="refresh_token", refresh_token=first["refresh_token"])

    assert client(slack, first["access_token"]).auth_revoke()["revoked"]

    assert refusal(client(slack, first["access_token"]).auth_test) == "token_revoked"
    assert client(slack, second["access_token"]).auth_test()["ok"]
    assert client(slack, second["access_token"]).apps_uninstall(**CLIENT)["ok"]
    assert refusal(client(slack, second["access_token"]).auth_test) == "token_revoked"


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
    assert client(slack, answer["access_token"]).auth_test()["is_enterprise_install"]
    stages[0].command("ada", "general", "/imagine a fox")
    assert stages[0].deliveries()[-1].payload["is_enterprise_install"] == "true"

"""Tokens that run out, workspaces that leave and come again, and organizations."""

from typing import Any

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.slack.stage import Stage
from tests.road.local_bot import LocalBot, wait_until
from tests.road.scenes import WAIT_SECONDS, images, said
from tests.road_oauth.browser import PUBLIC_URL, Browser
from tests.road_oauth.conftest import Team


def pictures(stage: Stage, count: int) -> list[dict[str, Any]]:
    def found() -> list[dict[str, Any]]:
        return [message for message in stage.messages("general") if images(message)]

    stage.wait_for(lambda: len(found()) >= count, WAIT_SECONDS, f"{count} pictures")
    return found()


def renewals(slack: SlackSandbox) -> int:
    return sum(call.arguments.get("grant_type") == "refresh_token" for call in slack.calls("oauth.v2.access"))


def is_installed(bot: LocalBot, team_id: str) -> bool:
    installations = bot.services.installations
    assert installations
    return installations.bot_of(team_id) is not None


def kept_of(bot: LocalBot, team_id: str) -> int:
    return len(bot.rows("SELECT id FROM imagine_jobs WHERE team_id = :team", team=team_id))


def test_a_token_that_has_run_out_is_renewed_once_and_nobody_notices(
    bot: LocalBot, browser: Browser, team: Team, served_slack: SlackSandbox
) -> None:
    stage = team()
    browser.add(stage.workspace.team_id)
    stage.command("ada", "general", "/imagine a morning")
    pictures(stage, 1)
    bot.settle()
    before = renewals(served_slack)

    served_slack.expire_tokens()
    stage.command("ada", "general", "/imagine an evening")
    stage.command("ben", "general", "/imagine a night")

    pictures(stage, 3)
    bot.settle()
    assert renewals(served_slack) - before == 1


def test_who_removes_it_is_forgotten_and_may_come_again(bot: LocalBot, browser: Browser, team: Team) -> None:
    stage, neighbour = team(), team()
    team_id = stage.workspace.team_id
    for each in (stage, neighbour):
        browser.add(each.workspace.team_id)
        each.command("ada", "general", "/imagine a farewell")
        pictures(each, 1)
    bot.settle()

    assert all(delivery.status == 200 for delivery in stage.people.uninstall("olga"))
    wait_until(lambda: not kept_of(bot, team_id), WAIT_SECONDS, "all of the workspace to be gone")
    bot.settle()

    assert not is_installed(bot, team_id)
    assert (is_installed(bot, neighbour.workspace.team_id), kept_of(bot, neighbour.workspace.team_id)) == (True, 1)
    late = stage.command("ada", "general", "/imagine too late")
    assert late.status == 200
    assert not kept_of(bot, team_id)
    assert [each for each in stage.ephemerals("ada") if f"{PUBLIC_URL}/slack/install" in said(each)]

    browser.add(team_id)
    stage.command("ada", "general", "/imagine a new beginning")
    pictures(stage, 2)
    assert kept_of(bot, team_id) == 1


def test_what_is_being_drawn_when_a_workspace_leaves_ends_without_trouble(
    bot: LocalBot, browser: Browser, team: Team, served_bedrock: BedrockSandbox
) -> None:
    stage = team()
    browser.add(stage.workspace.team_id)
    served_bedrock.change(latency=0.5)
    for prompt in ("a bridge", "a river", "a boat"):
        stage.command("ada", "general", f"/imagine {prompt}")
    wait_until(lambda: served_bedrock.totals["in_flight"], WAIT_SECONDS, "a draw")

    before = len(stage.calls())
    stage.people.uninstall("olga")
    wait_until(lambda: not kept_of(bot, stage.workspace.team_id), WAIT_SECONDS, "all of the workspace to be gone")
    served_bedrock.reset()
    served_bedrock.change(painter="plain")
    bot.settle()

    assert len(stage.calls()) - before < 10, "nobody knocks again and again"
    assert not bot.rows("SELECT * FROM imagine_ledger WHERE team_id = :team", team=stage.workspace.team_id)


def test_an_organization_adds_it_once_for_all_of_its_workspaces(bot: LocalBot, browser: Browser, team: Team) -> None:
    one, two = (team(enterprise_id="E0COMPANY1", has_own_ids=True) for _ in range(2))
    page = browser.add("E0COMPANY1")
    assert "Imagine is now in" in page.text

    for stage in (one, two):
        stage.command("ada", "general", f"/imagine a picture of {stage.workspace.team_name}")
    for stage in (one, two):
        (message,) = pictures(stage, 1)
        assert stage.workspace.team_name in said(message)
    bot.settle()
    assert bot.services.installations
    assert len([each for each in bot.services.installations.installed() if each.id == "E0COMPANY1"]) == 1

    one.people.uninstall("olga")
    wait_until(lambda: not kept_of(bot, one.workspace.team_id), WAIT_SECONDS, "the first workspace to be gone")

"""The levers around the app, moved over HTTP as the page does it, with a real app process."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.app_process import BOT_COMMAND, AppProcess, AppSetup
from sandbox.bedrock import BedrockSandbox
from sandbox.levers import SandboxLevers
from sandbox.page import Page
from sandbox.slack import SlackSandbox

STANDIN = (sys.executable, str(Path(__file__).parents[1] / "sandbox_slack" / "standin_app.py"))


class Desk:
    """A whole sandbox with an app of its own, and the page's address."""

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, levers: SandboxLevers, url: str) -> None:
        self.slack, self.bedrock, self.url = slack, bedrock, url
        self.state = levers.state

    def pull(self, name: str, **body: object) -> httpx.Response:
        return httpx.post(f"{self.url}/levers/{name}", json=body, timeout=30)


@pytest.fixture(params=[STANDIN], ids=["standin"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with SlackSandbox() as slack, BedrockSandbox() as bedrock:
        setup = AppSetup(
            command=request.param,
            data_dir=tmp_path,
            slack_api_url=slack.api_url,
            bedrock_url=bedrock.url,
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
        )
        slack.app_url = setup.url
        with AppProcess(setup, has_connection=lambda: False) as app:
            levers = SandboxLevers(slack, bedrock, app)
            with Page(slack, levers) as page:
                yield Desk(slack, bedrock, levers, page.url)


def test_what_a_lever_was_set_to_is_what_the_sandboxes_do(desk: Desk) -> None:
    assert desk.state()["titan"] == {"alive": False}
    for name, body in (("titan", {"alive": True}), ("latency", {"seconds": 2}), ("throttle", {"share": 0.25})):
        assert desk.pull(name, **body).status_code == 200
    desk.pull("rates", on=False)

    found = desk.state()
    assert [found[name] for name in ("titan", "latency", "throttle", "rates")] == [
        {"alive": True},
        {"seconds": 2.0},
        {"share": 0.25},
        {"on": False},
    ]
    assert desk.bedrock.state.settings.throttle_fraction == 0.25

    desk.pull("reset")
    assert desk.state()["titan"] == {"alive": False}
    assert desk.state()["rates"] == {"on": True}


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("moon", {}, "there is no lever 'moon'"),
        ("titan", {"alive": "yes"}, "alive: true or false"),
        ("latency", {"seconds": -1}, "seconds: a number from 0"),
        ("throttle", {"share": 2}, "share: a number from 0 to 1"),
        ("fail", {"how": "429"}, "fail takes a method"),
    ],
)
def test_a_lever_that_is_moved_wrongly_says_what_it_takes(
    desk: Desk, name: str, body: dict[str, object], reason: str
) -> None:
    refused = desk.pull(name, **body)
    assert refused.status_code == 400
    assert reason in refused.json()["error"]


def test_a_call_fails_and_the_network_goes_as_asked(desk: Desk) -> None:
    desk.pull("fail", method="chat.postMessage", how="500")
    desk.pull("outage", seconds=60)
    assert desk.slack.slack.faults.left("chat.postMessage") == 1
    assert desk.slack.slack.faults.is_cut_off
    assert desk.state()["outage"]["until"] > 0
    desk.pull("outage", seconds=0)
    assert not desk.slack.slack.faults.is_cut_off


def test_a_killed_app_hears_nothing_until_it_is_restarted(desk: Desk) -> None:
    desk.pull("kill")
    assert desk.state()["app"]["state"] == "killed"
    assert desk.slack.command("ada", "general", "/imagine a red fox").error == "dispatch_failed"

    assert desk.pull("restart").status_code == 200
    assert desk.state()["app"]["state"] == "running"
    assert not desk.slack.command("ada", "general", "/imagine a red fox").error


def test_an_app_that_ended_by_itself_is_told_with_the_end_of_its_log(desk: Desk) -> None:
    desk.slack.command("ada", "general", "/imagine crash")
    desk.slack.wait_for(lambda: desk.state()["app"]["state"] == "ended", what="the end of the app")
    assert "the stand-in crashed as asked" in desk.state()["app"]["log"]
    assert desk.pull("restart").status_code == 200


@pytest.mark.parametrize("desk", [BOT_COMMAND], ids=["bot"], indirect=True)
def test_a_bot_that_is_killed_mid_draw_shows_its_picture_after_the_restart(desk: Desk) -> None:
    desk.pull("latency", seconds=1)
    desk.slack.command("ada", "general", "/imagine a red fox")
    desk.slack.wait_for(lambda: desk.bedrock.state.activity()[1], 20, "a drawing under way")
    desk.pull("kill")
    assert desk.pull("restart").status_code == 200

    def shown() -> list[Any]:
        found = [block for said in desk.slack.messages("general") for block in said.get("blocks", [])]
        return [block for block in found if block["type"] == "image"]

    assert len(desk.slack.wait_for(shown, 40, "the picture")) == 1

"""The example of a Slack app runs in the sandbox as it stands: typed to, pressed, filled in."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sandbox.app_process import ROOT, AppProcess, AppSetup
from sandbox.slack import SlackSandbox

EXAMPLE = ROOT / "examples" / "slack_app.py"
MANIFEST = yaml.safe_load(EXAMPLE.with_suffix(".yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackSandbox]:
    with SlackSandbox() as slack:
        slack.install(MANIFEST)
        setup = AppSetup(
            command=(sys.executable, str(EXAMPLE)),
            data_dir=tmp_path_factory.mktemp("lunch"),
            slack_api_url=slack.api_url,
            bedrock_url="",
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
        )
        slack.app_url = setup.url
        with AppProcess(setup, has_connection=lambda: False):
            yield slack


def test_it_asks_counts_and_lets_others_suggest_a_place(slack: SlackSandbox) -> None:
    slack.command("ada", "general", "/lunch 12:30")
    (question,) = slack.wait_for(lambda: slack.messages("general"), what="the question")
    assert question["text"] == "<@U0ADA00001> asks: lunch at 12:30?"

    slack.press("ben", question, "join")
    joined = slack.wait_for(lambda: slack.messages("general", question["ts"]), what="the reply")
    assert [reply["text"] for reply in joined] == ["<@U0BEN00001> comes along."]

    slack.press("minji", question, "where")
    slack.wait_for(lambda: slack.view("minji"), what="the form")
    slack.submit_view("minji", {"place": "here"})
    shown = slack.view("minji")
    assert shown
    assert shown["errors"] == {"place": "Not again: name another place."}
    slack.submit_view("minji", {"place": "the noodle bar"})
    slack.wait_for(lambda: "@minji suggests the noodle bar." in slack.transcript("general"), what="the suggestion")
    assert not [call for call in slack.calls() if not call.answer.get("ok", True)]


def test_its_manifest_asks_for_no_more_than_it_uses(slack: SlackSandbox) -> None:
    assert slack.workspace.bot.real_name == "Lunch"
    assert slack.command("ada", "general", "/dinner").error == "not_a_valid_command"
    assert slack.mention("ada", "general", "hello").error.startswith("missing_scope")


def test_it_is_short_enough_to_read_at_once() -> None:
    assert len(Path(EXAMPLE).read_text("utf-8").splitlines()) <= 65

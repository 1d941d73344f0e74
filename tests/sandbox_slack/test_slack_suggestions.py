"""Menus whose options the app brings."""

import json

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import GENERAL, actions
from tests.sandbox_slack.open_form import Opened, field, options, text, words
from tests.sandbox_slack.recording_app import Answer, RecordingApp

MENU = {"type": "external_select", "action_id": "city", "placeholder": words("City"), "min_query_length": 1}
CITIES = {"options": options("Seoul", "Seattle")}
GROUPS = {"option_groups": [{"label": words("Asia"), "options": options("Seoul")}]}


@pytest.fixture
def message(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> dict[str, object]:
    app.answer = lambda _: Answer(body=json.dumps(CITIES))
    client.chat_postMessage(channel=GENERAL, text="Where?", blocks=[actions(MENU)])
    return slack.messages("general")[0]


def test_what_is_typed_reaches_the_app_and_its_options_are_offered(
    slack: SlackSandbox, app: RecordingApp, message: dict[str, object]
) -> None:
    offered = slack.suggest("ada", message, "city", "se")

    assert offered == {**CITIES, "error": ""}
    payload = app.received[0].json
    assert (payload["type"], payload["action_id"], payload["value"]) == ("block_suggestion", "city", "se")
    assert (payload["message"]["ts"], payload["channel"]["id"]) == (message["ts"], GENERAL)
    assert "trigger_id" not in payload
    assert "response_url" not in payload
    chosen = offered["options"][1]
    slack.press("ada", message, "city", chosen)
    assert app.received[1].json["actions"][0]["selected_option"] == chosen


def test_in_a_form_the_view_comes_with_what_is_typed(opened: Opened) -> None:
    opened.open(text(), field("multi_external_select", "city", min_query_length=0))
    opened.app.answer = lambda _: Answer(body=json.dumps(GROUPS))

    assert opened.slack.suggest("ada", opened.shown(), "city") == {**GROUPS, "error": ""}
    payload = opened.app.received[-1].json
    assert payload["view"]["id"] == payload["container"]["view_id"] == opened.shown()["id"]
    assert (payload["block_id"], payload["value"]) == ("city_block", "")


def test_slack_asks_nothing_before_enough_is_typed(opened: Opened) -> None:
    shown = opened.open(text(), field("external_select", "city"))
    before = len(opened.app.received)
    assert opened.slack.suggest("ada", shown, "city", "se") == {"options": [], "error": "query_too_short"}
    assert len(opened.app.received) == before
    with pytest.raises(ValueError, match="prompt is no menu whose options the app brings"):
        opened.slack.suggest("ada", shown, "prompt", "sea")


NO_VALUE = json.dumps({"options": [{"text": words("x")}]})
TOO_MANY = json.dumps({"options": options(*map(str, range(101)))})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(status=404), "dispatch_failed"),
        (Answer(), "invalid_options: the answer must be JSON"),
        (Answer(body="{}"), "invalid_options: must be an object with either options or option_groups"),
        (Answer(body=NO_VALUE), "missing required field: value [json-pointer:/options/0]"),
        (Answer(body=TOO_MANY), "no more than 100 items allowed"),
        (Answer(body=json.dumps({"options": []})), ""),
    ],
)
def test_an_answer_that_is_none_offers_nothing_and_says_why(
    slack: SlackSandbox, app: RecordingApp, message: dict[str, object], answer: Answer, error: str
) -> None:
    app.answer = lambda _: answer
    offered = slack.suggest("ada", message, "city", "s")
    assert offered["options"] == []
    assert error in offered["error"]
    assert bool(offered["error"]) is bool(error)


def test_a_browser_suggests_over_http(slack: SlackSandbox, message: dict[str, object]) -> None:
    body = {"user": "ada", "message": message, "action_id": "city", "query": "s"}
    told = httpx.post(f"{slack.url}/_sandbox/suggest", json=body).json()
    assert told == {"ok": True, "result": {**CITIES, "error": ""}}

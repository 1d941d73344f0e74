import json
import time
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, GENERAL, actions, button, modal, refusal, section
from tests.sandbox_slack.recording_app import Answer, RecordingApp

Json = dict[str, Any]
SUBMIT = {"type": "plain_text", "text": "Draw"}
LONG_TITLE, MARKED_UP = {"type": "plain_text", "text": "x" * 25}, {"type": "mrkdwn", "text": "x"}


def text_input(action_id: str = "prompt", **more: object) -> Json:
    element = {"type": "plain_text_input", "action_id": action_id}
    label = {"type": "plain_text", "text": "Prompt"}
    return {"type": "input", "block_id": f"{action_id}_block", "label": label, "element": element | more}


def form(*blocks: Json, **more: object) -> Json:
    return modal(*(blocks or (text_input(),)), submit=SUBMIT, **more)


@pytest.fixture
def trigger(slack: SlackSandbox, app: RecordingApp) -> str:
    assert app.url
    return slack.command("ada", "general", "/imagine x").trigger_id


def test_a_trigger_opens_one_view(slack: SlackSandbox, client: WebClient, trigger: str) -> None:
    client.views_open(trigger_id=trigger, view=form())
    view = slack.view("ada")
    assert view
    assert view["callback_id"] == "edit"
    assert slack.view("ben") is None
    again = refusal(lambda: client.views_open(trigger_id=trigger, view=form()))
    assert again["error"] == "exchanged_trigger_id"


def test_a_trigger_expires_after_three_seconds(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    assert app.url
    began = time.time()
    trigger = slack.command("ada", "general", "/imagine x").trigger_id
    assert began <= slack.workspace.triggers[trigger].expires_at - 3 <= time.time()
    slack.expire(trigger)
    late = refusal(lambda: client.views_open(trigger_id=trigger, view=form()))
    assert late["error"] == "expired_trigger_id"


def test_an_invented_trigger_opens_nothing(client: WebClient) -> None:
    invented = refusal(lambda: client.views_open(trigger_id="1.2.abc", view=form()))
    assert invented["error"] == "invalid_trigger_id"


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(text_input()), "missing required field: submit [json-pointer:/view]"),
        (form(title=LONG_TITLE), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (form(close=MARKED_UP), "must be a text object of type plain_text [json-pointer:/view/close]"),
        (form(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
        (form(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
        (form(type="home"), "must be `modal` [json-pointer:/view/type]"),
        (modal(*[section("x")] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (modal(section("")), "must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
        ({"type": "modal", "title": SUBMIT}, "missing required field: blocks [json-pointer:/view]"),
    ],
)  # fmt: skip
def test_a_view_out_of_its_limits_is_refused(client: WebClient, trigger: str, view: Json, problem: str) -> None:
    answer = refusal(lambda: client.views_open(trigger_id=trigger, view=view))
    assert answer["error"] == "invalid_arguments"
    assert problem in answer["errors"]


def test_a_view_over_250_kb_is_too_large(client: WebClient, trigger: str) -> None:
    large = modal(*[section("x" * 3000)] * 84)
    assert refusal(lambda: client.views_open(trigger_id=trigger, view=large))["error"] == "view_too_large"


def test_a_refused_view_leaves_the_trigger_unspent(client: WebClient, trigger: str) -> None:
    refusal(lambda: client.views_open(trigger_id=trigger, view=modal(section(""))))
    assert client.views_open(trigger_id=trigger, view=form())["ok"]


def test_views_stack_three_high(slack: SlackSandbox, client: WebClient, trigger: str) -> None:
    top = client.views_open(trigger_id=trigger, view=modal(actions(button("more"))))["view"]
    for _ in range(2):
        pressed = slack.press("ada", top, "more").trigger_id
        top = client.views_push(trigger_id=pressed, view=modal(actions(button("more"))))["view"]
    pressed = slack.press("ada", top, "more").trigger_id
    assert refusal(lambda: client.views_push(trigger_id=pressed, view=form()))["error"] == "push_limit_reached"
    slack.close_view("ada")
    shown = slack.view("ada")
    assert shown
    assert shown["id"] == top["previous_view_id"]


def test_an_update_with_a_stale_hash_conflicts(slack: SlackSandbox, client: WebClient, trigger: str) -> None:
    view = client.views_open(trigger_id=trigger, view=form(external_id="mine"))["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=form(external_id="mine"))
    stale = refusal(lambda: client.views_update(view_id=view["id"], hash=view["hash"], view=form()))
    assert stale["error"] == "hash_conflict"
    assert client.views_update(external_id="mine", view=form(callback_id="new"))["ok"]
    shown = slack.view("ada")
    assert shown
    assert shown["callback_id"] == "new"
    assert refusal(lambda: client.views_update(view_id="V0X", view=form()))["error"] == "not_found"


def test_the_home_tab_is_published_per_user(slack: SlackSandbox, client: WebClient) -> None:
    first = client.views_publish(user_id=ADA, view={"type": "home", "blocks": [section("hello")]})["view"]
    second = client.views_publish(user_id=ADA, hash=first["hash"], view={"type": "home", "blocks": [section("again")]})
    assert second["view"]["id"] == first["id"]
    home = slack.home("ada")
    assert home
    assert home["blocks"][0]["text"]["text"] == "again"
    assert slack.home("ben") is None
    stale = refusal(lambda: client.views_publish(user_id=ADA, hash=first["hash"], view={"type": "home", "blocks": []}))
    assert stale["error"] == "hash_conflict"
    assert refusal(lambda: client.views_publish(user_id="U0X", view={}))["error"] == "user_not_found"


def test_a_form_is_sent_with_what_was_typed_and_what_stood_in_it(
    slack: SlackSandbox, client: WebClient, app: RecordingApp, trigger: str
) -> None:
    options = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("square", "wide")]
    shape = {"type": "static_select", "action_id": "shape", "options": options, "initial_option": options[0]}
    chosen = {"type": "input", "block_id": "shape_block", "label": SUBMIT, "element": shape}
    client.views_open(trigger_id=trigger, view=form(text_input(), chosen, private_metadata="job 7"))
    delivery = slack.submit_view("ada", {"prompt": "a red fox"})
    payload = app.received[-1].json
    assert payload["type"] == "view_submission"
    assert payload["view"]["private_metadata"] == "job 7"
    values = payload["view"]["state"]["values"]
    assert values["prompt_block"]["prompt"] == {"type": "plain_text_input", "value": "a red fox"}
    assert values["shape_block"]["shape"]["selected_option"]["value"] == "square"
    assert delivery.error == ""
    assert slack.view("ada") is None, "an empty ack closes the form"


def test_several_options_can_be_ticked_and_optional_fields_left_out(
    slack: SlackSandbox, client: WebClient, app: RecordingApp, trigger: str
) -> None:
    options = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("grain", "frame", "sepia")]
    ticks = {"type": "checkboxes", "action_id": "looks", "options": options}
    chosen = {"type": "input", "block_id": "looks_block", "label": SUBMIT, "element": ticks}
    client.views_open(trigger_id=trigger, view=form(text_input(), chosen | {"optional": True}, actions(button())))
    with pytest.raises(ValueError, match="no option 'gold'"):
        slack.submit_view("ada", {"prompt": "a fox", "looks": ["gold"]})
    slack.submit_view("ada", {"prompt_block": "a fox", "looks": ["grain", "sepia"]})
    values = app.received[-1].json["view"]["state"]["values"]
    assert [option["value"] for option in values["looks_block"]["looks"]["selected_options"]] == ["grain", "sepia"]
    assert values["prompt_block"]["prompt"]["value"] == "a fox"


def test_slacks_client_lets_no_empty_required_field_and_no_unknown_one_through(
    slack: SlackSandbox, client: WebClient, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=form())
    with pytest.raises(ValueError, match="must be filled in"):
        slack.submit_view("ada", {})
    with pytest.raises(ValueError, match="the form has no colour"):
        slack.submit_view("ada", {"colour": "red"})
    with pytest.raises(ValueError, match="ben has no form open"):
        slack.submit_view("ben", {})


def respond_with(app: RecordingApp, body: Json) -> None:
    app.answer = lambda _received: Answer(body=json.dumps(body))


def shown_callback(slack: SlackSandbox) -> str:
    view = slack.view("ada")
    return str(view["callback_id"]) if view else ""


@pytest.mark.parametrize(
    ("ack", "shown"),
    [
        ({"response_action": "errors", "errors": {"prompt_block": "too long"}}, "edit"),
        ({"response_action": "update", "view": form(callback_id="second")}, "second"),
        ({"response_action": "push", "view": form(callback_id="third")}, "third"),
        ({"response_action": "clear"}, ""),
    ],
)
def test_the_ack_of_a_form_moves_between_views(
    slack: SlackSandbox, client: WebClient, app: RecordingApp, ack: Json, shown: str
) -> None:
    client.views_open(trigger_id=slack.command("ada", "general", "/imagine x").trigger_id, view=form())
    respond_with(app, ack)
    assert slack.submit_view("ada", {"prompt": "x"}).error == ""
    assert shown_callback(slack) == shown


def test_a_bad_view_in_an_ack_is_an_error_and_the_form_stays(
    slack: SlackSandbox, client: WebClient, app: RecordingApp, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=form())
    respond_with(app, {"response_action": "update", "view": modal(section(""))})
    assert slack.submit_view("ada", {"prompt": "x"}).error == "invalid_arguments"
    respond_with(app, {"response_action": "dance"})
    assert slack.submit_view("ada", {"prompt": "x"}).error == "invalid_response_action"
    assert shown_callback(slack) == "edit"


def test_a_closed_form_is_told_of_only_where_asked(
    slack: SlackSandbox, client: WebClient, app: RecordingApp, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=form(notify_on_close=True))
    slack.close_view("ada")
    assert app.received[-1].json["type"] == "view_closed"
    opener = slack.command("ada", "general", "/imagine x").trigger_id
    client.views_open(trigger_id=opener, view=form())
    before = len(app.received)
    slack.close_view("ada")
    assert len(app.received) == before


def test_shortcuts_carry_a_trigger_and_a_message_where_there_is_one(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    client.chat_postMessage(channel=GENERAL, text="a fox")
    slack.shortcut("ada", "vary", slack.messages("general")[0])
    payload = app.received[-1].json
    assert (payload["type"], payload["callback_id"], payload["message"]["text"]) == ("message_action", "vary", "a fox")
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="psst")
    with pytest.raises(ValueError, match="no shortcuts"):
        slack.shortcut("ada", "vary", slack.ephemerals("ada")[0])
    delivery = slack.shortcut("ada", "draw")
    assert app.received[-1].json["type"] == "shortcut"
    assert client.views_open(trigger_id=delivery.trigger_id, view=form())["ok"]

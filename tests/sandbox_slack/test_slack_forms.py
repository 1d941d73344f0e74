"""What stands in a form while somebody fills it in, and what the app hears of it."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, GENERAL, actions, button, modal, refusal, section
from tests.sandbox_slack.open_form import Opened, field, menu, options, text, words
from tests.sandbox_slack.recording_app import Answer, RecordingApp

Json = dict[str, Any]
ENTER = {"trigger_actions_on": ["on_enter_pressed"]}
TYPING = {"trigger_actions_on": ["on_character_entered"]}


def test_a_press_tells_what_stands_in_the_form(opened: Opened) -> None:
    view = opened.open(text(), menu(initial_option=options("square")[0]), actions(button("preview")))
    opened.slack.fill("ada", {"prompt": "a fox"})
    opened.slack.press("ada", view, "preview")
    values = opened.told()["view"]["state"]["values"]
    assert values["prompt_block"]["prompt"] == {"type": "plain_text_input", "value": "a fox"}
    assert values["shape_block"]["shape"]["selected_option"]["value"] == "square"
    assert opened.told()["container"] == {"type": "view", "view_id": view["id"]}


def test_a_press_takes_what_the_fields_around_it_hold_by_then(opened: Opened) -> None:
    view = opened.open(text(), menu(), actions(button("preview")))
    opened.slack.press("ada", view, "preview", values={"prompt": "a hen", "shape_block": "wide"})
    values = opened.told()["view"]["state"]["values"]
    assert values["prompt_block"]["prompt"]["value"] == "a hen"
    assert values["shape_block"]["shape"]["selected_option"]["value"] == "wide"
    assert opened.value("prompt") == "a hen"


def test_a_press_in_a_message_takes_what_its_menus_show_in_that_client_alone(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    client.chat_postMessage(channel=GENERAL, text="Which?", blocks=[menu(), actions(button("go"))])
    (message,) = slack.messages("general")
    for values, told in (({"shape": "wide"}, options("wide")[0]), ({}, None)):
        slack.press("ada", message, "go", values=values)
        payload = app.received[-1].json
        assert payload["state"]["values"]["shape_block"]["shape"]["selected_option"] == told


def test_the_home_tab_has_fields_too(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    blocks = [text(tells=True, dispatch_action_config=TYPING), actions(button("go"))]
    client.views_publish(user_id=ADA, view={"type": "home", "blocks": blocks})
    home = slack.home("ada")
    assert home is not None
    assert slack.type_in("ada", "prompt", "a f", message=home).error == ""
    slack.press("ada", home, "go", values={"prompt": "a fox"})
    payload = app.received[-1].json
    assert payload["view"]["state"]["values"]["prompt_block"]["prompt"]["value"] == "a fox"


def test_a_choice_in_a_menu_stays_and_is_told_where_the_block_tells(opened: Opened) -> None:
    view = opened.open(menu(tells=True), text())
    assert opened.slack.press("ada", view, "shape", "wide").error == ""
    assert opened.told()["actions"][0]["selected_option"]["value"] == "wide"
    opened.slack.submit_view("ada", {})
    assert opened.told()["view"]["state"]["values"]["shape_block"]["shape"]["selected_option"]["value"] == "wide"


def test_a_choice_in_a_block_that_does_not_tell_stays_all_the_same(opened: Opened) -> None:
    view = opened.open(menu())
    before = len(opened.app.received)
    assert opened.slack.press("ada", view, "shape", "wide").error == "dispatch_action is off"
    assert len(opened.app.received) == before
    assert opened.value("shape") == options("wide")[0]


@pytest.mark.parametrize(
    ("config", "typed", "entered"),
    [
        ({}, "dispatch_action_config has no on_character_entered", ""),
        ({"dispatch_action_config": ENTER}, "dispatch_action_config has no on_character_entered", ""),
        ({"dispatch_action_config": TYPING}, "", "dispatch_action_config has no on_enter_pressed"),
    ],
)
def test_a_text_field_tells_on_enter_or_on_typing(opened: Opened, config: Json, typed: str, entered: str) -> None:
    view = opened.open(text(tells=True, **config))
    assert opened.slack.type_in("ada", "prompt", "a f").error == typed
    assert opened.slack.press("ada", view, "prompt", "a fox").error == entered
    assert opened.value("prompt") == "a fox"


def test_fields_that_stay_keep_what_was_typed_and_others_begin_anew(opened: Opened) -> None:
    opened.open(text(), text("style"))
    opened.slack.fill("ada", {"prompt": "a fox", "style": "ink"})
    renamed = text("style", initial_value="oil") | {"block_id": "new_block"}
    opened.update(text(initial_value="a cat"), renamed)
    values = opened.shown()["state"]["values"]
    assert values["prompt_block"]["prompt"]["value"] == "a fox", "an unchanged field keeps its words"
    assert values["new_block"]["style"]["value"] == "oil", "another block_id is another field"
    opened.update(field("number_input", "prompt", is_decimal_allowed=False))
    assert opened.value("prompt") is None, "so is another type"


def test_a_choice_that_is_no_longer_offered_is_lost(opened: Opened) -> None:
    opened.open(menu())
    opened.slack.fill("ada", {"shape": "wide"})
    opened.update(field("static_select", "shape", options=options("square")))
    assert opened.value("shape") is None


def test_errors_stand_beside_their_fields_until_the_next_view(opened: Opened) -> None:
    opened.open(text())
    opened.app.answer = lambda _: Answer(
        body=json.dumps({"response_action": "errors", "errors": {"prompt_block": "too long"}})
    )
    assert opened.slack.submit_view("ada", {"prompt": "a fox"}).error == ""
    assert opened.shown()["errors"] == {"prompt_block": "too long"}
    assert opened.value("prompt") == "a fox"
    opened.update(text())
    assert opened.shown()["errors"] == {}


def test_errors_for_fields_that_are_not_there_are_refused(opened: Opened) -> None:
    opened.open(text(), section("x"))
    opened.app.answer = lambda _: Answer(body=json.dumps({"response_action": "errors", "errors": {"prompt": "x"}}))
    assert opened.slack.submit_view("ada", {}).error == "invalid_errors"


def test_a_press_that_is_not_confirmed_is_not_told(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    ask = {"title": words("Sure?"), "text": words("It costs."), "confirm": words("Draw"), "deny": words("No")}
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("draw", confirm=ask), button("no"))])
    (message,) = slack.messages("general")
    assert slack.press("ada", message, "draw", is_confirmed=False).error == "not confirmed"
    assert app.received == []
    assert slack.press("ada", message, "draw").error == ""
    assert slack.press("ada", message, "no", is_confirmed=False).error == "", "it asks for no confirmation"


def test_a_menu_in_a_message_is_told_with_all_its_menus(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    shapes = {"type": "static_select", "action_id": "shape", "options": options("square", "wide")}
    line = {"type": "actions", "block_id": "line", "elements": [shapes, button("go")]}
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[line])
    slack.press("ada", slack.messages("general")[0], "shape", "wide")
    payload = app.received[0].json
    assert payload["state"]["values"]["line"]["shape"]["selected_option"]["value"] == "wide"
    assert payload["actions"][0]["selected_option"]["value"] == "wide"


def test_clear_on_close_closes_all(opened: Opened) -> None:
    top = opened.open(actions(button("more")), clear_on_close=True, notify_on_close=True)
    trigger = opened.slack.press("ada", top, "more").trigger_id
    pushed = modal(section("x"), clear_on_close=True, notify_on_close=True)
    opened.client.views_push(trigger_id=trigger, view=pushed)
    opened.slack.close_view("ada")
    assert opened.told()["is_cleared"] is True
    assert opened.slack.view("ada") is None


def test_an_external_id_names_one_view(opened: Opened) -> None:
    opened.open(text(), external_id="mine")
    trigger = opened.slack.command("ben", "general", "/imagine").trigger_id
    view = modal(section("x"), external_id="mine")
    answer = refusal(lambda: opened.client.views_open(trigger_id=trigger, view=view))
    assert answer["error"] == "duplicate_external_id"


def test_blocks_for_messages_alone_have_no_place_in_a_view(client: WebClient) -> None:
    answer = refusal(
        lambda: client.views_publish(user_id=ADA, view={"type": "home", "blocks": [{"type": "markdown", "text": "x"}]})
    )
    assert "unsupported type: markdown [json-pointer:/view/blocks/0/type]" in answer["errors"]


def test_a_home_tab_has_buttons_and_fields(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    client.views_publish(user_id=ADA, view={"type": "home", "blocks": [menu(tells=True), actions(button("draw"))]})
    home = slack.home("ada")
    assert home
    slack.press("ada", home, "shape", "wide")
    slack.press("ada", home, "draw")
    view = app.received[-1].json["view"]
    assert (view["type"], view["state"]["values"]["shape_block"]["shape"]["selected_option"]["value"]) == (
        "home", "wide",
    )  # fmt: skip
    slack.open_home("ada")
    assert app.received[-1].json["event"]["view"]["id"] == home["id"]

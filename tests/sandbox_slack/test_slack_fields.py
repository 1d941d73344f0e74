"""Block Kit's limits for what can be filled in, chosen or pressed."""

from typing import Any

import pytest

from sandbox.slack.block_kit import check_blocks
from sandbox.slack.errors import SlackError
from tests.sandbox_slack.calls import actions, button

Json = dict[str, Any]


def faults(*blocks: Json) -> list[str]:
    try:
        check_blocks(list(blocks), limit=50, is_file_ready=lambda _file: True)
    except SlackError as refused:
        return list(refused.problems)
    return []


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def options(count: int, text: int = 5) -> list[Json]:
    return [{"text": plain("x" * text), "value": str(n)} for n in range(count)]


def field(kind: str, **fields: object) -> Json:
    return {"type": "input", "label": plain("x"), "element": {"type": kind, "action_id": "a", **fields}}


def select(**fields: object) -> Json:
    return field("static_select", options=options(2), **fields)


GROUP = {"label": plain("x" * 75), "options": options(100)}
CONFIRM = {"title": plain("x" * 100), "text": plain("x" * 300), "confirm": plain("x" * 30), "deny": plain("x" * 30)}


@pytest.mark.parametrize(
    "block",
    [
        field("plain_text_input", initial_value="x" * 3000, max_length=3000, min_length=0, multiline=True),
        field("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
        field("number_input", is_decimal_allowed=False, min_value="1", max_value="5", initial_value="1"),
        field("static_select", option_groups=[GROUP] * 100),
        select(initial_option=options(2)[1]),
        field("conversations_select", filter={"include": ["public", "private"]}, response_url_enabled=True),
        field("users_select", initial_user="U0ADA00001"),
        field("radio_buttons", options=options(10)),
        field("checkboxes", options=options(10), initial_options=options(2)),
        actions(button(confirm=CONFIRM, visible_to_user_ids=["U0ADA00001"], url="https://example.com")),
        {"type": "section", "text": plain("x"), "accessory": {"type": "overflow", "options": options(1)}},
    ],
)
def test_fields_at_their_limits_are_taken(block: Json) -> None:
    assert faults(block) == []


@pytest.mark.parametrize(
    ("block", "fault", "where"),
    [
        (field("plain_text_input", max_length=3001), "must be from 1 to 3000", "/element/max_length"),
        (field("plain_text_input", min_length=-1), "must be from 0 to 3000", "/element/min_length"),
        (field("plain_text_input", max_length="9"), "must be an integer", "/element/max_length"),
        (field("plain_text_input", multiline="yes"), "must be a boolean", "/element/multiline"),
        (
            field("plain_text_input", max_length=3, initial_value="fox!"),
            "must be less than 4 characters",
            "/element/initial_value",
        ),
        (
            field("plain_text_input", min_length=4, max_length=3),
            "min_length must not be more than max_length",
            "/element",
        ),
        (
            field("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
            "must be one of: on_character_entered, on_enter_pressed",
            "/element/dispatch_action_config/trigger_actions_on/0",
        ),
        (field("number_input"), "missing required field: is_decimal_allowed", "/element"),
        (
            field("number_input", is_decimal_allowed=True, min_value="2", initial_value="1"),
            "initial_value must be from min_value to max_value",
            "/element",
        ),
        (
            field("number_input", is_decimal_allowed=True, min_value="two"),
            "min_value, max_value and initial_value must be numbers",
            "/element",
        ),
        (field("static_select", options=options(101)), "no more than 100 items allowed", "/element/options"),
        (
            field("static_select", option_groups=[GROUP | {"label": plain("x" * 76)}]),
            "must be less than 76 characters",
            "/element/option_groups/0/label/text",
        ),
        (select(initial_option=options(3)[2]), "must be one of the options", "/element/initial_option"),
        (
            field("checkboxes", options=options(2), initial_options=options(3)),
            "must be among the options",
            "/element/initial_options",
        ),
        (
            field("conversations_select", filter={}),
            "must have at least one of: include, exclude_external_shared_channels, exclude_bot_users",
            "/element/filter",
        ),
        (
            field("conversations_select", filter={"include": ["dm"]}),
            "must be one of: im, mpim, private, public",
            "/element/filter/include/0",
        ),
        (
            actions(button(confirm=CONFIRM | {"deny": plain("x" * 31)})),
            "must be less than 31 characters",
            "/elements/0/confirm/deny/text",
        ),
        (actions(button("vary", "1"), button("vary", "2")), "action_id `vary` already exists", ""),
    ],
)
def test_a_field_out_of_its_limits_is_named_with_its_place(block: Json, fault: str, where: str) -> None:
    assert f"{fault} [json-pointer:/blocks/0{where}]" in faults(block)


def test_one_element_can_have_the_focus() -> None:
    focused = select(focus_on_load=True)
    assert faults(focused) == []
    assert faults(focused, focused) == ["only one element can have focus_on_load [json-pointer:/blocks]"]

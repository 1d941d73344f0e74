from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient

from sandbox.slack.block_kit import check_blocks
from sandbox.slack.errors import SlackError
from tests.sandbox_slack.calls import GENERAL, actions, button, refusal, section

Json = dict[str, Any]


def faults(*blocks: Json, limit: int = 50) -> list[str]:
    try:
        check_blocks(list(blocks), limit=limit, is_file_ready=lambda _file: True)
    except SlackError as refused:
        return list(refused.problems)
    return []


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def image(**fields: object) -> Json:
    return {"type": "image", "image_url": "https://example.com/fox.png", "alt_text": "a fox", **fields}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def options(count: int, text: int = 5) -> list[Json]:
    return [{"text": plain("x" * text), "value": str(n)} for n in range(count)]


TEXT = {"type": "text", "text": "/imagine a fox"}


@pytest.mark.parametrize(
    "blocks",
    [
        [section("x" * 3000)],
        [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
        [image(alt_text="x" * 2000, title=plain("x" * 2000))],
        [{"type": "image", "slack_file": {"id": "F0ABCDEFGH"}, "alt_text": "x"}],
        [{"type": "header", "text": plain("x" * 150)}],
        [context(*[plain("x")] * 10)],
        [actions(*[button(str(n), value="x" * 2000) for n in range(25)])],
        [button_block := actions({**button(), "text": plain("x" * 75), "action_id": "x" * 255, "style": "danger"})],
        [{**button_block, "block_id": "x" * 255}],
        [actions({"type": "static_select", "action_id": "a", "options": options(100, 75), "placeholder": plain("x")})],
        [actions({"type": "overflow", "action_id": "a", "options": options(5)})],
        [rich({"type": "text", "text": "<!channel> *b*"}, {"type": "user", "user_id": "U0ADA00001"})],
        [{"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [TEXT]}]}],
        [{"type": "divider"}] * 50,
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "table", "rows": []}],
    ],
)  # fmt: skip
def test_blocks_at_their_limits_are_taken(blocks: list[Json]) -> None:
    assert faults(*blocks) == []


@pytest.mark.parametrize(
    ("block", "fault", "where"),
    [
        (section("x" * 3001), "must be less than 3001 characters", "/text/text"),
        (section(""), "must be more than 0 characters", "/text/text"),
        ({"type": "section"}, "must have at least one of: text, fields", ""),
        ({"type": "section", "fields": [plain("x")] * 11}, "no more than 10 items allowed", "/fields"),
        ({"type": "section", "fields": [plain("x" * 2001)]}, "must be less than 2001 characters", "/fields/0/text"),
        ({"type": "section", "text": "bare"}, "must be a text object of type mrkdwn or plain_text", "/text"),
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
            "invalid additional property: emoji",
            "/text",
        ),
        ({"type": "image", "image_url": "https://example.com/x.png"}, "missing required field: alt_text", ""),
        (image(alt_text="x" * 2001), "must be less than 2001 characters", "/alt_text"),
        (image(slack_file={"id": "F0ABCDEFGH"}), "must have exactly one of: image_url, slack_file", ""),
        ({"type": "image", "alt_text": "x"}, "must have exactly one of: image_url, slack_file", ""),
        ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters", "/text/text"),
        (
            {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
            "must be a text object of type plain_text",
            "/text",
        ),
        (context(*[plain("x")] * 11), "no more than 10 items allowed", "/elements"),
        (context(button()), "unsupported type: button", "/elements/0/type"),
        (context(), "must have at least 1 item", "/elements"),
        (actions(*[button(str(n)) for n in range(26)]), "no more than 25 items allowed", "/elements"),
        (actions(button(value="x" * 2001)), "must be less than 2001 characters", "/elements/0/value"),
        (actions({**button(), "text": plain("x" * 76)}), "must be less than 76 characters", "/elements/0/text/text"),
        (actions(button("x" * 256)), "must be less than 256 characters", "/elements/0/action_id"),
        (actions(button(style="blue")), "must be one of: danger, primary", "/elements/0/style"),
        (actions(button(colour="red")), "invalid additional property: colour", "/elements/0"),
        (
            actions({"type": "overflow", "action_id": "a", "options": options(6)}),
            "no more than 5 items allowed",
            "/elements/0/options",
        ),
        (
            actions({"type": "static_select", "action_id": "a"}),
            "must have exactly one of: options, option_groups",
            "/elements/0",
        ),
        (
            actions({"type": "static_select", "action_id": "a", "options": options(1, 76)}),
            "must be less than 76 characters",
            "/elements/0/options/0/text/text",
        ),
        (
            actions({"type": "plain_text_input", "action_id": "a"}),
            "unsupported type: plain_text_input",
            "/elements/0/type",
        ),
        ({"type": "divider", "block_id": "x" * 256}, "must be less than 256 characters", "/block_id"),
        (rich({"type": "text", "text": ""}), "must be more than 0 characters", "/elements/0/elements/0/text"),
        (rich({"type": "mrkdwn", "text": "x"}), "unsupported type: mrkdwn", "/elements/0/elements/0/type"),
        ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters", "/text"),
        ({"type": "picture"}, "unsupported type: picture", "/type"),
        ({}, "unsupported type: None", "/type"),
    ],
)
def test_a_fault_is_named_with_its_place(block: Json, fault: str, where: str) -> None:
    assert f"{fault} [json-pointer:/blocks/0{where}]" in faults(block)


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


def test_a_message_has_50_blocks_at_most_and_no_block_id_twice() -> None:
    assert faults(*[{"type": "divider"}] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    twice = {"type": "divider", "block_id": "line"}
    assert faults(twice, twice) == ["block_id `line` already exists [json-pointer:/blocks/1/block_id]"]


NAMES = st.sampled_from(["type", "text", "elements", "fields", "accessory", "slack_file", "options", "confirm", "x"])
LEAVES = st.sampled_from([None, True, 7, "", "words", "plain_text", "button", "image", "rich_text_section"])
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner), max_leaves=8)
KINDS = ("section", "image", "actions", "context", "header", "input", "rich_text", "table", "button")


@given(st.sampled_from(KINDS), st.dictionaries(NAMES, VALUES, max_size=4))
def test_no_block_whatever_breaks_the_check(kind: str, block: Json) -> None:
    found = faults({**block, "type": kind})
    assert all("[json-pointer:/blocks/" in fault for fault in found)


def test_slack_says_where_and_posts_nothing(client: WebClient) -> None:
    answer = refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[section("")]))
    assert answer["error"] == "invalid_blocks"
    fault = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}"]


@pytest.mark.parametrize("blocks", ["not json", '{"type": "divider"}', '["divider"]'])
def test_blocks_that_are_no_list_of_objects_are_invalid_blocks_format(client: WebClient, blocks: str) -> None:
    answer = refusal(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks))
    assert answer["error"] == "invalid_blocks_format"

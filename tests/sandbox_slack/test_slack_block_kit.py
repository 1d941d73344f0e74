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

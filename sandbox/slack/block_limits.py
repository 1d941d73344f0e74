"""Block Kit as data: which fields a block, element or composition object has, and how large each may be.

Source: docs.slack.dev/reference/block-kit, and the validators in Slack's SDKs.
"""

from sandbox.slack.block_rules import Anything, Choice, Flag, Many, Number, One, Rule, Shape, String, Text

_PLAIN = frozenset({"plain_text"})
_ANY, _FLAG, _ID = Anything(), Flag(), String(255)
_INPUTS = frozenset(
    {
        "plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input", "file_input",
        "static_select", "external_select", "users_select", "conversations_select", "channels_select",
        "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
        "multi_channels_select", "radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker",
    }
)  # fmt: skip
_ACTIONS = (_INPUTS | {"button", "overflow", "workflow_button"}) - {"file_input", "rich_text_input", "plain_text_input"}
_ACTION_FIELDS: dict[str, Rule] = {
    "action_id": _ID, "confirm": One(frozenset({"confirm"})), "focus_on_load": _FLAG,
}  # fmt: skip
_PLACEHOLDER: dict[str, Rule] = {**_ACTION_FIELDS, "placeholder": Text(150, _PLAIN)}
_OPTION, _PLAIN_OPTION = One(frozenset({"option"})), One(frozenset({"plain_option"}))
_OPTIONS: dict[str, Rule] = {
    "options": Many(100, _PLAIN_OPTION), "option_groups": Many(100, One(frozenset({"option_group"}))),
}  # fmt: skip
_SEVERAL: dict[str, Rule] = {**_PLACEHOLDER, "max_selected_items": Number(1, 100_000)}
_FILTER = One(frozenset({"filter"}))
_DISPATCH = One(frozenset({"dispatch_action_config"}))

_RICH_TEXT = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})
_INLINE = One(frozenset({"text", "link", "emoji", "user", "channel", "usergroup", "broadcast", "date", "color"}))


def _options(limit: int, option: Rule, **initial: Rule) -> Shape:
    return Shape({**_ACTION_FIELDS, "options": Many(limit, option), **initial}, required=("options",))


def _select(**own: Rule) -> Shape:
    return Shape({**_PLACEHOLDER, **own})


def _several(**own: Rule) -> Shape:
    return Shape({**_SEVERAL, **own})


def _line(**own: Rule) -> Shape:
    """One line of text, a number or the like."""
    return Shape({**_PLACEHOLDER, "initial_value": String(3000, 0), "dispatch_action_config": _DISPATCH, **own})


ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {
            **_ACTION_FIELDS, "text": Text(75, _PLAIN), "value": String(2000), "url": String(3000),
            "style": Choice(frozenset({"primary", "danger"})), "accessibility_label": String(75),
            "visible_to_user_ids": Many(100, String(255)), "agent_prompt": String(4000),
        },
        required=("text",),
    ),
    "image": Shape(
        {"image_url": String(3000), "slack_file": _ANY, "alt_text": String(2000)},
        required=("alt_text",), exactly_one=("image_url", "slack_file"),
    ),
    "overflow": _options(5, _PLAIN_OPTION),  # one is enough since slack_sdk 3.20; the documents asked for two before
    "radio_buttons": _options(10, _OPTION, initial_option=_OPTION),
    "checkboxes": _options(10, _OPTION, initial_options=Many(10, _OPTION)),
    "static_select": Shape(
        {**_PLACEHOLDER, **_OPTIONS, "initial_option": _PLAIN_OPTION}, exactly_one=("options", "option_groups")
    ),
    "multi_static_select": Shape(
        {**_SEVERAL, **_OPTIONS, "initial_options": Many(100, _PLAIN_OPTION)},
        exactly_one=("options", "option_groups"),
    ),
    "external_select": _select(initial_option=_PLAIN_OPTION, min_query_length=Number(0, 255)),
    "multi_external_select": _several(
        initial_options=Many(100, _PLAIN_OPTION), min_query_length=Number(0, 255)
    ),
    "users_select": _select(initial_user=_ID),
    "multi_users_select": _several(initial_users=Many(100, _ID)),
    "channels_select": _select(initial_channel=_ID, response_url_enabled=_FLAG),
    "multi_channels_select": _several(initial_channels=Many(100, _ID)),
    "conversations_select": _select(
        initial_conversation=_ID, default_to_current_conversation=_FLAG, response_url_enabled=_FLAG, filter=_FILTER
    ),
    "multi_conversations_select": _several(
        initial_conversations=Many(100, _ID), default_to_current_conversation=_FLAG, filter=_FILTER
    ),
    "plain_text_input": _line(multiline=_FLAG, min_length=Number(0, 3000), max_length=Number(1, 3000)),
    "number_input": Shape(
        {
            **_PLACEHOLDER, "is_decimal_allowed": _FLAG, "initial_value": String(3000), "min_value": String(3000),
            "max_value": String(3000), "dispatch_action_config": _DISPATCH,
        },
        required=("is_decimal_allowed",),
    ),
    "email_text_input": _line(),
    "url_text_input": _line(),
    "datepicker": _select(initial_date=String(10, 10)),
    "timepicker": _select(initial_time=String(5, 5), timezone=String(255)),
    "datetimepicker": Shape({**_ACTION_FIELDS, "initial_date_time": Number(1_000_000_000, 9_999_999_999)}),
    "rich_text_section": Shape({"elements": Many(1000, _INLINE)}, required=("elements",)),
    "rich_text_quote": Shape({"elements": Many(1000, _INLINE), "border": _ANY}, required=("elements",)),
    "rich_text_preformatted": Shape(
        {"elements": Many(1000, One(frozenset({"text", "link"}))), "border": _ANY, "language": _ANY},
        required=("elements",),
    ),
    "rich_text_list": Shape(
        {
            "elements": Many(1000, One(frozenset({"rich_text_section"}))),
            "style": Choice(frozenset({"bullet", "ordered"})), "indent": _ANY, "offset": _ANY, "border": _ANY,
        },
        required=("elements", "style"),
    ),
    "text": Shape({"text": String(40_000), "style": _ANY}, required=("text",)),
    "link": Shape({"url": String(3000), "text": String(3000), "unsafe": _ANY, "style": _ANY}, required=("url",)),
    "option": Shape({"text": Text(75), "value": String(150), "description": Text(75)}, required=("text", "value")),
    "plain_option": Shape(
        {"text": Text(75, _PLAIN), "value": String(150), "description": Text(75, _PLAIN), "url": String(3000)},
        required=("text", "value"),
    ),
    "option_group": Shape(
        {"label": Text(75, _PLAIN), "options": Many(100, _PLAIN_OPTION)}, required=("label", "options")
    ),
    "filter": Shape(
        {
            "include": Many(4, Choice(frozenset({"im", "mpim", "private", "public"}))),
            "exclude_external_shared_channels": _FLAG, "exclude_bot_users": _FLAG,
        },
        at_least_one=("include", "exclude_external_shared_channels", "exclude_bot_users"),
    ),
    "dispatch_action_config": Shape(
        {"trigger_actions_on": Many(2, Choice(frozenset({"on_enter_pressed", "on_character_entered"})))}
    ),
    "confirm": Shape(
        {
            "title": Text(100, _PLAIN), "text": Text(300), "confirm": Text(30, _PLAIN), "deny": Text(30, _PLAIN),
            "style": Choice(frozenset({"primary", "danger"})),
        },
        required=("title", "text", "confirm", "deny"),
    ),
}  # fmt: skip

BLOCKS: dict[str, Shape] = {
    "section": Shape(
        {
            "text": Text(3000), "fields": Many(10, Text(2000)), "accessory": One(_ACTIONS | {"image"}), "expand": _ANY,
        },
        at_least_one=("text", "fields"),
    ),
    "divider": Shape({}),
    "image": Shape(
        {
            "image_url": String(3000), "slack_file": _ANY, "alt_text": String(2000), "title": Text(2000, _PLAIN),
        },
        required=("alt_text",), exactly_one=("image_url", "slack_file"),
    ),
    "actions": Shape({"elements": Many(25, One(_ACTIONS))}, required=("elements",)),
    "context": Shape({"elements": Many(10, One(frozenset({"image", "mrkdwn", "plain_text"})))}, required=("elements",)),
    "context_actions": Shape({"elements": Many(5, _ANY)}, required=("elements",)),
    "header": Shape({"text": Text(150, _PLAIN), "level": _ANY}, required=("text",)),
    "input": Shape(
        {
            "label": Text(2000, _PLAIN), "element": One(_INPUTS), "hint": Text(2000, _PLAIN), "optional": _FLAG,
            "dispatch_action": _FLAG,
        },
        required=("label", "element"),
    ),
    "rich_text": Shape({"elements": Many(1000, One(_RICH_TEXT))}, required=("elements",)),
    "markdown": Shape({"text": String(12_000)}, required=("text",)),
}  # fmt: skip

# Known to Slack, with no confirmed contract here: taken as they are.
OPAQUE_BLOCKS = frozenset(
    {
        "file", "video", "call", "table", "task_card", "plan", "alert", "card", "carousel", "container",
        "auth_provider", "data_table", "data_visualization",
    }
)  # fmt: skip
COMPOSITIONS = frozenset({"option", "plain_option", "option_group", "confirm", "filter", "dispatch_action_config"})

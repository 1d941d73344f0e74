"""Block Kit as data: which fields a block, element or composition object has, and how large each may be.

Source: docs.slack.dev/reference/block-kit, and the validators in Slack's SDKs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class String:
    """A bare string of `minimum` to `limit` characters."""

    limit: int
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of at most `limit` characters."""

    limit: int
    kinds: frozenset[str] = frozenset({"plain_text", "mrkdwn"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class One:
    """One object of a type in `kinds`."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Many:
    """1 to `limit` of another rule."""

    limit: int
    rule: "Rule"


@dataclass(frozen=True, slots=True)
class Anything:
    """Taken as it is."""


Rule = String | Text | Choice | One | Many | Anything


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one type; `exactly_one` and `at_least_one` are groups of which that many must be there."""

    fields: dict[str, Rule]
    required: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()


_PLAIN = frozenset({"plain_text"})
_ANY = Anything()
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
    "action_id": String(255), "confirm": One(frozenset({"confirm"})), "focus_on_load": _ANY,
}  # fmt: skip
_PLACEHOLDER: dict[str, Rule] = {**_ACTION_FIELDS, "placeholder": Text(150, _PLAIN)}
_OPTION = One(frozenset({"option"}))
_OPTIONS: dict[str, Rule] = {"options": Many(100, _OPTION), "option_groups": Many(100, _ANY)}

_RICH_TEXT = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})
_INLINE = One(frozenset({"text", "link", "emoji", "user", "channel", "usergroup", "broadcast", "date", "color"}))


def _options(limit: int, initial: str) -> Shape:
    fields: dict[str, Rule] = {**_ACTION_FIELDS, "options": Many(limit, _OPTION), initial: _ANY}
    return Shape(fields, required=("options",))


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
    "overflow": _options(5, "initial_option"),
    "radio_buttons": _options(10, "initial_option"),
    "checkboxes": _options(10, "initial_options"),
    "static_select": Shape(
        {**_PLACEHOLDER, **_OPTIONS, "initial_option": _OPTION}, exactly_one=("options", "option_groups")
    ),
    "multi_static_select": Shape(
        {**_PLACEHOLDER, **_OPTIONS, "initial_options": Many(100, _OPTION), "max_selected_items": _ANY},
        exactly_one=("options", "option_groups"),
    ),
    "plain_text_input": Shape(
        {
            **_PLACEHOLDER, "initial_value": String(3000, 0), "multiline": _ANY, "min_length": _ANY,
            "max_length": _ANY, "dispatch_action_config": _ANY,
        }
    ),
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
    "option": Shape(
        {"text": Text(75), "value": String(150), "description": Text(75, _PLAIN), "url": String(3000)},
        required=("text", "value"),
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
            "label": Text(2000, _PLAIN), "element": One(_INPUTS), "hint": Text(2000, _PLAIN), "optional": _ANY,
            "dispatch_action": _ANY,
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
OPAQUE_ELEMENTS = _INPUTS | {"workflow_button"}

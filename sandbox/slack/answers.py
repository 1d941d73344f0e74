"""What a field of a form holds, as `state.values` has it: at first, and after somebody's choice."""

import re
from collections.abc import Iterable

from sandbox.slack.entities import Channel, ChannelKind, Json, User
from sandbox.slack.workspace import Workspace

_FIELDS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
}
_KINDS = {
    ChannelKind.PUBLIC: "public",
    ChannelKind.PRIVATE: "private",
    ChannelKind.DIRECT: "im",
    ChannelKind.GROUP: "mpim",
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def holds_values(element: Json) -> bool:
    """Whether `state.values` lists this element: buttons and overflow menus hold nothing."""
    return element["type"] in _FIELDS


def at_first(element: Json, current: Channel | None = None) -> Json:
    """Its initial value. `current` is the conversation that the user is in, for default_to_current_conversation."""
    name = _FIELDS[element["type"]]
    initial = element.get("initial_value" if name == "value" else name.replace("selected", "initial"))
    if initial is None and current is not None and element.get("default_to_current_conversation"):
        initial = current.id if _passes(element, current) else None
    return {"type": element["type"], name: initial or ([] if name.endswith("s") else None)}


def after(workspace: Workspace, user: User, element: Json, value: object) -> Json:
    """What it holds when this user types or chooses `value`; None empties it.

    Options go by value; users, channels and conversations by name or id; several as a list. ValueError or KeyError
    says what Slack's client offers.
    """
    kind = element["type"]
    name = _FIELDS[kind]
    if name.endswith("s"):
        wanted = [] if value is None else value if isinstance(value, list | tuple) else [value]
        return {"type": kind, name: [_one(workspace, user, element, one) for one in wanted]}
    return {"type": kind, name: None if value is None or value == "" else _one(workspace, user, element, value)}


def is_empty(answer: Json) -> bool:
    return not any(value for name, value in answer.items() if name != "type")


def still_offered(element: Json, answer: Json) -> bool:
    """Whether options that were chosen are still there, of an element that was sent anew."""
    chosen = [answer.get("selected_option"), *answer.get("selected_options", [])]
    there = [option["value"] for option in _options(element)]
    return "external" in element["type"] or all(option["value"] in there for option in chosen if option)


def _one(workspace: Workspace, user: User, element: Json, value: object) -> object:
    kind = str(element["type"]).removeprefix("multi_")
    if kind in {"static_select", "radio_buttons", "checkboxes"}:
        return option_of(element, value)
    if kind == "external_select":
        return value  # an option as the app offered it
    if kind == "users_select":
        return workspace.user(str(value)).id
    if kind in {"channels_select", "conversations_select"}:
        return _conversation(workspace, user, element, str(value)).id
    if kind == "number_input":
        return _number(element, str(value))
    return _text(element, str(value)) if kind == "plain_text_input" else value


def option_of(element: Json, value: object) -> Json:
    """The option with this value; ValueError lists those there are."""
    options = list(_options(element))
    for option in options:
        if option["value"] == value:
            return option
    raise ValueError(
        f"{element['action_id']} has no option {value!r}; it has {[option['value'] for option in options]}"
    )


def _options(element: Json) -> Iterable[Json]:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    return (option for group in groups for option in group["options"])


def _conversation(workspace: Workspace, user: User, element: Json, name: str) -> Channel:
    channel = workspace.direct_message(user.id) if name == "dm" else workspace.channel(name)
    is_open = channel.kind is ChannelKind.PUBLIC or user.id in channel.members
    if not is_open or channel.is_archived or not _passes(element, channel):
        raise ValueError(f"{element['action_id']} doesn't offer {name!r} to {user.name}")
    return channel


def _passes(element: Json, channel: Channel) -> bool:
    if element["type"].removeprefix("multi_") == "channels_select":
        return channel.kind is ChannelKind.PUBLIC
    included = element.get("filter", {}).get("include")
    return included is None or _KINDS[channel.kind] in included


def _text(element: Json, text: str) -> str:
    longest, shortest = element.get("max_length", 3000), element.get("min_length", 0)
    if not shortest <= len(text) <= longest:
        raise ValueError(f"{element['action_id']} takes {shortest} to {longest} characters, not {len(text)}")
    return text


def _number(element: Json, text: str) -> str:
    found = _NUMBER.fullmatch(text)
    if not found or (found[1] and not element.get("is_decimal_allowed")):
        raise ValueError(f"{element['action_id']} takes no {text!r}: it is for numbers")
    low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    if not low <= float(text) <= high:
        raise ValueError(f"{element['action_id']} takes {low:g} to {high:g}, not {text}")
    return text

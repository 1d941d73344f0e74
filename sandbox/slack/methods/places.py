"""conversations.*: where the bot is and may go, and what was said there."""

from sandbox.slack.arguments import Arguments
from sandbox.slack.channel_facts import channel_json, check_scope
from sandbox.slack.contents import message_json, with_thread_facts
from sandbox.slack.entities import Channel, ChannelKind, Content, Json, Message
from sandbox.slack.errors import SlackError
from sandbox.slack.paging import page
from sandbox.slack.workspace import Workspace

_KINDS = {kind.value: kind for kind in ChannelKind}


def open_direct_message(workspace: Workspace, arguments: Arguments) -> Json:
    """conversations.open, by `users` or by the `channel` of one that exists."""
    if arguments.has("channel"):
        channel = workspace.visible_channel(arguments.required("channel"))
        return {"ok": True, "no_op": True, "already_open": True, "channel": {"id": channel.id}}
    users = [name.strip() for name in arguments.text("users").split(",") if name.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if any(name not in workspace.users for name in users):
        raise SlackError("user_not_found")
    if len(users) > 1:
        raise SlackError("missing_scope", needed="mpim:write", provided=",".join(sorted(workspace.scopes)))
    return {"ok": True, "channel": {"id": workspace.direct_message(users[0]).id}}


def join(workspace: Workspace, arguments: Arguments) -> Json:
    """Public channels only; what the bot can't see is channel_not_found."""
    channel = workspace.visible_channel(arguments.required("channel"))
    if channel.kind is not ChannelKind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if workspace.has_bot(channel):
        return {"ok": True, "channel": channel_json(workspace, channel), "warning": "already_in_channel"}
    joined = workspace.join(channel, workspace.bot.id)
    greeting = Content(text=f"<@{workspace.bot.id}> has joined the channel")
    workspace.say(
        Message(
            channel=channel.id,
            ts=workspace.new_ts(),
            author=workspace.bot.id,
            content=greeting,
            via="slack",
            subtype="channel_join",
        )
    )
    return {"ok": True, "channel": channel_json(workspace, joined)}


def info(workspace: Workspace, arguments: Arguments) -> Json:
    """`locale` with include_locale, `num_members` with include_num_members."""
    channel = workspace.visible_channel(arguments.required("channel"))
    check_scope(workspace, channel.kind, "read")
    found = channel_json(workspace, channel)
    if arguments.flag("include_locale"):
        found["locale"] = "en-US"
    if arguments.flag("include_num_members") and channel.kind is not ChannelKind.DIRECT:
        found["num_members"] = len(channel.members)
    return {"ok": True, "channel": found}


def members(workspace: Workspace, arguments: Arguments) -> Json:
    """User ids, the bot's too where it is a member."""
    channel = workspace.visible_channel(arguments.required("channel"))
    check_scope(workspace, channel.kind, "read")
    found, cursor = page(sorted(channel.members), arguments)
    return {"ok": True, "members": found, "response_metadata": {"next_cursor": cursor}}


def of_user(workspace: Workspace, arguments: Arguments) -> Json:
    """users.conversations: where `user`, else the bot, is a member. What isn't public only where the bot is, too.

    As documented, its channels have no `is_member`.
    """
    user = arguments.text("user", workspace.bot.id)
    if user not in workspace.users:
        raise SlackError("user_not_found")
    there = [channel for channel in asked_for(workspace, arguments) if user in channel.members]
    found, cursor = page(there, arguments)
    channels = [_without_membership(channel_json(workspace, channel)) for channel in found]
    return {"ok": True, "channels": channels, "response_metadata": {"next_cursor": cursor}}


def asked_for(workspace: Workspace, arguments: Arguments) -> list[Channel]:
    """Those of the `types`, public ones unless told otherwise, that the bot knows of; with `exclude_archived`."""
    kinds = _wanted_kinds(workspace, arguments.text("types") or ChannelKind.PUBLIC.value)
    of_kind = [channel for channel in workspace.channels.values() if channel.kind in kinds]
    seen = [channel for channel in of_kind if channel.kind is ChannelKind.PUBLIC or workspace.has_bot(channel)]
    return [channel for channel in seen if not (channel.is_archived and arguments.flag("exclude_archived"))]


def history(workspace: Workspace, arguments: Arguments) -> Json:
    """Newest first, replies left out; `oldest` and `latest` bound it, both exclusive unless `inclusive`."""
    channel = _readable(workspace, arguments)
    found = [message for message in workspace.in_channel(channel.id) if message.is_in_channel]
    return _messages(workspace, [message for message in reversed(found) if _is_within(message, arguments)], arguments)


def thread(workspace: Workspace, arguments: Arguments) -> Json:
    """The parent, then its replies, oldest first."""
    channel, ts = _readable(workspace, arguments), arguments.required("ts")
    parent = workspace.messages.get((channel.id, ts))
    if parent is None:
        raise SlackError("thread_not_found")
    replies = [message for message in workspace.replies(channel.id, ts) if _is_within(message, arguments)]
    return _messages(workspace, [parent, *replies], arguments)


def _messages(workspace: Workspace, messages: list[Message], arguments: Arguments) -> Json:
    found, cursor = page(messages, arguments)
    shown = [message_json(workspace, one) if one.is_reply else with_thread_facts(workspace, one) for one in found]
    more: Json = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
    return {"ok": True, "messages": shown, "has_more": bool(cursor), **more}


def _is_within(message: Message, arguments: Arguments) -> bool:
    oldest, latest = arguments.text("oldest", "0"), arguments.text("latest") or "9999999999"
    if message.ts in {oldest, latest}:
        return arguments.flag("inclusive")
    return float(oldest) < float(message.ts) < float(latest)


def _readable(workspace: Workspace, arguments: Arguments) -> Channel:
    """A channel whose history the app may read: an archived one, too."""
    channel = workspace.visible_channel(arguments.required("channel"))
    check_scope(workspace, channel.kind, "history")
    if not workspace.has_bot(channel):
        raise SlackError("not_in_channel")
    return channel


def _wanted_kinds(workspace: Workspace, types: str) -> set[ChannelKind]:
    """Kinds by name, each with its scope granted; SlackError invalid_types, missing_scope."""
    names = {name.strip() for name in types.split(",") if name.strip()}
    if not names <= set(_KINDS):
        raise SlackError("invalid_types")
    for name in sorted(names):
        check_scope(workspace, _KINDS[name], "read")
    return {_KINDS[name] for name in names}


def _without_membership(channel: Json) -> Json:
    return {name: value for name, value in channel.items() if name != "is_member"}

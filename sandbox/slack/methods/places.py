"""conversations.*: where the bot is and may go, and what was said there."""

from sandbox.slack.arguments import Arguments
from sandbox.slack.contents import message_json, with_thread_facts
from sandbox.slack.entities import Channel, ChannelKind, Content, Json, Message
from sandbox.slack.errors import SlackError
from sandbox.slack.workspace import Workspace


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
        return {"ok": True, "channel": _describe(workspace, channel), "warning": "already_in_channel"}
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
    return {"ok": True, "channel": _describe(workspace, joined)}


def info(workspace: Workspace, arguments: Arguments) -> Json:
    return {"ok": True, "channel": _describe(workspace, workspace.visible_channel(arguments.required("channel")))}


def history(workspace: Workspace, arguments: Arguments) -> Json:
    """Newest first, replies left out."""
    channel = workspace.member_channel(arguments.required("channel"))
    found = [message for message in workspace.in_channel(channel.id) if not message.is_reply]
    return {
        "ok": True,
        "messages": [message_json(workspace, message) for message in reversed(found)],
        "has_more": False,
    }


def thread(workspace: Workspace, arguments: Arguments) -> Json:
    """The parent, then its replies, oldest first."""
    channel, ts = workspace.member_channel(arguments.required("channel")), arguments.required("ts")
    parent = workspace.messages.get((channel.id, ts))
    if parent is None:
        raise SlackError("thread_not_found")
    replies = [message_json(workspace, message) for message in workspace.replies(channel.id, ts)]
    return {"ok": True, "messages": [with_thread_facts(workspace, parent), *replies], "has_more": False}


def _describe(workspace: Workspace, channel: Channel) -> Json:
    if channel.kind is ChannelKind.DIRECT:
        other = next(iter(channel.members - {workspace.bot.id}))
        return {"id": channel.id, "is_im": True, "user": other, "is_archived": False}
    is_private = channel.kind is ChannelKind.PRIVATE
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not is_private,
        "is_group": is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_member": workspace.has_bot(channel),
    }

"""conversations.*: channels that the bot lists, founds, fills, names the topic of, leaves and closes."""

import re
from dataclasses import replace

from sandbox.slack.arguments import Arguments
from sandbox.slack.channel_facts import channel_json, check_managing
from sandbox.slack.entities import Channel, ChannelKind, Json
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.places import asked_for
from sandbox.slack.paging import page
from sandbox.slack.workspace import Workspace

TOPIC, INVITES = "write.topic", "write.invites"  # rights that are finer than channels:manage and groups:write
_NAME_LIMIT, _TOPIC_LIMIT = 80, 250


def list_channels(workspace: Workspace, arguments: Arguments) -> Json:
    """Public ones, and of the other kinds that `types` names those that the bot is in."""
    found, cursor = page(asked_for(workspace, arguments), arguments)
    channels = [channel_json(workspace, channel) | {"num_members": len(channel.members)} for channel in found]
    return {"ok": True, "channels": channels, "response_metadata": {"next_cursor": cursor}}


def create(workspace: Workspace, arguments: Arguments) -> Json:
    """The bot is its only member at first."""
    kind = ChannelKind.PRIVATE if arguments.flag("is_private") else ChannelKind.PUBLIC
    check_managing(workspace, kind)
    channel = Channel(
        id=workspace.new_id("C"),
        name=_new_name(workspace, arguments.text("name")),
        kind=kind,
        members=frozenset({workspace.bot.id}),
        creator=workspace.bot.id,
    )
    return _kept(workspace, channel)


def invite(workspace: Workspace, arguments: Arguments) -> Json:
    """Several at once, by id; refused as a whole for the first who can't be invited."""
    channel = _managed(workspace, arguments, INVITES)
    users = [name.strip() for name in arguments.text("users").split(",") if name.strip()]
    if not users:
        raise SlackError("no_user")
    for user in users:
        refusal = _why_not_invited(workspace, channel, user)
        if refusal:
            raise SlackError(refusal)
    return _kept(workspace, replace(channel, members=channel.members | set(users)))


def kick(workspace: Workspace, arguments: Arguments) -> Json:
    channel, user = _managed(workspace, arguments), arguments.required("user")
    if user == workspace.bot.id:
        raise SlackError("cant_kick_self")
    if channel.name == "general":
        raise SlackError("cant_kick_from_general")
    if user not in channel.members:
        raise SlackError("not_in_channel" if user in workspace.users else "user_not_found")
    workspace.leave(channel, user)
    return {"ok": True}


def leave(workspace: Workspace, arguments: Arguments) -> Json:
    channel = workspace.visible_channel(arguments.required("channel"))
    check_managing(workspace, channel.kind)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.name == "general":
        raise SlackError("cant_leave_general")
    if not workspace.has_bot(channel):
        return {"ok": True, "not_in_channel": True}
    workspace.leave(channel, workspace.bot.id)
    return {"ok": True}


def archive(workspace: Workspace, arguments: Arguments) -> Json:
    channel = workspace.visible_channel(arguments.required("channel"))
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.name == "general":
        raise SlackError("cant_archive_general")
    workspace.archive(_managed(workspace, arguments))
    return {"ok": True}


def set_topic(workspace: Workspace, arguments: Arguments) -> Json:
    return _kept(workspace, replace(_managed(workspace, arguments, TOPIC), topic=_words(arguments, "topic")))


def set_purpose(workspace: Workspace, arguments: Arguments) -> Json:
    return _kept(workspace, replace(_managed(workspace, arguments, TOPIC), purpose=_words(arguments, "purpose")))


def _kept(workspace: Workspace, channel: Channel) -> Json:
    workspace.channels[channel.id] = channel
    return {"ok": True, "channel": channel_json(workspace, channel)}


def _managed(workspace: Workspace, arguments: Arguments, finer_right: str = "") -> Channel:
    channel = workspace.member_channel(arguments.required("channel"))
    check_managing(workspace, channel.kind, finer_right)
    return channel


def _words(arguments: Arguments, name: str) -> str:
    found = arguments.text(name)
    if len(found) > _TOPIC_LIMIT:
        raise SlackError("too_long")
    return found


def _new_name(workspace: Workspace, name: str) -> str:
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > _NAME_LIMIT:
        raise SlackError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    if any(channel.name == name for channel in workspace.channels.values()):
        raise SlackError("name_taken")
    return name


def _why_not_invited(workspace: Workspace, channel: Channel, user: str) -> str:
    if user == workspace.bot.id:
        return "cant_invite_self"
    if user not in workspace.users:
        return "user_not_found"
    return "already_in_channel" if user in channel.members else ""

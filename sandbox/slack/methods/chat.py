"""chat.*: post, update, delete, and the ephemeral."""

from dataclasses import replace

from sandbox.slack.arguments import Arguments
from sandbox.slack.contents import UPDATE_TEXT_LIMIT, message_json, read_content
from sandbox.slack.entities import Channel, ChannelKind, Json, Message
from sandbox.slack.errors import SlackError
from sandbox.slack.workspace import Workspace


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    message = workspace.say(replace(new_message(workspace, arguments), ts=workspace.new_ts()))
    return {"ok": True, "channel": message.channel, "ts": message.ts, "message": message_json(workspace, message)}


def new_message(workspace: Workspace, arguments: Arguments) -> Message:
    """What the bot asks to be said, checked, with no ts yet."""
    channel = _place(workspace, arguments.required("channel"))
    thread_ts = thread_of(workspace, channel, arguments.text("thread_ts"))
    return Message(
        channel=channel.id,
        ts="",
        author=workspace.bot.id,
        content=read_content(workspace, arguments),
        via="api",
        thread_ts=thread_ts,
        subtype="thread_broadcast" if thread_ts and arguments.flag("reply_broadcast") else "",
    )


def me_message(workspace: Workspace, arguments: Arguments) -> Json:
    """What the bot does, as `/me` says it: no blocks."""
    message = new_message(workspace, Arguments({"channel": arguments.text("channel"), "text": arguments.text("text")}))
    said = workspace.say(replace(message, ts=workspace.new_ts(), subtype="me_message"))
    return {"ok": True, "channel": said.channel, "ts": said.ts}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    channel = _place(workspace, arguments.required("channel"))
    user = arguments.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = workspace.say(
        Message(
            channel=channel.id,
            ts=workspace.new_ts(),
            author=workspace.bot.id,
            content=read_content(workspace, arguments),
            via="api",
            thread_ts=thread_of(workspace, channel, arguments.text("thread_ts")),
            visible_to=user,
        )
    )
    return {"ok": True, "message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """Text without blocks removes the blocks; with blocks there is no "(edited)"; metadata stays unless given."""
    message = _own_message(workspace, arguments, "cant_update_message")
    if workspace.channels[message.channel].is_archived:
        raise SlackError("is_inactive")
    if (message.channel, message.ts) in workspace.streams:
        raise SlackError("streaming_state_conflict")
    if len(arguments.text("text")) > UPDATE_TEXT_LIMIT:
        raise SlackError("msg_too_long")
    if arguments.has("file_ids"):
        raise SlackError(
            "invalid_arguments", "file_ids: what Slack does with it for a bot is unconfirmed; not emulated"
        )
    content = read_content(workspace, arguments)
    if content.metadata is None:
        content = replace(content, metadata=message.content.metadata)
    content = replace(content, files=message.content.files)
    updated = workspace.edit(message, content, is_marked=not content.blocks)
    shown = message_json(workspace, updated)
    return {"ok": True, "channel": updated.channel, "ts": updated.ts, "text": content.text, "message": shown}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """A message with replies leaves "This message was deleted." above them, as in Slack."""
    message = _own_message(workspace, arguments, "cant_delete_message")
    workspace.remove(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """chat.getPermalink: of a reply, the address names its thread, too. No scope, but the bot must see the channel."""
    channel = workspace.visible_channel(arguments.required("channel"))
    message = workspace.messages.get((channel.id, arguments.required("message_ts")))
    if message is None:
        raise SlackError("message_not_found")
    link = f"https://{workspace.team_domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    return {"ok": True, "channel": channel.id, "permalink": link + thread}


def thread_of(workspace: Workspace, channel: Channel, ts: str) -> str:
    """The thread's parent; a reply's ts stands for its thread, as in Slack."""
    if not ts:
        return ""
    parent = workspace.messages.get((channel.id, ts))
    if parent is None:
        raise SlackError("invalid_thread_ts")
    return parent.thread_ts or parent.ts


def _place(workspace: Workspace, channel_id: str) -> Channel:
    """Where the bot may post: an id, a public channel's name, or a user's id for the direct message with them."""
    if channel_id in workspace.users:
        return workspace.direct_message(channel_id)
    name = channel_id.removeprefix("#")
    named = (c.id for c in workspace.channels.values() if c.name == name and c.kind is not ChannelKind.DIRECT)
    channel = workspace.visible_channel(next(named, channel_id))
    if channel.is_archived or "chat:write.public" not in workspace.scopes:
        return workspace.member_channel(channel.id)
    return channel


def _own_message(workspace: Workspace, arguments: Arguments, refusal: str) -> Message:
    channel = workspace.visible_channel(arguments.required("channel"))
    message = workspace.messages.get((channel.id, arguments.required("ts")))
    if message is None or message.subtype == "tombstone":
        raise SlackError("message_not_found")  # ephemerals too: the API doesn't know them
    if message.author != workspace.bot.id:
        raise SlackError(refusal)
    return message

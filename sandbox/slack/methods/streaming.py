"""chat.startStream, appendStream and stopStream: an answer that grows; and the status of who is about to answer."""

from dataclasses import replace

from sandbox.slack.arguments import Arguments
from sandbox.slack.block_kit import check_blocks
from sandbox.slack.contents import MARKDOWN_LIMIT, MESSAGE_BLOCKS, message_json, with_block_ids
from sandbox.slack.entities import ChannelKind, Content, Json, Message
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.chat import thread_of
from sandbox.slack.pictures import is_showable
from sandbox.slack.workspace import Workspace

_LOADING_MESSAGES, _LOADING_MESSAGE = 10, 50


def start(workspace: Workspace, arguments: Arguments) -> Json:
    """Always a reply; in a channel it must say to whom."""
    channel = workspace.member_channel(arguments.required("channel"))
    thread_ts = thread_of(workspace, channel, arguments.required("thread_ts"))
    if channel.kind is not ChannelKind.DIRECT:
        for name in ("recipient_user_id", "recipient_team_id"):
            if not arguments.text(name):
                raise SlackError(f"missing_{name}")
    message = Message(
        channel=channel.id,
        ts=workspace.new_ts(),
        author=workspace.bot.id,
        content=_grown(workspace, Content(), _text(arguments)),
        via="api",
        thread_ts=thread_ts,
    )
    workspace.streams.add((channel.id, message.ts))
    workspace.say(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def append(workspace: Workspace, arguments: Arguments) -> Json:
    message, text = _streamed(workspace, arguments), _text(arguments)
    if not text and not arguments.has("chunks"):
        raise SlackError("no_text")
    workspace.say(replace(message, content=_grown(workspace, message.content, text)))
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def stop(workspace: Workspace, arguments: Arguments) -> Json:
    """Last words, and `blocks` below all."""
    message = _streamed(workspace, arguments)
    content = _grown(workspace, message.content, _text(arguments))
    below = arguments.items("blocks", "invalid_blocks_format")
    check_blocks(below, limit=MESSAGE_BLOCKS, is_file_ready=lambda file: is_showable(workspace, file))
    content = replace(content, blocks=(*content.blocks, *with_block_ids(workspace, below)))
    workspace.streams.discard((message.channel, message.ts))
    said = workspace.say(replace(message, content=content))
    return {"ok": True, "channel": said.channel, "ts": said.ts, "message": message_json(workspace, said)}


def set_status(workspace: Workspace, arguments: Arguments) -> Json:
    """assistant.threads.setStatus: checked and recorded; nobody sees it here."""
    channel = workspace.member_channel(arguments.required("channel_id"))
    thread_of(workspace, channel, arguments.required("thread_ts"))
    loading = arguments.strings("loading_messages")
    if len(loading) > _LOADING_MESSAGES or any(len(words) > _LOADING_MESSAGE for words in loading):
        raise SlackError(
            "invalid_arguments",
            f"no more than {_LOADING_MESSAGES} items of {_LOADING_MESSAGE} characters [json-pointer:/loading_messages]",
        )
    return {"ok": True}


def _streamed(workspace: Workspace, arguments: Arguments) -> Message:
    place = (workspace.member_channel(arguments.required("channel")).id, arguments.required("ts"))
    message = workspace.messages.get(place)
    if message is None:
        raise SlackError("message_not_found")
    if place not in workspace.streams:
        raise SlackError("message_not_in_streaming_state")
    return message


def _text(arguments: Arguments) -> str:
    """What is said in either way; chunks about tasks and plans say nothing here."""
    chunks = [str(chunk.get("text", "")) for chunk in arguments.items("chunks") if chunk.get("type") == "markdown_text"]
    return arguments.text("markdown_text") + "".join(chunks)


def _grown(workspace: Workspace, content: Content, text: str) -> Content:
    if len(text) > MARKDOWN_LIMIT:
        raise SlackError("msg_too_long")
    said = content.text + text
    shown = said[-MARKDOWN_LIMIT:]
    blocks = with_block_ids(workspace, [{"type": "markdown", "text": shown}]) if shown else ()
    return replace(content, text=said, blocks=blocks)

"""reactions.*: what the bot gives and takes away, and what stands below a message."""

import re

from sandbox.slack.arguments import Arguments
from sandbox.slack.contents import with_thread_facts
from sandbox.slack.entities import Json, Message
from sandbox.slack.errors import SlackError
from sandbox.slack.workspace import Workspace

EMOJI_NAME = re.compile(r"[\w'+-]+(::skin-tone-[2-6])?")


def add(workspace: Workspace, arguments: Arguments) -> Json:
    message, name = _message(workspace, arguments), _name(arguments)
    if _is_given(workspace, message, name):
        raise SlackError("already_reacted")
    workspace.react(message, workspace.bot.id, name, is_given=True)
    return {"ok": True}


def remove(workspace: Workspace, arguments: Arguments) -> Json:
    message, name = _message(workspace, arguments), _name(arguments)
    if not _is_given(workspace, message, name):
        raise SlackError("no_reaction")
    workspace.react(message, workspace.bot.id, name, is_given=False)
    return {"ok": True}


def get(workspace: Workspace, arguments: Arguments) -> Json:
    message = _message(workspace, arguments)
    shown = with_thread_facts(workspace, message)
    return {"ok": True, "type": "message", "channel": message.channel, "message": shown}


def _message(workspace: Workspace, arguments: Arguments) -> Message:
    channel = workspace.member_channel(arguments.required("channel"))
    message = workspace.messages.get((channel.id, arguments.required("timestamp")))
    if message is None:
        raise SlackError("message_not_found")
    return message


def _name(arguments: Arguments) -> str:
    name = arguments.required("name").strip(":")
    if not EMOJI_NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _is_given(workspace: Workspace, message: Message, name: str) -> bool:
    return workspace.bot.id in workspace.reactions.get((message.channel, message.ts), {}).get(name, ())

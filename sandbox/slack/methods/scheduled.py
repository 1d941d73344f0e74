"""chat.scheduleMessage and what belongs to it: messages that are said later."""

import time

from sandbox.slack.arguments import Arguments
from sandbox.slack.contents import message_json
from sandbox.slack.entities import Json, Scheduled
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.chat import new_message
from sandbox.slack.paging import page
from sandbox.slack.workspace import Workspace

_FURTHEST = 120 * 86_400  # seconds


def schedule(workspace: Workspace, arguments: Arguments) -> Json:
    """`post_at` is in whole seconds since 1970, within the next 120 days."""
    post_at = arguments.number("post_at")
    if post_at <= time.time():
        raise SlackError("time_in_past")
    if post_at > time.time() + _FURTHEST:
        raise SlackError("time_too_far")
    message = new_message(workspace, arguments)
    later = Scheduled(id=workspace.new_id("Q"), message=message, post_at=post_at, created_at=int(time.time()))
    workspace.scheduled[later.id] = later
    shown = {name: value for name, value in message_json(workspace, message).items() if name != "ts"}
    return {
        "ok": True,
        "channel": message.channel,
        "scheduled_message_id": later.id,
        "post_at": post_at,
        "message": shown,
    }


def list_scheduled(workspace: Workspace, arguments: Arguments) -> Json:
    """All that wait, or those of one `channel`, the next one first."""
    channel = arguments.text("channel")
    waiting = [one for one in workspace.scheduled.values() if channel in {"", one.message.channel}]
    found, cursor = page(sorted(waiting, key=lambda one: one.post_at), arguments)
    shown = [
        {
            "id": one.id,
            "channel_id": one.message.channel,
            "post_at": one.post_at,
            "date_created": one.created_at,
            "text": one.message.content.text,
        }
        for one in found
    ]
    return {"ok": True, "scheduled_messages": shown, "response_metadata": {"next_cursor": cursor}}


def unschedule(workspace: Workspace, arguments: Arguments) -> Json:
    found = workspace.scheduled.get(arguments.required("scheduled_message_id"))
    if found is None or found.message.channel != arguments.required("channel"):
        raise SlackError("invalid_scheduled_message_id")
    del workspace.scheduled[found.id]
    return {"ok": True}

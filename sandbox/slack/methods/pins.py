"""pins.*: messages kept at hand in a channel."""

from sandbox.slack.arguments import Arguments
from sandbox.slack.contents import message_json
from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError
from sandbox.slack.workspace import Workspace


def add(workspace: Workspace, arguments: Arguments) -> Json:
    place = _place(workspace, arguments)
    if place in workspace.pins:
        raise SlackError("already_pinned")
    workspace.pins[place] = workspace.bot.id
    return {"ok": True}


def remove(workspace: Workspace, arguments: Arguments) -> Json:
    place = _place(workspace, arguments)
    if place not in workspace.pins:
        raise SlackError("no_pin")
    del workspace.pins[place]
    return {"ok": True}


def list_pins(workspace: Workspace, arguments: Arguments) -> Json:
    """Those of one channel, the newest pin first; one whose message was deleted is gone."""
    channel = workspace.member_channel(arguments.required("channel"))
    found = [
        {"type": "message", "channel": channel.id, "created_by": by, "message": message_json(workspace, message)}
        for place, by in reversed(workspace.pins.items())
        if place[0] == channel.id and (message := workspace.messages.get(place)) is not None
    ]
    return {"ok": True, "items": found}


def _place(workspace: Workspace, arguments: Arguments) -> tuple[str, str]:
    place = (workspace.member_channel(arguments.required("channel")).id, arguments.required("timestamp"))
    if place not in workspace.messages:
        raise SlackError("message_not_found")
    return place

"""What there is to see: messages, ephemerals and direct messages as JSON. Each takes the workspace's lock."""

from sandbox.slack.contents import message_json
from sandbox.slack.entities import Json
from sandbox.slack.modals import view_json, view_stack
from sandbox.slack.workspace import Workspace


def messages(workspace: Workspace, channel: str, thread_ts: str = "") -> list[Json]:
    """What everybody in a channel sees, oldest first: the top level, or the replies of one thread."""
    with workspace.lock:
        place = workspace.channel(channel)
        found = (message for message in workspace.in_channel(place.id) if message.via != "slack")
        return [
            message_json(workspace, message)
            for message in found
            if (message.thread_ts if message.is_reply else "") == thread_ts
        ]


def ephemerals(workspace: Workspace, user: str) -> list[Json]:
    """What only this user sees, in all channels, Slackbot's words too, oldest first."""
    with workspace.lock:
        user_id = workspace.user(user).id
        found = list(workspace.ephemerals.values())
        return [message_json(workspace, message) for message in found if message.visible_to == user_id]


def direct_messages(workspace: Workspace, user: str) -> list[Json]:
    """Both sides of the bot's direct messages with this user, oldest first."""
    with workspace.lock:
        place = workspace.direct_message(workspace.user(user).id)
        return [message_json(workspace, message) for message in workspace.in_channel(place.id)]


def conversation(workspace: Workspace, channel: str) -> list[Json]:
    """Everything in a channel in order: replies, ephemerals of everybody and Slack's own notes too; `@ada` works."""
    with workspace.lock:
        place = workspace.place(channel)
        private = [message for message in workspace.ephemerals.values() if message.channel == place.id]
        found = sorted([*workspace.in_channel(place.id), *private], key=lambda message: message.ts)
        return [message_json(workspace, message) for message in found]


def open_view(workspace: Workspace, user: str) -> Json | None:
    """The form on top of what this user sees, if one is open; `errors` are the words beside its fields, by block_id."""
    stack = open_views(workspace, user)
    return stack[-1] if stack else None


def open_views(workspace: Workspace, user: str) -> list[Json]:
    """The forms that are open for this user, the one on top last, each as `open_view` has it."""
    with workspace.lock:
        stack = view_stack(workspace, workspace.user(user).id)
        return [view_json(workspace, view) | {"errors": dict(view.errors)} for view in stack]


def home(workspace: Workspace, user: str) -> Json | None:
    """The Home tab as published for this user."""
    with workspace.lock:
        view = workspace.homes.get(workspace.user(user).id)
        return view_json(workspace, view) if view else None

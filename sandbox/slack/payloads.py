"""What Slack sends to an app: commands, interactions, events. Call under the workspace's lock."""

import time
from dataclasses import replace
from typing import Any

from sandbox.slack.contents import with_thread_facts
from sandbox.slack.entities import Channel, ChannelKind, Json, Message, ResponseUrl, Trigger, User, View
from sandbox.slack.link import Parcel
from sandbox.slack.methods.views import view_json
from sandbox.slack.response_urls import LIFETIME
from sandbox.slack.workspace import Workspace

TRIGGER_SECONDS = 3.0


def command(workspace: Workspace, user: User, channel: Channel, line: str) -> Parcel:
    """A slash command as typed: the text arrives unescaped (`should_escape` is off by default)."""
    name, _, text = line.partition(" ")
    payload = {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text.strip(),
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, "commands", user, channel),
        "trigger_id": _trigger(workspace, user),
    }
    return Parcel(kind="command", name=name, payload=payload, user=user.id, channel=channel.id)


def event(workspace: Workspace, user: User, channel: Channel | None, body: Json) -> Parcel:
    """An Events API callback around `body`, with an event_id of its own."""
    payload = {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [{"team_id": workspace.team_id, "user_id": workspace.bot.id, "is_bot": True}],
        "is_ext_shared_channel": False,
        "event": body,
    }
    place = channel.id if channel else ""
    return Parcel(kind="event", name=str(body["type"]), payload=payload, user=user.id, channel=place)


def message_event(workspace: Workspace, message: Message, kind: str) -> Json:
    """`app_mention`, or `message` for one in a direct message."""
    body: Json = {
        "type": kind,
        "user": message.author,
        "text": message.content.text,
        "ts": message.ts,
        "channel": message.channel,
        "event_ts": message.ts,
        "team": workspace.team_id,
        "client_msg_id": workspace.new_secret(32).lower(),
    }
    if kind == "message":
        body["channel_type"] = "im"
    return body | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def message_action(workspace: Workspace, user: User, message: Message, action: Json) -> Parcel:
    """block_actions from a message; of an ephemeral, Slack sends no content."""
    channel = workspace.channels[message.channel]
    origin = message.ts
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.visible_to),
    }
    payload = _interaction(workspace, "block_actions", user) | {
        "container": container | ({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        "channel": _channel_json(channel),
        "response_url": response_url(workspace, "actions", user, channel, origin, message.thread_ts),
        "state": {"values": {}},
        "actions": [action],
    }
    if not message.visible_to:
        payload["message"] = with_thread_facts(workspace, message)
    name = action["action_id"]
    return Parcel(kind="interaction", name=name, payload=payload, user=user.id, channel=channel.id)


def view_action(workspace: Workspace, user: User, view: View, action: Json, values: Json) -> Parcel:
    """block_actions from within a modal or the Home tab."""
    payload = _interaction(workspace, "block_actions", user, view.id) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view) | {"state": {"values": values}},
        "actions": [action],
    }
    return Parcel(kind="interaction", name=action["action_id"], payload=payload, user=user.id)


def view_submission(workspace: Workspace, user: User, view: View, values: Json) -> Parcel:
    payload = _interaction(workspace, "view_submission", user, view.id) | {
        "view": view_json(workspace, view) | {"state": {"values": values}},
        "response_urls": [],
    }
    return Parcel(kind="interaction", name=str(view.body.get("callback_id", "")), payload=payload, user=user.id)


def view_closed(workspace: Workspace, user: User, view: View) -> Parcel:
    payload = _interaction(workspace, "view_closed", user) | {"view": view_json(workspace, view), "is_cleared": False}
    del payload["trigger_id"]
    return Parcel(kind="interaction", name=str(view.body.get("callback_id", "")), payload=payload, user=user.id)


def shortcut(workspace: Workspace, user: User, callback_id: str, message: Message | None) -> Parcel:
    """A message shortcut with a message, a global one without."""
    kind = "message_action" if message else "shortcut"
    payload = _interaction(workspace, kind, user) | {"callback_id": callback_id, "action_ts": workspace.new_ts()}
    place = ""
    if message is not None:
        channel = workspace.channels[message.channel]
        place = channel.id
        payload |= {
            "channel": _channel_json(channel),
            "message_ts": message.ts,
            "message": with_thread_facts(workspace, message),
            "response_url": response_url(workspace, "app", user, channel, thread_ts=message.thread_ts),
        }
    return Parcel(kind="interaction", name=callback_id, payload=payload, user=user.id, channel=place)


def response_url(  # noqa: PLR0913, PLR0917  one field each of what the URL stands for
    workspace: Workspace, kind: str, user: User, channel: Channel, origin_ts: str = "", thread_ts: str = ""
) -> str:
    url = ResponseUrl(
        kind=kind,
        id=workspace.new_secret(13),
        secret=workspace.new_secret(),
        user=user.id,
        channel=channel.id,
        expires_at=time.time() + LIFETIME,
        thread_ts=thread_ts,
        origin_ts=origin_ts,
    )
    workspace.response_urls[url.id] = url
    return workspace.url + url.path(workspace.team_id)


def renew_trigger(workspace: Workspace, parcel: Parcel) -> None:
    """The three seconds of a trigger run from its first delivery."""
    trigger = workspace.triggers.get(str(parcel.payload.get("trigger_id")))
    if trigger is not None and trigger.expires_at == 0:
        workspace.triggers[trigger.id] = replace(trigger, expires_at=time.time() + TRIGGER_SECONDS)


def _interaction(workspace: Workspace, kind: str, user: User, view_id: str = "") -> dict[str, Any]:
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "api_app_id": workspace.app_id,
        "token": "sandbox",
        "trigger_id": _trigger(workspace, user, view_id),
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _trigger(workspace: Workspace, user: User, view_id: str = "") -> str:
    trigger_id = f"{workspace.new_secret(13)}.{workspace.new_secret(12)}.{workspace.new_secret(32).lower()}"
    workspace.triggers[trigger_id] = Trigger(id=trigger_id, user=user.id, expires_at=0, view_id=view_id)
    return trigger_id


def _channel_json(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name if channel.kind is ChannelKind.PUBLIC else channel.command_name}

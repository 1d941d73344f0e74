"""What Slack sends to an app: commands, interactions, events. Call under the workspace's lock."""

import time
from dataclasses import replace
from typing import Any

from sandbox.slack.contents import message_json, with_thread_facts
from sandbox.slack.entities import Channel, ChannelKind, Json, Message, ResponseUrl, Trigger, User, View
from sandbox.slack.forms import elements
from sandbox.slack.link import Parcel
from sandbox.slack.modals import view_json
from sandbox.slack.response_urls import LIFETIME
from sandbox.slack.workspace import Workspace

TRIGGER_SECONDS = 3.0
_CHANNEL_TYPES = {
    ChannelKind.PUBLIC: "channel",
    ChannelKind.PRIVATE: "group",
    ChannelKind.GROUP: "mpim",
    ChannelKind.DIRECT: "im",
}


def command(workspace: Workspace, user: User, channel: Channel, name: str, text: str) -> Parcel:
    """A slash command; the text as it shall arrive."""
    payload = {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        **workspace.in_enterprise,
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text.strip(),
        "api_app_id": workspace.app_id,
        "is_enterprise_install": str(workspace.is_org_wide).lower(),
        "response_url": response_url(workspace, "commands", user, channel),
        "trigger_id": _trigger(workspace, user, channel=channel.id),
    }
    return Parcel(kind="command", name=name, payload=payload, user=user.id, channel=channel.id)


def event(workspace: Workspace, user: User, channel: Channel | None, body: Json) -> Parcel:
    """An Events API callback around `body`, with an event_id of its own."""
    payload = {
        "token": "sandbox",
        "team_id": workspace.team_id,
        **workspace.in_enterprise,
        "api_app_id": workspace.app_id,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [
            {**workspace.in_enterprise, "team_id": workspace.team_id, "user_id": workspace.bot.id, "is_bot": True}
        ],
        "is_ext_shared_channel": False,
        "event": body,
    }
    place = channel.id if channel else ""
    return Parcel(kind="event", name=str(body["type"]), payload=payload, user=user.id, channel=place)


def message_event(workspace: Workspace, message: Message, kind: str) -> Json:
    """`app_mention` or `message`. Files come along with either.

    A message with files has the subtype `file_share` (docs.slack.dev: message.file_share); a mention has none, but
    `files` and `upload` (seratch/seratch-slack-types#8).
    """
    shown = message_json(workspace, message)
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
        body["channel_type"] = _CHANNEL_TYPES[workspace.channels[message.channel].kind]
    if "files" in shown:
        body |= {"files": shown["files"], "upload": False, "display_as_bot": False}
        body |= {"subtype": "file_share"} if kind == "message" else {}
    return body | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def reaction_event(user: User, message: Message, kind: str, name: str) -> Json:
    """reaction_added or reaction_removed (docs.slack.dev/reference/events/reaction_added)."""
    return {
        "type": kind,
        "user": user.id,
        "reaction": name,
        "item_user": message.author,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": f"{time.time():.6f}",
    }


def message_action(workspace: Workspace, user: User, message: Message, action: Json, values: Json) -> Parcel:
    """block_actions from a message; of an ephemeral, Slack sends no content. `values` stand in its menus."""
    channel = workspace.channels[message.channel]
    origin = message.ts
    payload = _interaction(workspace, "block_actions", user, channel=channel.id) | {
        "container": _message_container(message),
        "channel": _channel_json(channel),
        "response_url": response_url(workspace, "actions", user, channel, origin, message.thread_ts),
        "state": {"values": values},
        "actions": [action],
    }
    if not message.visible_to:
        payload["message"] = with_thread_facts(workspace, message)
    name = action["action_id"]
    return Parcel(kind="interaction", name=name, payload=payload, user=user.id, channel=channel.id)


def view_action(workspace: Workspace, user: User, view: View, action: Json) -> Parcel:
    """block_actions from within a modal or the Home tab, with what stands in its fields now."""
    payload = _interaction(workspace, "block_actions", user, view.id, view.channel) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view),
        "actions": [action],
    }
    return Parcel(kind="interaction", name=action["action_id"], payload=payload, user=user.id, channel=view.channel)


def suggestion(workspace: Workspace, user: User, source: View | Message, asked: Json) -> Parcel:
    """block_suggestion: somebody typed into a menu with external data. No trigger, no response URL."""
    payload = _interaction(workspace, "block_suggestion", user)
    del payload["trigger_id"]
    place = source.channel
    if isinstance(source, View):
        payload |= {"container": {"type": "view", "view_id": source.id}, "view": view_json(workspace, source)}
    else:
        payload |= {
            "container": _message_container(source),
            "channel": _channel_json(workspace.channels[place]),
            "message": message_json(workspace, source),
        }
    return Parcel(
        kind="interaction", name=str(asked["action_id"]), payload=payload | asked, user=user.id, channel=place
    )


def view_submission(workspace: Workspace, user: User, view: View) -> Parcel:
    payload = _interaction(workspace, "view_submission", user, view.id, view.channel) | {
        "view": view_json(workspace, view),
        "response_urls": _response_urls(workspace, user, view),
    }
    name = str(view.body.get("callback_id", ""))
    return Parcel(kind="interaction", name=name, payload=payload, user=user.id, channel=view.channel)


def view_closed(workspace: Workspace, user: User, view: View, *, is_cleared: bool) -> Parcel:
    closed = {"view": view_json(workspace, view), "is_cleared": is_cleared}
    payload = _interaction(workspace, "view_closed", user) | closed
    del payload["trigger_id"]
    name = str(view.body.get("callback_id", ""))
    return Parcel(kind="interaction", name=name, payload=payload, user=user.id, channel=view.channel)


def _response_urls(workspace: Workspace, user: User, view: View) -> list[Json]:
    """One for each conversation chosen in a menu with response_url_enabled."""
    found = []
    for block, element in elements(view.body["blocks"]):
        answer = view.values.get(block["block_id"], {}).get(element["action_id"], {})
        chosen = answer.get("selected_conversation") or answer.get("selected_channel")
        if element.get("response_url_enabled") and chosen:
            url = response_url(workspace, "app", user, workspace.channels[chosen])
            names = {"block_id": block["block_id"], "action_id": element["action_id"]}
            found.append({**names, "channel_id": chosen, "response_url": url})
    return found


def shortcut(workspace: Workspace, user: User, callback_id: str, message: Message | None) -> Parcel:
    """A message shortcut with a message, a global one without."""
    kind = "message_action" if message else "shortcut"
    place = message.channel if message else ""
    payload = _interaction(workspace, kind, user, channel=place)
    payload |= {"callback_id": callback_id, "action_ts": workspace.new_ts()}
    if message is not None:
        channel = workspace.channels[message.channel]
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


def _interaction(workspace: Workspace, kind: str, user: User, view_id: str = "", channel: str = "") -> dict[str, Any]:
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "api_app_id": workspace.app_id,
        "token": "sandbox",
        "trigger_id": _trigger(workspace, user, view_id, channel),
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": {"id": workspace.enterprise_id} if workspace.enterprise_id else None,
        "is_enterprise_install": workspace.is_org_wide,
    }


def _trigger(workspace: Workspace, user: User, view_id: str = "", channel: str = "") -> str:
    trigger_id = f"{workspace.new_secret(13)}.{workspace.new_secret(12)}.{workspace.new_secret(32).lower()}"
    workspace.triggers[trigger_id] = Trigger(
        id=trigger_id, user=user.id, expires_at=0, view_id=view_id, channel=channel
    )
    return trigger_id


def _message_container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": bool(message.visible_to),
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def _channel_json(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.command_name}

"""Every Web API method of the sandbox with its scopes, its rate and the kind of body it reads.

Sources: docs.slack.dev/reference/methods and slack-ruby/slack-api-ref.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.arguments import Arguments
from sandbox.slack.entities import Json
from sandbox.slack.methods import (
    channels,
    chat,
    files,
    pins,
    places,
    reactions,
    scheduled,
    streaming,
    team,
    users,
    views,
)
from sandbox.slack.workspace import Workspace

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100  # calls a minute, per method and workspace
SPECIAL = 300  # "several hundred a minute"

Run = Callable[[Workspace, Arguments], Json]


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """`scopes`: any one of them is enough; none means that any valid token will do."""

    run: Run
    per_minute: int
    scopes: frozenset[str] = frozenset()
    takes_json: bool = True


def _method(run: Run, per_minute: int, *scopes: str, takes_json: bool = True) -> Method:
    return Method(run=run, per_minute=per_minute, scopes=frozenset(scopes), takes_json=takes_json)


_READ_CHANNELS = ("channels:read", "groups:read", "im:read", "mpim:read")
_READ_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

_MANAGE_CHANNELS = ("channels:manage", "groups:write")
_SET_TOPIC = (*_MANAGE_CHANNELS, *(f"{kind}:{channels.TOPIC}" for kind in ("channels", "groups")))
_INVITE = (*_MANAGE_CHANNELS, *(f"{kind}:{channels.INVITES}" for kind in ("channels", "groups")))

METHODS: dict[str, Method] = {
    "api.test": _method(team.api_test, TIER_4),
    "assistant.threads.setStatus": _method(streaming.set_status, SPECIAL, "chat:write", "assistant:write"),
    "auth.test": _method(team.auth_test, SPECIAL),
    "bots.info": _method(team.bot_info, TIER_3, "users:read", takes_json=False),
    "chat.postMessage": _method(chat.post_message, SPECIAL, "chat:write"),
    "chat.postEphemeral": _method(chat.post_ephemeral, TIER_4, "chat:write"),
    "chat.update": _method(chat.update, TIER_3, "chat:write"),
    "chat.delete": _method(chat.delete, TIER_3, "chat:write"),
    "chat.meMessage": _method(chat.me_message, TIER_3, "chat:write"),
    "chat.getPermalink": _method(chat.permalink, SPECIAL, takes_json=False),
    "chat.scheduleMessage": _method(scheduled.schedule, TIER_3, "chat:write"),
    "chat.scheduledMessages.list": _method(scheduled.list_scheduled, TIER_3),
    "chat.deleteScheduledMessage": _method(scheduled.unschedule, TIER_3, "chat:write"),
    "chat.startStream": _method(streaming.start, TIER_2, "chat:write"),
    "chat.appendStream": _method(streaming.append, TIER_4, "chat:write"),
    "chat.stopStream": _method(streaming.stop, TIER_2, "chat:write"),
    "files.getUploadURLExternal": _method(files.get_upload_url, TIER_4, "files:write", takes_json=False),
    "files.completeUploadExternal": _method(files.complete_upload, TIER_4, "files:write"),
    "files.info": _method(files.info, TIER_4, "files:read", takes_json=False),
    "files.delete": _method(files.delete, TIER_3, "files:write"),
    "conversations.open": _method(places.open_direct_message, TIER_3, "im:write", "mpim:write"),
    "conversations.join": _method(places.join, TIER_3, "channels:join"),
    "conversations.leave": _method(channels.leave, TIER_3, *_MANAGE_CHANNELS),
    "conversations.list": _method(channels.list_channels, TIER_2, *_READ_CHANNELS, takes_json=False),
    "conversations.info": _method(places.info, TIER_3, *_READ_CHANNELS, takes_json=False),
    "conversations.history": _method(places.history, TIER_3, *_READ_HISTORY, takes_json=False),
    "conversations.replies": _method(places.thread, TIER_3, *_READ_HISTORY, takes_json=False),
    "conversations.members": _method(places.members, TIER_4, *_READ_CHANNELS, takes_json=False),
    "conversations.create": _method(channels.create, TIER_2, *_MANAGE_CHANNELS),
    "conversations.invite": _method(channels.invite, TIER_3, *_INVITE),
    "conversations.kick": _method(channels.kick, TIER_3, *_MANAGE_CHANNELS),
    "conversations.archive": _method(channels.archive, TIER_2, *_MANAGE_CHANNELS),
    "conversations.setTopic": _method(channels.set_topic, TIER_2, *_SET_TOPIC),
    "conversations.setPurpose": _method(channels.set_purpose, TIER_2, *_SET_TOPIC),
    "emoji.list": _method(team.list_emoji, TIER_2, "emoji:read", takes_json=False),
    "pins.add": _method(pins.add, TIER_2, "pins:write"),
    "pins.remove": _method(pins.remove, TIER_2, "pins:write"),
    "pins.list": _method(pins.list_pins, TIER_2, "pins:read", takes_json=False),
    "reactions.add": _method(reactions.add, TIER_3, "reactions:write"),
    "reactions.remove": _method(reactions.remove, TIER_2, "reactions:write"),
    "reactions.get": _method(reactions.get, TIER_3, "reactions:read", takes_json=False),
    "team.info": _method(team.team_info, TIER_3, "team:read", takes_json=False),
    "users.conversations": _method(places.of_user, TIER_3, *_READ_CHANNELS, takes_json=False),
    "users.info": _method(users.user_info, TIER_4, "users:read", takes_json=False),
    "users.list": _method(users.list_users, TIER_2, "users:read", takes_json=False),
    "users.lookupByEmail": _method(users.by_email, TIER_3, "users:read.email", takes_json=False),
    "users.getPresence": _method(users.presence, TIER_3, "users:read", takes_json=False),
    "users.profile.get": _method(users.profile, TIER_4, "users.profile:read", takes_json=False),
    "views.open": _method(views.open_view, TIER_4),
    "views.push": _method(views.push, TIER_4),
    "views.update": _method(views.update, TIER_4),
    "views.publish": _method(views.publish, TIER_4),
}
CONNECTIONS_OPEN = "apps.connections.open"  # the one method for app-level tokens; Socket Mode answers it
CONNECTIONS_PER_MINUTE = TIER_3
# Every scope that means something here: those of the methods, and those that only let events and commands through.
ALL_SCOPES = frozenset().union({"commands", "app_mentions:read"}, *(method.scopes for method in METHODS.values()))

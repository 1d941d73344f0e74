"""A conversation as the API describes it, and the scope that its kind needs."""

from sandbox.slack.entities import Channel, ChannelKind, Json
from sandbox.slack.errors import SlackError
from sandbox.slack.workspace import Workspace

_CREATED = 1_760_000_000  # seconds since 1970: all channels of the seed
_SCOPES = {
    ChannelKind.PUBLIC: "channels",
    ChannelKind.PRIVATE: "groups",
    ChannelKind.DIRECT: "im",
    ChannelKind.GROUP: "mpim",
}
_MANAGING = {ChannelKind.PUBLIC: "channels:manage", ChannelKind.PRIVATE: "groups:write"}


def check_scope(workspace: Workspace, kind: ChannelKind, right: str) -> None:
    """Raise missing_scope without `channels:read`, `groups:history`, … for this kind; `right` is read or history."""
    needed = f"{_SCOPES[kind]}:{right}"
    if needed not in workspace.scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(workspace.scopes)))


def check_managing(workspace: Workspace, kind: ChannelKind, finer_right: str = "") -> None:
    """Raise missing_scope without `channels:manage`, of a private channel `groups:write`, or the right named.

    SlackError method_not_supported_for_channel_type for a direct message.
    """
    if kind not in _MANAGING:
        raise SlackError("method_not_supported_for_channel_type")
    finer = {f"{_SCOPES[kind]}:{finer_right}"} if finer_right else set()
    if not workspace.scopes & {_MANAGING[kind], *finer}:
        raise SlackError("missing_scope", needed=_MANAGING[kind], provided=",".join(sorted(workspace.scopes)))


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    """As in conversations.info, without what is only there on request."""
    base = {"id": channel.id, "created": _CREATED, "is_archived": channel.is_archived, "is_org_shared": False}
    if channel.kind is ChannelKind.DIRECT:
        other = next(iter(sorted(channel.members - {workspace.bot.id})))
        return {**base, "is_im": True, "user": other, "is_user_deleted": workspace.users[other].is_deleted}
    is_public = channel.kind is ChannelKind.PUBLIC
    return {
        **base,
        "name": channel.name,
        "name_normalized": channel.name,
        "topic": {"value": channel.topic, "creator": channel.creator, "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": channel.creator, "last_set": 0},
        "creator": channel.creator,
        "is_channel": is_public,
        "is_group": not is_public,
        "is_im": False,
        "is_mpim": channel.kind is ChannelKind.GROUP,
        "is_private": not is_public,
        "is_general": channel.name == "general",
        "is_member": workspace.has_bot(channel),
        "is_shared": False,
        "is_ext_shared": False,
        "context_team_id": workspace.team_id,
    }

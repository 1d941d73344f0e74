"""users.*: who they are."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.slack.arguments import Arguments
from sandbox.slack.entities import Json, User
from sandbox.slack.errors import SlackError
from sandbox.slack.paging import page
from sandbox.slack.workspace import Workspace


def user_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`locale` only when asked for with include_locale."""
    user = workspace.users.get(arguments.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": _user_json(workspace, user, arguments)}


def list_users(workspace: Workspace, arguments: Arguments) -> Json:
    """Everybody, the bots and those who have left too."""
    found, cursor = page(list(workspace.users.values()), arguments)
    members = [_user_json(workspace, user, arguments) for user in found]
    return {"ok": True, "members": members, "response_metadata": {"next_cursor": cursor}}


def by_email(workspace: Workspace, arguments: Arguments) -> Json:
    """users.lookupByEmail: everybody has an address, `ada@sandbox.example`; the bots have none."""
    wanted = arguments.required("email").casefold()
    for user in workspace.users.values():
        if wanted == _email(user):
            return {"ok": True, "user": _user_json(workspace, user, arguments)}
    raise SlackError("users_not_found")


def profile(workspace: Workspace, arguments: Arguments) -> Json:
    """users.profile.get: the bot's own without a `user`."""
    user = workspace.users.get(arguments.text("user", workspace.bot.id))
    if user is None:
        raise SlackError("user_not_found")
    return {"ok": True, "profile": _profile(workspace, user)}


def presence(workspace: Workspace, arguments: Arguments) -> Json:
    """users.getPresence: everybody is there."""
    if arguments.text("user", workspace.bot.id) not in workspace.users:
        raise SlackError("user_not_found")
    return {"ok": True, "presence": "active"}


def _user_json(workspace: Workspace, user: User, arguments: Arguments) -> Json:
    found: Json = {
        "id": user.id,
        "team_id": user.team_id or workspace.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.is_deleted,
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": user.is_owner,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "tz": user.tz,
        "tz_offset": int((datetime.now(ZoneInfo(user.tz)).utcoffset() or timedelta()).total_seconds()),
        "profile": _profile(workspace, user),
    }
    if arguments.flag("include_locale"):
        found["locale"] = user.locale
    return found


def _profile(workspace: Workspace, user: User) -> Json:
    """The address only with users:read.email."""
    found = {"real_name": user.real_name, "display_name": user.name}
    is_told = "users:read.email" in workspace.scopes and _email(user)
    return {**found, "email": _email(user)} if is_told else found


def _email(user: User) -> str:
    return "" if user.is_bot else f"{user.name}@sandbox.example"

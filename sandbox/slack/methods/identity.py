"""auth.test, users.info, users.list and reactions.add."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.slack.arguments import Arguments
from sandbox.slack.entities import Json, User
from sandbox.slack.errors import SlackError
from sandbox.slack.paging import page
from sandbox.slack.workspace import Workspace


def auth_test(workspace: Workspace, _arguments: Arguments) -> Json:
    return {
        "ok": True,
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


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


def add_reaction(workspace: Workspace, arguments: Arguments) -> Json:
    channel = workspace.member_channel(arguments.required("channel"))
    message = workspace.messages.get((channel.id, arguments.required("timestamp")))
    if message is None:
        raise SlackError("message_not_found")
    name = arguments.required("name")
    if workspace.bot.id in workspace.reactions.get((channel.id, message.ts), {}).get(name, ()):
        raise SlackError("already_reacted")
    workspace.react(message, workspace.bot.id, name, is_given=True)
    return {"ok": True}


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
        "profile": {"real_name": user.real_name, "display_name": user.name},
    }
    if arguments.flag("include_locale"):
        found["locale"] = user.locale
    return found

"""The workspace and the app themselves: api.test, auth.test, bots.info, team.info, emoji.list."""

from sandbox.slack.arguments import Arguments
from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError
from sandbox.slack.workspace import Workspace


def api_test(_workspace: Workspace, arguments: Arguments) -> Json:
    """Says what it was told, or the `error` that it was asked for."""
    if arguments.has("error"):
        raise SlackError(arguments.text("error"))
    return {"ok": True, "args": arguments.as_json()}


def auth_test(workspace: Workspace, _arguments: Arguments) -> Json:
    return {
        "ok": True,
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        **workspace.in_enterprise,
        "is_enterprise_install": workspace.is_org_wide,
    }


def bot_info(workspace: Workspace, arguments: Arguments) -> Json:
    if arguments.text("bot", workspace.bot_id) != workspace.bot_id:
        raise SlackError("bot_not_found")
    about = {"id": workspace.bot_id, "app_id": workspace.app_id, "user_id": workspace.bot.id}
    return {"ok": True, "bot": {**about, "name": workspace.bot.real_name, "deleted": workspace.is_removed}}


def team_info(workspace: Workspace, arguments: Arguments) -> Json:
    if arguments.text("team", workspace.team_id) != workspace.team_id:
        raise SlackError("team_not_found")
    address = {"domain": workspace.team_domain, "email_domain": "sandbox.example"}
    return {"ok": True, "team": {"id": workspace.team_id, "name": workspace.team_name, **address}}


def list_emoji(_workspace: Workspace, _arguments: Arguments) -> Json:
    """Nobody has made any of their own."""
    return {"ok": True, "emoji": {}}

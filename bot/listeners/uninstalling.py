"""The app is removed from a workspace: all that is kept of it goes. Slack says so twice, in any order."""

import time
from typing import Any

from slack_bolt import App, BoltContext

from bot.jobs import names
from bot.privacy.wish import Wish, WishKind
from bot.services import Services
from bot.store.people import Person

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def uninstalled(body: Json, context: BoltContext) -> None:
        _forget(services, body, context)

    def revoked(event: Json, body: Json, context: BoltContext) -> None:
        if event.get("tokens", {}).get("bot"):  # else somebody's own token, which the bot has none of
            _forget(services, body, context)

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)


def _forget(services: Services, body: Json, context: BoltContext) -> None:
    """What came until then: Slack tells it again for an hour, and by then the app may have been added anew."""
    until = float(body.get("event_time", time.time())) + 1  # Slack's is in whole seconds
    for team_id in _removed(services, body, context, until):
        whole = Person(team_id=team_id, user_id="")
        wish = Wish(id=f"uninstall:{body['event_id']}:{team_id}", kind=WishKind.UNINSTALL, person=whole, at=until)
        services.errands.begin(names.WISH, wish.id, wish.to_json())


def _removed(services: Services, body: Json, context: BoltContext, until: float) -> list[str]:
    """The workspaces that it is removed from, their installation gone."""
    team_id, installations = body.get("team_id") or "", services.installations
    if installations is None:
        return [team_id]
    if not context.is_enterprise_install and not team_id.startswith("E"):
        installations.remove(team_id, context.enterprise_id, before=until)
        services.tokens.forget(team_id)
        return [team_id]
    org = context.enterprise_id or team_id
    teams = installations.teams_of_org(org)
    installations.remove(None, org, before=until)
    services.tokens.forget(None)
    return teams

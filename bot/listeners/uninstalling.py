"""The app is removed from a workspace: all that is kept of it goes. Slack says so twice, in any order."""

import logging
import time
from typing import Any

from slack_bolt import App, BoltContext

from bot.delivery.slack_calls import SlackError, SlackRefusedError
from bot.jobs import names
from bot.privacy.wish import Wish, WishKind
from bot.services import Services
from bot.store.people import Person

_LOG = logging.getLogger(__name__)
_ENDED = frozenset({"account_inactive", "invalid_auth", "token_revoked"})
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
    org = context.enterprise_id or team_id
    if context.is_enterprise_install or team_id.startswith("E"):
        teams = installations.teams_of_org(org)
        _remove_org(services, org, until)
        return teams
    if not installations.remove(team_id, org, before=until) and context.enterprise_id:
        services.after_ack.submit(_look_at_org, services, team_id, org, until)
    services.tokens.forget(team_id)
    return [team_id]


def _look_at_org(services: Services, team_id: str, org: str, until: float) -> None:
    """It had no installation of its own: whether its organization's has ended isn't said, so Slack is asked."""
    try:
        services.slack.call(team_id, "auth.test")
    except SlackRefusedError as error:
        if error.reason in _ENDED:
            _remove_org(services, org, until)
    except SlackError as error:
        _LOG.info("Not known whether %s has removed the app: %s", org, error, extra={"event": "org_not_asked"})


def _remove_org(services: Services, org: str, until: float) -> None:
    if services.installations:
        services.installations.remove(None, org, before=until)
    services.tokens.forget(None)

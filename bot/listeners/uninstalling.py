"""The app is removed from a workspace: all that is kept of it goes. Slack says so twice, in any order."""

import time
from typing import Any

from slack_bolt import App

from bot.jobs import names
from bot.privacy.wish import Wish, WishKind
from bot.services import Services
from bot.store.people import Person

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def uninstalled(body: Json) -> None:
        _forget(services, body)

    def revoked(event: Json, body: Json) -> None:
        if event.get("tokens", {}).get("bot"):  # else somebody's own token, which the bot has none of
            _forget(services, body)

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)


def _forget(services: Services, body: Json) -> None:
    whole = Person(team_id=body["team_id"], user_id="")
    wish = Wish(id=f"uninstall:{body['event_id']}", kind=WishKind.UNINSTALL, person=whole, at=time.time())
    services.errands.begin(names.WISH, wish.id, wish.to_json())

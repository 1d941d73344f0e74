"""Home: published when it is opened, filtered, turned; searched in the history's own view."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.answering import person_of
from bot.listeners.history import open_history, turn_history
from bot.services import Services
from bot.store.history import Cursor
from bot.store.people import Person
from bot.views.history.entries import NEWER, OLDER
from bot.views.home.home import ALL, SEARCH, SHOW

Json = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    def opened(event: Json, body: Json) -> None:
        if event.get("tab") == "home":
            person = Person(team_id=body["team_id"], user_id=event["user"])
            services.at_leisure.submit(services.home_tab.publish, person)

    def show(ack: Ack, body: Json, action: Json) -> None:
        chosen = str(action["selected_option"]["value"])
        services.at_leisure.submit(services.home_tab.publish, person_of(body), chosen)
        ack()

    def search(ack: Ack, body: Json, action: Json) -> None:
        open_history(services, person_of(body), str(body["trigger_id"]), str(action.get("value") or ""))
        ack()

    def turn(ack: Ack, body: Json, action: Json) -> None:
        services.at_leisure.submit(_turn, services, body, Cursor.parse(str(action.get("value", ""))))
        ack()

    app.event("app_home_opened")(opened)
    app.action(SHOW)(show)
    app.action(SEARCH)(search)
    app.action(OLDER)(turn)
    app.action(NEWER)(turn)


def _turn(services: Services, body: Json, cursor: Cursor | None) -> None:
    if body["view"]["type"] == "home":
        services.home_tab.publish(person_of(body), _shown(body), cursor)
    else:
        turn_history(services, body, cursor)


def _shown(body: Json) -> str:
    return str(json.loads(body["view"].get("private_metadata") or "{}").get("show", ALL))

"""Menus whose options the app brings (`external_select`): what it is asked, and what people are offered."""

import json

from sandbox.slack import forms, payloads
from sandbox.slack.block_kit import check_suggestions
from sandbox.slack.courier import Courier
from sandbox.slack.entities import Json, Message, User
from sandbox.slack.errors import SlackError
from sandbox.slack.hands import Hands
from sandbox.slack.link import Parcel
from sandbox.slack.state import Slack

_SHORTEST_QUERY = 3  # characters, unless the menu's min_query_length says otherwise (docs.slack.dev: select menu)


class Suggesting:
    """May be used from any thread; returns when the app has answered or failed to."""

    def __init__(self, slack: Slack, courier: Courier, hands: Hands) -> None:
        self._workspace = slack.workspace
        self._courier = courier
        self._hands = hands

    def suggest(self, user: str, shown: Json, action_id: str, query: str = "") -> Json:
        """Type `query` into a menu with external data: `options` or `option_groups` as the app brought them.

        `error` is empty, or says why there are none: `operation_timeout`, `dispatch_failed`, `invalid_options` with
        what is wrong, or `query_too_short`, when Slack asks nothing yet. ValueError if there is no such menu.
        """
        with self._workspace.lock:
            parcel, shortest = self._question(self._workspace.user(user), shown, action_id, query)
        if len(query) < shortest:
            return {"options": [], "error": "query_too_short"}
        delivery = self._courier.deliver(parcel)
        if delivery.error:
            return {"options": [], "error": delivery.error}
        try:
            return _offered(delivery.ack) | {"error": ""}
        except SlackError as refusal:
            return {"options": [], "error": ": ".join([refusal.code, "; ".join(refusal.problems)])}

    def _question(self, person: User, shown: Json, action_id: str, query: str) -> tuple[Parcel, int]:
        source = self._hands.message(shown) if "ts" in shown else self._hands.view(person, shown)
        blocks = list(source.content.blocks) if isinstance(source, Message) else source.body["blocks"]
        block, element = forms.element_of(blocks, person, action_id)
        if "external" not in element["type"]:
            raise ValueError(f"{action_id} is no menu whose options the app brings: it is a {element['type']}")
        asked = {"action_id": action_id, "block_id": block["block_id"], "value": query}
        parcel = payloads.suggestion(self._workspace, person, source, asked)
        return parcel, element.get("min_query_length", _SHORTEST_QUERY)


def _offered(ack: str) -> Json:
    try:
        found = json.loads(ack)
    except ValueError as unreadable:
        raise SlackError("invalid_options", "the answer must be JSON with options or option_groups") from unreadable
    check_suggestions(found)
    name = "options" if "options" in found else "option_groups"
    return {name: found[name]}

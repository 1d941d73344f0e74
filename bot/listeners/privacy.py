"""My data, in one's settings: export it, or look at what would go and erase it."""

import time
from typing import Any

from slack_bolt import Ack, App

from bot.jobs import names
from bot.listeners.answering import person_of
from bot.listeners.errands import push, view_id, words_now
from bot.privacy.wish import Wish, WishKind
from bot.services import Services
from bot.store.erasure import Whose
from bot.views.privacy import CALLBACK, ERASE_DATA, EXPORT_DATA, begun_view, erase_view, export_view

Json = dict[str, Any]


def register(app: App, services: Services) -> None:
    def export(ack: Ack, body: Json) -> None:
        _take(services, body, WishKind.EXPORT)
        push(services, body, export_view(words_now(services, body)))
        ack()

    def ask(ack: Ack, body: Json) -> None:
        person = person_of(body)
        kept = services.erasure.kept(Whose(team_id=person.team_id, user_id=person.user_id, until=time.time()))
        push(services, body, erase_view(kept, words_now(services, body)))
        ack()

    def erase(ack: Ack, body: Json) -> None:
        _take(services, body, WishKind.ERASE)
        ack(response_action="update", view=begun_view(words_now(services, body)))

    app.action(EXPORT_DATA)(export)
    app.action(ERASE_DATA)(ask)
    app.view(CALLBACK)(erase)


def _take(services: Services, body: Json, kind: WishKind) -> None:
    """Commit it, before the ack; pressed twice in one view it is done once."""
    wish = Wish(
        id=f"{kind}:{view_id(body)}",
        kind=kind,
        person=person_of(body),
        at=time.time(),
        language=words_now(services, body).language,
    )
    services.errands.begin(names.WISH, wish.id, wish.to_json())

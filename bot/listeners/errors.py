"""The one place that catches whatever a listener lets through."""

import logging
import secrets
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.listeners.refusing import refuse
from bot.rules.refusal import NotAllowedError
from bot.services import Services
from bot.views.notices.notice import notice

_LOG = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            _LOG.info("No listener for a request of type %s", body.get("type"), extra={"event": "unhandled"})
            return BoltResponse(status=404, body="")
        if isinstance(error, NotAllowedError):
            return refuse(services, body, error)
        reference = secrets.token_hex(4)
        extra = {"event": "listener_failed", "reference": reference}
        _LOG.error("Listener failed [%s]", reference, exc_info=error, extra=extra)
        text = services.words(
            "Something went wrong on my side. If it happens again, tell an admin this reference: {reference}",
            reference=reference,
        )
        return BoltResponse(status=200, body={"response_type": "ephemeral", **notice([text])})

    app.error(on_error)

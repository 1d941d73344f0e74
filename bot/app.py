"""The Bolt app: made by a function, so that importing this needs no token and talks to nobody."""

import logging
import secrets
import time
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.listeners import register
from bot.logs import about
from bot.metrics import Metrics
from bot.services import Services
from bot.settings import Settings
from bot.store.precedence import Precedence

_KINDS = {"event_callback": "event", "block_actions": "action", "block_suggestion": "suggestion"}  # else Slack's own
_NAMED = frozenset({"view_submission", "view_closed", "shortcut", "message_action"})


class ObservedApp(App):
    """Bolt's, which lets a request go before jobs, times its acknowledgement, and names it in the log."""

    def __init__(self, *, metrics: Metrics, precedence: Precedence, **values: Any) -> None:  # noqa: ANN401  # Bolt's own
        super().__init__(**values)
        self._metrics = metrics
        self._precedence = precedence

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        began = time.perf_counter()
        named = about(request_id=secrets.token_hex(4), team_id=req.context.team_id or "")
        with named, self._precedence.first():
            response = super().dispatch(req)
        self._metrics.ack(_kind_of(req.body), time.perf_counter() - began)
        return response


def create_app(settings: Settings, services: Services) -> App:
    """Make the app for HTTP and Socket Mode alike.

    Listeners run on the thread that received the request, and answer before it ends
    (`process_before_response`): no queue stands between a request and its ack.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Not Bolt's own, which asks auth.test before the first ack. None where the app isn't installed.
        return services.tokens.authorize(enterprise_id, team_id)  # type: ignore[return-value]  # Bolt's type lacks it

    quiet = logging.getLogger("slack_bolt")
    quiet.addFilter(_is_news)
    app = ObservedApp(
        metrics=services.metrics,
        precedence=services.precedence,
        logger=quiet,
        client=WebClient(base_url=settings.slack_api_url, logger=quiet),
        signing_secret=settings.slack_signing_secret or "unused in Socket Mode",
        authorize=authorize,
        user_facing_authorize_error_message=_not_installed(settings, services),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    register(app, services)
    return app


def _kind_of(body: dict[str, Any]) -> str:
    if "command" in body:
        return "command"
    named = str(body.get("type"))
    return _KINDS.get(named, named if named in _NAMED else "other")


def _not_installed(settings: Settings, services: Services) -> str | None:
    """Said to those whose workspace has removed the app while they looked at it. Bolt has one text for all."""
    if settings.oauth is None:
        return None
    return services.words(
        "I was removed from this workspace. Whoever may add apps can add me again: {url}",
        url=settings.oauth.install_url,
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Drop two remarks of Bolt's: on SLACK_BOT_TOKEN in the environment, which is used, only not by Bolt itself.

    And on requests of a workspace that has removed the app: they come for a while, and are no error.
    """
    message = record.getMessage()
    return "`token` will be unused" not in message and "the AuthorizeResult" not in message

"""The Bolt app: made by a function, so that importing this needs no token and talks to nobody."""

import logging

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.listeners import register
from bot.services import Services
from bot.settings import Settings


def create_app(settings: Settings, services: Services) -> App:
    """Make the app for HTTP and Socket Mode alike.

    Listeners run on the thread that received the request, and answer before it ends
    (`process_before_response`): no queue stands between a request and its ack.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # A function of ours, not Bolt's own: that one asks auth.test before the first ack.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=settings.slack_bot_token)

    quiet = logging.getLogger("slack_bolt")
    quiet.addFilter(_is_news)
    app = App(
        logger=quiet,
        client=WebClient(base_url=settings.slack_api_url, logger=quiet),
        signing_secret=settings.slack_signing_secret or "unused in Socket Mode",
        authorize=authorize,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    register(app, services)
    return app


def _is_news(record: logging.LogRecord) -> bool:
    """Drop Bolt's remark on SLACK_BOT_TOKEN in the environment: it is used, only not by Bolt itself."""
    return "`token` will be unused" not in record.getMessage()

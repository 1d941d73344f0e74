"""One call to Slack, asked once, for the doctor's eyes."""

import logging
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.settings import Settings

_CALL_SECONDS = 10


class RefusedError(Exception):
    """Slack answered, and the answer is no; the text is its error code."""


class UnreachableError(Exception):
    """Slack did not answer, or not as Slack does."""


def ask(settings: Settings, token: str, method: str) -> SlackResponse:
    """Raises RefusedError or UnreachableError. slack_sdk would log what is told here: its logger says nothing."""
    silent = logging.Logger("bot.doctor", level=logging.CRITICAL + 1)  # noqa: LOG001 - kept out of the process's tree
    client = WebClient(token, settings.slack_api_url, timeout=_CALL_SECONDS, retry_handlers=[], logger=silent)
    try:
        return client.api_call(method)
    except SlackApiError as error:
        raise _refusal(error.response) from error
    except (SlackClientError, OSError, HTTPException, ValueError) as error:
        raise UnreachableError(str(error) or type(error).__name__) from error


def _refusal(response: SlackResponse) -> Exception:
    """A server that isn't Slack, and Slack's own 5xx, answer without one of Slack's error codes."""
    code = str(response.get("error") or "")
    if response.status_code == 429:  # noqa: PLR2004 - HTTP's own number
        return RefusedError("ratelimited")
    if not code.replace("_", "").isalnum():
        return UnreachableError(f"HTTP {response.status_code}, and the answer is not Slack's")
    return RefusedError(code)

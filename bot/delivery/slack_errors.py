"""What Slack answers when it doesn't do what was asked, as ours: the one table for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException

import urllib3
from slack_sdk.errors import SlackApiError, SlackClientError

_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"}
)


class SlackError(Exception):
    """A call to Slack did not succeed; `method` is the Web API method, `outcome` one word for what became of it."""

    outcome = "unreachable"

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(f"{method}: {reason}")
        self.method = method
        self.reason = reason


class SlackRefusedError(SlackError):
    """Slack's answer is no: `reason` is its error code, such as `not_in_channel`; asking again changes nothing.

    `details` are its messages about single arguments, with JSON pointers to what they are about.
    """

    outcome = "refused"

    def __init__(self, method: str, reason: str, details: Sequence[str] = ()) -> None:
        super().__init__(method, reason)
        self.details = tuple(details)


class SlackBusyError(SlackError):
    """Slack asks for a pause of `retry_after` seconds (HTTP 429); nothing was done."""

    outcome = "busy"

    def __init__(self, method: str, retry_after: float) -> None:
        super().__init__(method, "ratelimited")
        self.retry_after = retry_after


class SlackUnreachableError(SlackError):
    """No answer, or a server error: whether the call took effect is unknown."""


@contextmanager
def translated(method: str) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        raise _from_answer(method, error) from error
    except (SlackClientError, HTTPException, OSError, urllib3.exceptions.HTTPError) as error:
        raise SlackUnreachableError(method, type(error).__name__) from error


def _from_answer(method: str, error: SlackApiError) -> SlackError:
    response = error.response
    status = getattr(response, "status_code", 200)
    if status == _TOO_MANY_REQUESTS:
        return SlackBusyError(method, float(response.headers.get("Retry-After", 1)))
    reason = str(response.get("error", "unknown_error")) if hasattr(response, "get") else "unreadable_answer"
    if status >= _SERVER_ERROR or reason in _PASSING:
        return SlackUnreachableError(method, reason)
    about = response.get("response_metadata") if hasattr(response, "get") else None
    return SlackRefusedError(method, reason, [str(message) for message in (about or {}).get("messages", ())])

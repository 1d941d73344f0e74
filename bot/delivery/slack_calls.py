"""Calls to Slack with its errors turned into ours, and the patience that a paid picture deserves."""

import random
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import IO, Any, TypeVar
from urllib.parse import urljoin

import urllib3
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.delivery.slack_hosts import is_slacks
from bot.metrics import Metrics
from bot.oauth.faults import NotRenewedError, TokenError

CALL_SECONDS = 10  # one call's time limit
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 20.0
LARGEST_DOWNLOAD = 50_000_000  # bytes
PATIENCE_SECONDS = 24 * 3600.0  # a picture that is drawn is delivered within a day or not at all
_REDIRECTS = 3
_OK = 200
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_T = TypeVar("_T")
_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"}
)


# These come before an ack, with a trigger that lives three seconds: after that nobody waits for an answer any more.
_WITH_TRIGGER = frozenset({"views.open", "views.push"})
_TRIGGER_SECONDS = 2


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


class SlackCalls:
    """Slack's Web API for one bot token per workspace; safe to share between threads."""

    def __init__(  # noqa: PLR0913  # keyword-only, most with a default
        self,
        *,
        api_url: str,
        token_of: Callable[[str], str],
        another_token: Callable[[str, str, str], str | None] = lambda _team_id, _token, _reason: None,
        metrics: Metrics | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api_url = api_url
        self._token_of = token_of
        self._another_token = another_token
        self._metrics = metrics or Metrics()
        self._clock = clock
        self._sleep = sleep
        self._pool = urllib3.PoolManager(maxsize=16, timeout=urllib3.Timeout(CALL_SECONDS), retries=False)
        self._tls = ssl.create_default_context()  # reads the certificates once, not at every call
        self._busy_until: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def call(self, team_id: str, method: str, /, *, form: bool = False, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Call `method` once; raises a `SlackError`. `form` for those that take no JSON: files.*, conversations.*"""
        self._wait_while_busy(team_id, method)
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            answer = self._answered(team_id, method, {"params" if form else "json": given})
        except SlackBusyError as error:
            self._note_busy(team_id, error)
            raise
        data: dict[str, Any] = answer.data  # type: ignore[assignment]  # bytes only for file downloads
        return data

    def _answered(self, team_id: str, method: str, given: dict[str, Any]) -> SlackResponse:
        """Its answer, asked again where a token that is refused has been renewed: a refused call has done nothing."""
        token = self._token(team_id, method)
        try:
            return self._ask(token, method, given)
        except SlackRefusedError as error:
            another = self._another_token(team_id, token, error.reason)
            if another is None:
                raise
        return self._ask(another, method, given)

    def _ask(self, token: str, method: str, given: dict[str, Any]) -> SlackResponse:
        # No retry handlers: slack_sdk would repeat a lost chat.postMessage, and Slack has no idempotency key.
        client = WebClient(
            token=token,
            base_url=self._api_url,
            timeout=_TRIGGER_SECONDS if method in _WITH_TRIGGER else CALL_SECONDS,
            ssl=self._tls,
            retry_handlers=[],
        )
        with self._counted(method):
            return client.api_call(method, **given)

    def _token(self, team_id: str, method: str) -> str:
        try:
            return self._token_of(team_id)
        except NotRenewedError as error:
            raise SlackUnreachableError(method, str(error)) from error
        except TokenError as error:
            raise SlackRefusedError(method, "account_inactive") from error

    def post_bytes(self, url: str, body: IO[bytes]) -> None:
        """Send a file to the address that files.getUploadURLExternal gave."""
        with self._counted("upload"):
            response = self._pool.request("POST", url, body=body, headers={"Content-Type": "application/octet-stream"})
        if response.status >= _SERVER_ERROR or response.status == _TOO_MANY_REQUESTS:
            raise SlackUnreachableError("upload", f"HTTP {response.status}")
        if response.status != _OK:
            raise SlackRefusedError("upload", f"HTTP {response.status}")

    def download(self, team_id: str, url: str) -> bytes:
        """Read a file by its `url_private` or a thumbnail's address; a `SlackError` if Slack doesn't hand it out.

        The token goes to Slack's own hosts alone, along redirects too. Refused as `too_large` above 50 MB. Slack
        answers a token without the right with its sign-in page, as HTML and with 200 (seen, not documented).
        """
        for _ in range(_REDIRECTS + 1):
            if not is_slacks(url, self._api_url):
                raise SlackRefusedError("download", "foreign_host")
            with self._counted("download"), self._opened(team_id, url) as response:
                target = response.get_redirect_location()
                if not target:
                    return _body(response)
            url = urljoin(url, target)
        raise SlackRefusedError("download", "no_access")

    @contextmanager
    def _opened(self, team_id: str, url: str) -> Iterator[urllib3.BaseHTTPResponse]:
        headers = {"Authorization": f"Bearer {self._token(team_id, 'download')}"}
        response = self._pool.request("GET", url, headers=headers, redirect=False, preload_content=False)
        try:
            yield response
        finally:
            response.close()

    def respond(self, response_url: str, message: dict[str, Any]) -> bool:
        """Answer by response_url; False if it is spent, too old or out of reach."""
        try:
            response = self._pool.request("POST", response_url, json=message)
        except (urllib3.exceptions.HTTPError, OSError):
            return False
        return response.status == _OK

    def patiently(self, attempt: Callable[[], _T], *, seconds: float = PATIENCE_SECONDS) -> _T:
        """Repeat `attempt` while Slack is busy or out of reach, for `seconds` at most; a refusal is raised at once."""
        give_up_at = self._clock() + seconds
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                return attempt()
            except SlackBusyError as error:
                pause = error.retry_after  # the next call of that method waits for the same moment anyway
                self._metrics.retry(error.method)
            except SlackUnreachableError as error:
                if self._clock() > give_up_at:
                    raise
                pause = min(LONGEST_PAUSE_SECONDS, pause * 2)
                self._metrics.retry(error.method)
            self._sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311  # jitter

    @contextmanager
    def _counted(self, method: str) -> Iterator[None]:
        outcome = "ok"
        try:
            with _translated(method):
                yield
        except SlackError as error:
            outcome = error.outcome
            raise
        finally:
            self._metrics.slack_call(method, outcome)

    def _wait_while_busy(self, team_id: str, method: str) -> None:
        with self._lock:
            pause = self._busy_until.get((team_id, method), 0.0) - self._clock()
        if pause > _TRIGGER_SECONDS and method in _WITH_TRIGGER:
            raise SlackBusyError(method, pause)
        if pause > 0:
            self._sleep(pause)

    def _note_busy(self, team_id: str, error: SlackBusyError) -> None:
        with self._lock:
            self._busy_until[team_id, error.method] = self._clock() + error.retry_after


def _body(response: urllib3.BaseHTTPResponse) -> bytes:
    """A download's bytes, read no further than is allowed."""
    if response.status >= _SERVER_ERROR or response.status == _TOO_MANY_REQUESTS:
        raise SlackUnreachableError("download", f"HTTP {response.status}")
    if response.status != _OK or response.headers.get("Content-Type", "").startswith("text/html"):
        raise SlackRefusedError("download", "no_access")
    data = response.read(LARGEST_DOWNLOAD + 1)
    if len(data) > LARGEST_DOWNLOAD:
        raise SlackRefusedError("download", "too_large")
    return data


@contextmanager
def _translated(method: str) -> Iterator[None]:
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

"""Calls to Slack with its errors turned into ours, and the patience that a paid picture deserves."""

import random
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import SEEK_END
from typing import IO, Any, TypeVar
from urllib.parse import urljoin

import urllib3
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.delivery.slack_errors import (
    SlackBusyError,
    SlackError,
    SlackRefusedError,
    SlackUnreachableError,
    translated,
)
from bot.delivery.slack_hosts import is_slacks
from bot.metrics import Metrics
from bot.oauth.faults import NotRenewedError, TokenError

__all__ = ["SlackBusyError", "SlackCalls", "SlackError", "SlackRefusedError", "SlackUnreachableError"]

CALL_SECONDS = 10  # one call's time limit
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 20.0
LARGEST_DOWNLOAD = 50_000_000  # bytes
PATIENCE_SECONDS = 24 * 3600.0  # a picture that is drawn is delivered within a day or not at all
_BLOCK_BYTES = 256 * 1024  # of a file, at a time: each gives the interpreter away, and waits to have it back
_REDIRECTS = 3
_OK = 200
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_T = TypeVar("_T")


# These come before an ack, with a trigger that lives three seconds: after that nobody waits for an answer any more.
_WITH_TRIGGER = frozenset({"views.open", "views.push"})
_TRIGGER_SECONDS = 2
# These name no place: a token of a whole organization must be told for which of its workspaces it asks, and any other
# token may be (docs.slack.dev/enterprise/developing-for-enterprise-orgs; for uploads it isn't documented).
_OF_A_TEAM = frozenset({"files.getUploadURLExternal", "users.conversations", "users.list"})


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
        timeout = urllib3.Timeout(CALL_SECONDS)
        self._pool = urllib3.PoolManager(maxsize=16, timeout=timeout, retries=False, blocksize=_BLOCK_BYTES)
        self._tls = ssl.create_default_context()  # reads the certificates once, not at every call
        self._busy_until: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def call(self, team_id: str, method: str, /, *, form: bool = False, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Call `method` once; raises a `SlackError`. `form` for those that take no JSON: files.*, conversations.*"""
        self._wait_while_busy(team_id, method)
        given = {name: value for name, value in arguments.items() if value is not None}
        if team_id and method in _OF_A_TEAM:
            given["team_id"] = team_id
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
            with _no_token_told(method):
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
        with _no_token_told(method):
            return self._token_of(team_id)

    def post_bytes(self, url: str, body: IO[bytes]) -> None:
        """Send a file to the address that files.getUploadURLExternal gave."""
        with self._counted("upload"):
            response = self._pool.request("POST", url, body=body, headers={"Content-Type": "application/octet-stream"})
        if response.status >= _SERVER_ERROR or response.status == _TOO_MANY_REQUESTS:
            raise SlackUnreachableError("upload", f"HTTP {response.status}")
        if response.status != _OK:
            raise SlackRefusedError("upload", f"HTTP {response.status}")

    def send_file(self, team_id: str, file: IO[bytes], name: str) -> dict[str, str]:
        """Give Slack a file's bytes, read once: its id and title, as files.completeUploadExternal wants them."""
        length = file.seek(0, SEEK_END)
        file.seek(0)
        ticket = self.call(team_id, "files.getUploadURLExternal", form=True, filename=name, length=length)
        self.post_bytes(ticket["upload_url"], file)
        return {"id": ticket["file_id"], "title": name}

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
            with translated(method):
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
def _no_token_told(method: str) -> Iterator[None]:
    try:
        yield
    except NotRenewedError as error:
        raise SlackUnreachableError(method, str(error)) from error
    except TokenError as error:
        raise SlackRefusedError(method, "account_inactive") from error

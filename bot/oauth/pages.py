"""`/slack/install` and `/slack/oauth_redirect`: a workspace adds the app."""

import logging
import re
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode
from wsgiref.types import StartResponse, WSGIEnvironment

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.exc import DBAPIError

from bot.locale import LANGUAGES, Words, words_for
from bot.oauth.html import rendered
from bot.oauth.installing import InstallError, Installing
from bot.oauth.settings import INSTALL_PATH, REDIRECT_PATH, authorize_page
from bot.oauth.states import LIFE_SECONDS, States
from bot.oauth.words import Page, failure, invitation, is_of_the_operator, welcome

_LOG = logging.getLogger(__name__)
_COOKIE = "imagine_browser"
_BROWSER = re.compile(r"[0-9a-f]{32}")
_REASON = re.compile(r"[a-z_]{1,60}")
_AT_ONCE = 4  # installations that wait for Slack: most threads stay free for requests
_HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),  # the address of this page holds a code
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class InstallPages:
    """scopes: what is asked for. on_installed: told of each workspace that has installed the app."""

    installing: Installing
    states: States
    scopes: tuple[str, ...]
    default_language: str
    on_installed: Callable[[Installation], None]
    _room: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE))

    def takes(self, path: str | None) -> bool:
        return path in {INSTALL_PATH, REDIRECT_PATH}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        words = words_for(_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""), self.default_language))
        if environ["REQUEST_METHOD"] != "GET":
            start_response("405 Method Not Allowed", [("Allow", "GET"), ("Content-Length", "0")])
            return []
        browser = _browser(environ.get("HTTP_COOKIE", ""))
        if environ["PATH_INFO"] == INSTALL_PATH:
            browser = browser or secrets.token_hex(16)
            page = invitation(words, self._address(browser))
            return _answer(start_response, page, words, ("Set-Cookie", self._cookie(browser)))
        query = {name: values[-1] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
        try:
            page = self._ended(words, query, browser)
        except DBAPIError as error:
            told = str(error.orig).partition("\n")[0]
            _LOG.error("Not installed: the database fails (%s)", told, extra={"event": "not_installed"})
            page = failure(words, "not_kept", self.installing.settings.install_url)
        return _answer(start_response, page, words)

    def _address(self, browser: str) -> str:
        """Where Slack asks (docs.slack.dev/authentication/installing-with-oauth)."""
        settings = self.installing.settings
        asked = {
            "client_id": settings.client_id,
            "scope": ",".join(self.scopes),
            "user_scope": "",
            "redirect_uri": settings.redirect_uri,
            "state": self.states.issue(browser),
        }
        return f"{authorize_page(self.installing.slack_api_url)}?{urlencode(asked)}"

    def _cookie(self, browser: str) -> str:
        """Lax: Slack's redirect brings it along, what another site sends in secret doesn't."""
        secure = "; Secure" if self.installing.settings.is_https else ""
        return f"{_COOKIE}={browser}; Path=/; Max-Age={2 * LIFE_SECONDS}; HttpOnly; SameSite=Lax{secure}"

    def _ended(self, words: Words, query: dict[str, str], browser: str) -> Page:
        install_url = self.installing.settings.install_url
        if refused := query.get("error"):
            return failure(words, _told(refused), install_url)
        if fault := self.states.fault_of(query.get("state", ""), browser):
            return failure(words, fault, install_url)
        if not self._room.acquire(blocking=False):
            return failure(words, "busy", install_url)
        try:
            installation = self.installing.install(query.get("code", ""))
        except InstallError as error:
            reason = _told(error.reason)
            level = logging.ERROR if is_of_the_operator(reason) else logging.INFO
            _LOG.log(level, "Not installed: Slack says %s", reason, extra={"event": "not_installed"})
            return failure(words, reason, install_url)
        finally:
            self._room.release()
        return self._installed(words, installation)

    def _installed(self, words: Words, installation: Installation) -> Page:
        self.on_installed(installation)
        team_id = installation.team_id or installation.enterprise_id
        _LOG.info("Installed in %s", team_id, extra={"event": "installed", "team_id": team_id})
        return welcome(words, installation.team_name or installation.enterprise_name or "")


def _told(reason: str) -> str:
    """What Slack says, or somebody who forges its answer: nothing but the likes of its error codes is shown."""
    return reason if _REASON.fullmatch(reason) else "unknown_error"


def _answer(start_response: StartResponse, page: Page, words: Words, *more: tuple[str, str]) -> Iterable[bytes]:
    body = rendered(page, words.language).encode()
    start_response(f"{page.status.value} {page.status.phrase}", [*_HEADERS, ("Content-Length", str(len(body))), *more])
    return [body]


def _browser(cookies: str) -> str:
    """The cookie of /slack/install, "" if there is none."""
    try:
        found = SimpleCookie(cookies).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found and _BROWSER.fullmatch(found.value) else ""


def _language(accepted: str, default: str) -> str:
    """The first of Accept-Language that there are words in: browsers send them in order."""
    for tag in accepted.split(","):
        language = tag.partition(";")[0].strip().partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return default

"""What the app was granted: codes of installations that are under way, and the tokens of those that have ended.

Source: docs.slack.dev/authentication/installing-with-oauth and /using-token-rotation. A code serves once within ten
minutes. With token rotation an access token lives for twelve hours, and a refresh token serves once: Slack allows a
short grace, of which it doesn't say how short; here is none. Of an installation's tokens two may be live after a
refresh: the oldest others are revoked. Scopes are additive: who adds the app again keeps those granted before.
"""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sandbox.slack.errors import SlackError

CODE_SECONDS, TOKEN_SECONDS, LIVE_TOKENS = 600.0, 43_200.0, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """What Slack knows of the app: each redirect_uri must be one of `redirect_urls`, or below one."""

    client_id: str
    client_secret: str
    redirect_urls: tuple[str, ...] = ()
    rotates: bool = False

    def leads_back(self, redirect_uri: str) -> str:
        """Where a browser goes in the end; none given is the first that is registered. SlackError: bad_redirect_uri."""
        if not redirect_uri and self.redirect_urls:
            return self.redirect_urls[0]
        if not any(_is_below(redirect_uri, url) for url in self.redirect_urls):
            raise SlackError("bad_redirect_uri")
        return redirect_uri


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """An installation in a team, or in all of an enterprise's. `until`: seconds since 1970, None for ever."""

    team_id: str
    user_id: str
    scopes: tuple[str, ...]
    is_org_wide: bool = False
    token: str = ""
    refresh_token: str = ""
    until: float | None = None
    is_revoked: bool = False

    @property
    def is_live(self) -> bool:
        return not self.is_revoked and (self.until is None or time.time() < self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    grant: Grant
    redirect_uri: str
    until: float
    is_used: bool = False


class Grants:
    """One app's, over all workspaces. Whoever reads or changes it holds a workspace's lock."""

    def __init__(self, registration: Registration, *, bot_token: str, team_id: str) -> None:
        self.registration = registration
        self._codes: dict[str, Code] = {}
        self._tokens = {bot_token: Grant(team_id=team_id, user_id="", scopes=(), token=bot_token)}

    def register(self, *redirect_urls: str, rotates: bool) -> None:
        self.registration = replace(self.registration, redirect_urls=redirect_urls, rotates=rotates)

    def new_code(self, grant: Grant, redirect_uri: str) -> str:
        """Somebody has allowed it: what the app exchanges for a token."""
        code = secrets.token_hex(12)
        self._codes[code] = Code(grant=grant, redirect_uri=redirect_uri, until=time.time() + CODE_SECONDS)
        return code

    def exchange(self, code: str, redirect_uri: str) -> Grant:
        """A code's grant, with tokens: invalid_code, code_already_used or bad_redirect_uri."""
        found = self._codes.get(code)
        if found is None or time.time() >= found.until:
            raise SlackError("invalid_code")
        if found.is_used:
            raise SlackError("code_already_used")
        if redirect_uri != found.redirect_uri:
            raise SlackError("bad_redirect_uri")
        self._codes[code] = replace(found, is_used=True)
        before = [scope for token in self.of_team(found.grant.team_id) for scope in self._tokens[token].scopes]
        return self._issue(replace(found.grant, scopes=tuple(dict.fromkeys([*before, *found.grant.scopes]))))

    def refresh(self, refresh_token: str) -> Grant:
        """Another token: invalid_refresh_token for one that has served. The old token lives on until its time is up."""
        for grant in self._tokens.values():
            if refresh_token and grant.refresh_token == refresh_token and not grant.is_revoked:
                self._tokens[grant.token] = replace(grant, refresh_token="")
                issued = self._issue(grant)
                live = [token for token in self.of_team(grant.team_id) if self._tokens[token].is_live]
                self.revoke(live[:-LIVE_TOKENS])
                return issued
        raise SlackError("invalid_refresh_token")

    def of(self, token: str) -> Grant | None:
        return self._tokens.get(token)

    def check(self, token: str, other: str) -> Grant:
        """The grant of a bot's token; `other` is a token that is known, and none of a bot."""
        grant = self._tokens.get(token)
        if grant is None:
            raise SlackError("not_allowed_token_type" if token == other else "invalid_auth")
        if grant.is_revoked:
            raise SlackError("token_revoked")
        if not grant.is_live:
            raise SlackError("token_expired")
        return grant

    def expire(self) -> None:
        """Let the time of every code be up, and of every token that has one."""
        self._codes = {code: replace(found, until=time.time()) for code, found in self._codes.items()}
        for grant in list(self._tokens.values()):
            if grant.until is not None:
                self._tokens[grant.token] = replace(grant, until=time.time())

    def revoke(self, tokens: Iterable[str]) -> None:
        for token in list(tokens):
            self._tokens[token] = replace(self._tokens[token], is_revoked=True, refresh_token="")

    def of_team(self, team_id: str) -> list[str]:
        """Tokens not revoked, oldest first, that were granted to it by OAuth: a workspace's aren't its enterprise's."""
        mine = (grant for grant in self._tokens.values() if grant.team_id == team_id and grant.user_id)
        return [grant.token for grant in mine if not grant.is_revoked]

    def _issue(self, grant: Grant) -> Grant:
        kind = "xoxe.xoxb-" if self.registration.rotates else "xoxb-"
        issued = replace(
            grant,
            token=f"{kind}{secrets.token_hex(24)}",
            refresh_token=f"xoxe-1-{secrets.token_hex(24)}" if self.registration.rotates else "",
            until=time.time() + TOKEN_SECONDS if self.registration.rotates else None,
        )
        self._tokens[issued.token] = issued
        return issued


def _is_below(redirect_uri: str, registered: str) -> bool:
    """Scheme, host and port are the same, and the path is the same or a folder's below it; no anchor."""
    asked, known = urlsplit(redirect_uri), urlsplit(registered)
    is_there = f"{asked.path}/".startswith(f"{known.path.rstrip('/')}/")
    return asked[:2] == known[:2] and is_there and not asked.fragment

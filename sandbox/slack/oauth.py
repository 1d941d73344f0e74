"""Slack's side of an installation: the page that asks, `oauth.v2.access`, `auth.revoke`, `apps.uninstall`.

Source: docs.slack.dev/authentication/installing-with-oauth, /using-token-rotation, /reference/methods/oauth.v2.access.
Whoever opens the page owns the workspace. Plain http may be led back to, for apps on this machine.
"""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.slack import seed
from sandbox.slack.arguments import Arguments, read_arguments
from sandbox.slack.edge import Reply, answer
from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError
from sandbox.slack.grants import TOKEN_SECONDS, Grant
from sandbox.slack.teams import Teams
from sandbox.slack.web_api import read_token

_SCOPE = re.compile(r"[a-z_.-]+(:[a-z_.]+)*")  # whether Slack has one of this name isn't looked at
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Slack sandbox</title>
<meta name="viewport" content="width=device-width"><style>:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui }}
main {{ max-width: 34rem; margin: 4rem auto; padding: 0 1rem }} button, select {{ font: inherit; padding: .4em 1em }}
</style></head><body><main><h1>{title}</h1>{body}</main></body></html>"""
_FORM = """<p>It asks for: {scopes}.</p><form method="post">{hidden}
<p><label>Workspace <select name="team">{teams}</select></label></p>
<button name="answer" value="allow">Allow</button> <button name="answer" value="cancel">Cancel</button></form>"""


class OAuth:
    """Routes; `teams` are the workspaces that the app can be installed in."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams
        self._home = teams.home.slack
        self._grants = self._home.grants

    def routes(self) -> list[Route]:
        methods: dict[str, Callable[[Request, Arguments], Json]] = {
            "oauth.v2.access": self._access,
            "auth.revoke": self._revoke,
            "apps.uninstall": self._uninstall,
        }
        return [
            Route("/oauth/v2/authorize", self._ask, methods=["GET"]),
            Route("/oauth/v2/authorize", self._answered, methods=["POST"]),
            *(Route(f"/api/{name}", self._method(name, run), methods=["GET", "POST"]) for name, run in methods.items()),
        ]

    async def _ask(self, request: Request) -> Response:
        asked = dict(request.query_params)
        try:
            self._check(asked)
        except SlackError as refusal:
            return _page("Something went wrong", f"<p>Slack says: {escape(refusal.code)}</p>", 400)
        chosen = asked.get("team", "")
        teams = "".join(
            f'<option value="{escape(id_)}"{" selected" if id_ == chosen else ""}>{escape(name)}</option>'
            for id_, name in self._teams.choices()
        )
        kept = ((name, value) for name, value in asked.items() if name not in {"team", "answer"})
        hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in kept)
        scopes = escape(", ".join(asked["scope"].split(",")))
        return _page("The app wants to be added", _FORM.format(scopes=scopes, hidden=hidden, teams=teams))

    async def _answered(self, request: Request) -> Response:
        arguments = read_arguments("application/x-www-form-urlencoded", await request.body(), {}, takes_json=False)
        asked = {
            name: arguments.text(name) for name in ("client_id", "scope", "redirect_uri", "state", "team", "answer")
        }
        try:
            self._check(asked)
            back = self._back(asked)
        except SlackError as refusal:
            return _page("Something went wrong", f"<p>Slack says: {escape(refusal.code)}</p>", 400)
        target = self._grants.registration.leads_back(asked["redirect_uri"])
        return RedirectResponse(f"{target}{'&' if '?' in target else '?'}{urlencode(back)}", status_code=302)

    def _back(self, asked: Mapping[str, str]) -> dict[str, str]:
        if asked["answer"] != "allow":
            return {"error": "access_denied", "state": asked["state"]}
        with self._home.workspace.lock:
            grant = Grant(
                team_id=asked["team"],
                user_id=seed.OLGA.id,
                scopes=tuple(asked["scope"].split(",")),
                is_org_wide=self._teams.is_enterprise(asked["team"]),
            )
            if grant.team_id not in dict(self._teams.choices()):
                raise SlackError("invalid_team_for_non_distributed_app")
            return {"code": self._grants.new_code(grant, asked["redirect_uri"]), "state": asked["state"]}

    def _check(self, asked: Mapping[str, str]) -> None:
        registration = self._grants.registration
        if asked.get("client_id") != registration.client_id:
            raise SlackError("invalid_client_id")
        if not asked.get("scope"):
            raise SlackError("no_scopes")
        if not all(_SCOPE.fullmatch(scope) for scope in asked["scope"].split(",")):
            raise SlackError("invalid_scope")
        registration.leads_back(asked.get("redirect_uri", ""))

    def _method(self, name: str, run: Callable[[Request, Arguments], Json]) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            return await answer(self._home, name, request, lambda body: _replied(request, body, run))

        return endpoint

    def _access(self, request: Request, arguments: Arguments) -> Json:
        self._check_client(*_client(request, arguments))
        kind = arguments.text("grant_type", "authorization_code")
        if kind == "refresh_token":
            return self._granted(self._grants.refresh(arguments.text("refresh_token")))
        if kind != "authorization_code":
            raise SlackError("invalid_grant_type")
        grant = self._grants.exchange(arguments.text("code"), arguments.text("redirect_uri"))
        for stage in self._teams.of(grant):
            stage.workspace.is_removed, stage.workspace.is_org_wide = False, grant.is_org_wide
            stage.workspace.grant(frozenset(grant.scopes))
        return self._granted(grant)

    def _granted(self, grant: Grant) -> Json:
        team = None if grant.is_org_wide else self._teams.of(grant)[0].workspace
        enterprise = self._teams.enterprise_of(grant.team_id)
        found: Json = {
            "ok": True,
            "app_id": seed.APP_ID,
            "authed_user": {"id": grant.user_id},
            "scope": ",".join(grant.scopes),
            "token_type": "bot",
            "access_token": grant.token,
            "bot_user_id": seed.BOT.id,
            "team": {"id": team.team_id, "name": team.team_name} if team else None,
            "enterprise": {"id": enterprise, "name": enterprise} if enterprise else None,
            "is_enterprise_install": grant.is_org_wide,
        }
        return found | ({"refresh_token": grant.refresh_token, "expires_in": int(TOKEN_SECONDS)} if grant.until else {})

    def _revoke(self, request: Request, arguments: Arguments) -> Json:
        """With token rotation it ends the token alone, without a word; else the installation."""
        grant = self._grants.check(read_token(request, arguments), self._home.credentials.app_token)
        if grant.until is not None and not arguments.flag("test"):
            self._grants.revoke([grant.token])
        elif not arguments.flag("test"):
            self._teams.remove(grant)
        return {"ok": True, "revoked": not arguments.flag("test")}

    def _uninstall(self, request: Request, arguments: Arguments) -> Json:
        self._check_client(*_client(request, arguments))
        self._teams.remove(self._grants.check(read_token(request, arguments), self._home.credentials.app_token))
        return {"ok": True}

    def _check_client(self, client_id: str, client_secret: str) -> None:
        if client_id != self._grants.registration.client_id:
            raise SlackError("invalid_client_id")
        if client_secret != self._grants.registration.client_secret:
            raise SlackError("bad_client_secret")


def _replied(request: Request, body: bytes, run: Callable[[Request, Arguments], Json]) -> Reply:
    """The record holds neither code nor token."""
    arguments = Arguments({})
    try:
        kind = request.headers.get("content-type", "")
        arguments = read_arguments(kind, body, dict(request.query_params), takes_json=False)
        return Reply(body=run(request, arguments), arguments=_without_secrets(arguments))
    except SlackError as refusal:
        return Reply(body=refusal.as_json(), arguments=_without_secrets(arguments))


def _without_secrets(arguments: Arguments) -> Json:
    hidden = {"code", "client_secret", "refresh_token"}
    return {name: value for name, value in arguments.as_json().items() if name not in hidden}


def _client(request: Request, arguments: Arguments) -> tuple[str, str]:
    """By HTTP Basic authentication, which Slack prefers, or as arguments."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "basic":
        try:
            client_id, _, secret = b64decode(given).decode().partition(":")
        except (NoBase64, UnicodeDecodeError):
            return "", ""
        return client_id, secret
    return arguments.text("client_id"), arguments.text("client_secret")


def _page(title: str, body: str, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body), status_code=status)

"""`/api/<method>`: tokens, scopes, rate limits, then the method itself."""

from starlette.requests import Request
from starlette.responses import Response

from sandbox.slack.arguments import Arguments, read_arguments
from sandbox.slack.edge import Reply, answer, rate_limited
from sandbox.slack.errors import SlackError
from sandbox.slack.methods import registry
from sandbox.slack.rates import CHANNEL_BURST, CHANNEL_WINDOW, MINUTE
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.state import Slack

_POSTING = {"chat.postMessage"}


class WebApi:
    """Answers the calls of an app."""

    def __init__(self, slack: Slack, sockets: SocketMode) -> None:
        self._slack = slack
        self._sockets = sockets

    async def endpoint(self, request: Request) -> Response:
        name = request.path_params["method"]
        return await answer(self._slack, name, request, lambda body: self._reply(name, request, body))

    def _reply(self, name: str, request: Request, body: bytes) -> Reply:
        method = registry.METHODS.get(name)
        arguments = Arguments({})
        try:
            arguments = read_arguments(
                request.headers.get("content-type", ""),
                body,
                dict(request.query_params),
                takes_json=method is None or method.takes_json,
            )
            token = read_token(request, arguments)
            if name == registry.CONNECTIONS_OPEN:
                return self._open_connection(token)
            found = self._run(name, method, token, arguments)
        except SlackError as refusal:
            found = Reply(body=refusal.as_json(), headers=self._scope_headers(method))
        return Reply(body=found.body, status=found.status, headers=found.headers, arguments=arguments.as_json())

    def _run(self, name: str, method: registry.Method | None, token: str, arguments: Arguments) -> Reply:
        self._slack.grants.check(token, self._slack.credentials.app_token)
        if self._slack.workspace.is_removed:
            raise SlackError("account_inactive")
        if method is None:
            raise SlackError("unknown_method")
        scopes = self._slack.workspace.scopes
        if method.scopes and not method.scopes & scopes:
            raise SlackError("missing_scope", needed=",".join(sorted(method.scopes)), provided=",".join(sorted(scopes)))
        wait = self._slack.rates.take(*_rate_rules(name, method, arguments))
        if wait:
            return rate_limited(wait)
        return Reply(body=method.run(self._slack.workspace, arguments), headers=self._scope_headers(method))

    def _open_connection(self, token: str) -> Reply:
        if token != self._slack.credentials.app_token:
            raise _wrong_token(token, self._slack.credentials.bot_token)
        wait = self._slack.rates.take((registry.CONNECTIONS_OPEN, registry.CONNECTIONS_PER_MINUTE, MINUTE))
        if wait:
            return rate_limited(wait)
        return Reply(body={"ok": True, "url": self._sockets.new_url()})

    def _scope_headers(self, method: registry.Method | None) -> dict[str, str]:
        accepted = ",".join(sorted(method.scopes)) if method else ""
        granted = ",".join(sorted(self._slack.workspace.scopes))
        return {"x-oauth-scopes": granted, "x-accepted-oauth-scopes": accepted}


def read_token(request: Request, arguments: Arguments) -> str:
    """The token of a call, from its header or its arguments; SlackError: not_authed."""
    header = request.headers.get("authorization", "")
    token = header.removeprefix("Bearer ").strip() or arguments.text("token")
    if not token:
        raise SlackError("not_authed")
    return token


def _wrong_token(token: str, other: str) -> SlackError:
    return SlackError("not_allowed_token_type" if token == other else "invalid_auth")


def _rate_rules(name: str, method: registry.Method, arguments: Arguments) -> list[tuple[str, int, float]]:
    rules = [(name, method.per_minute, MINUTE)]
    if name in _POSTING:
        rules.append((f"{name} {arguments.text('channel')}", CHANNEL_BURST, CHANNEL_WINDOW))
    return rules

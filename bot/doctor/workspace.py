"""Slack: whether it answers, knows the tokens, and has granted what the manifest asks for."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot import manifest
from bot.doctor.findings import Finding, fix, note, ok
from bot.doctor.slack import RefusedError, UnreachableError, ask
from bot.settings import Settings

_OAUTH_PAGE = "OAuth & Permissions at api.slack.com/apps"
_TOKENS_PAGE = "Basic Information → App-Level Tokens at api.slack.com/apps"
_REINSTALL = f"Install the app to the workspace again under {_OAUTH_PAGE}, and copy its new token into SLACK_BOT_TOKEN."
_COPY_BOT_TOKEN = f"Copy the Bot User OAuth Token again from {_OAUTH_PAGE} into SLACK_BOT_TOKEN."
_COPY_APP_TOKEN = f"Copy the token again from {_TOKENS_PAGE} into SLACK_APP_TOKEN."
_LATER = "Run the doctor again in a minute; if it stays, look at status.slack.com, and for the code at docs.slack.dev."

# Slack's error codes: what they mean here, and the one thing to do.
_BOT_TOKEN_FAULTS = MappingProxyType(
    {
        "invalid_auth": ("doesn't know SLACK_BOT_TOKEN", _COPY_BOT_TOKEN),
        "not_authed": ("got no SLACK_BOT_TOKEN", _COPY_BOT_TOKEN),
        "account_inactive": ("says that the app was removed from the workspace", _REINSTALL),
        "token_revoked": ("says that SLACK_BOT_TOKEN was revoked", _REINSTALL),
        "token_expired": ("says that SLACK_BOT_TOKEN has expired", _REINSTALL),
        "not_allowed_token_type": ("says that SLACK_BOT_TOKEN is a token of another kind", _COPY_BOT_TOKEN),
    }
)
_APP_TOKEN_FAULTS = MappingProxyType(
    {
        "invalid_auth": ("doesn't know SLACK_APP_TOKEN", _COPY_APP_TOKEN),
        "not_authed": ("got no SLACK_APP_TOKEN", _COPY_APP_TOKEN),
        "token_revoked": ("says that SLACK_APP_TOKEN was revoked", f"Generate a new one under {_TOKENS_PAGE}."),
        "missing_scope": (
            "says that SLACK_APP_TOKEN lacks the scope connections:write",
            f"Generate a token with that scope under {_TOKENS_PAGE}, and write it into SLACK_APP_TOKEN.",
        ),
        "not_allowed_token_type": ("says that SLACK_APP_TOKEN is a token of another kind", _COPY_APP_TOKEN),
    }
)


def examine(settings: Settings) -> Iterator[Finding]:
    """The bot token, its scopes, and how the app receives. Nothing is posted."""
    try:
        answer = ask(settings, settings.slack_bot_token, "auth.test")
    except UnreachableError as error:
        yield fix(
            f"Slack can't be reached at {settings.slack_api_url}: {error}",
            "Check the network and the proxy of this machine, and SLACK_API_URL if you set it.",
        )
        return
    except RefusedError as error:
        yield _refused(str(error), _BOT_TOKEN_FAULTS)
    else:
        yield ok(f"Slack: signed in to {answer['team']} as {answer['user']}")
        yield from _scopes(answer.headers)
    yield _receiving(settings)


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    told = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if told is None:
        yield note("Slack scopes: Slack didn't say which ones it has granted")
        return
    wanted, granted = set(manifest.scopes()), {scope.strip() for scope in told.split(",") if scope.strip()}
    if missing := sorted(wanted - granted):
        yield fix(
            f"Slack scopes: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not granted",
            f"Under {_OAUTH_PAGE}, add {'it' if len(missing) == 1 else 'them'} to Bot Token Scopes (or paste"
            " manifest.yml into App Manifest), then Reinstall to Workspace.",
        )
    else:
        yield ok(f"Slack scopes: all {len(wanted)} that the app needs are granted")
    if more := sorted(granted - wanted - set(manifest.optional_scopes())):
        yield note(f"Slack scopes: {', '.join(more)} granted too; the app has no use for that and runs as well without")


def _receiving(settings: Settings) -> Finding:
    if not settings.socket_mode:
        return note(
            f"Receiving: over HTTP on port {settings.port}. Slack must reach it from outside;"
            " `python -m bot manifest --url https://…` prints the manifest for your address",
        )
    try:
        ask(settings, settings.slack_app_token, "apps.connections.open")
    except UnreachableError as error:
        return fix(f"Receiving: Slack gave no Socket Mode connection: {error}", _LATER)
    except RefusedError as error:
        return _refused(str(error), _APP_TOKEN_FAULTS)
    return ok("Receiving: Socket Mode, no public URL needed")


def _refused(code: str, faults: Mapping[str, tuple[str, str]]) -> Finding:
    what, remedy = faults.get(code, (f"refuses: {code}", _LATER))
    return fix(f"Slack {what}", remedy)

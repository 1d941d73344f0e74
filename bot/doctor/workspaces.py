"""Slack, where many workspaces are served: who has added the app, and whether their tokens are good."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.doctor.findings import Finding, fix, note, ok
from bot.doctor.slack import RefusedError, UnreachableError, ask
from bot.oauth.faults import LostKeyError
from bot.oauth.installations import Installations, Installed
from bot.oauth.making import make_installations
from bot.oauth.settings import OAuthSettings
from bot.settings import Settings
from bot.store.database import Database

_MOST = 5  # asked of Slack: a doctor shouldn't take minutes


def examine(settings: Settings, oauth: OAuthSettings) -> Iterator[Finding]:
    """Nothing is posted, no token is renewed or shown."""
    try:
        ask(settings, "", "api.test")
    except UnreachableError as error:
        yield fix(
            f"Slack can't be reached at {settings.slack_api_url}: {error}",
            "Check the network and the proxy of this machine, and SLACK_API_URL if you set it.",
        )
        return
    except RefusedError:
        pass  # it answers: that was the question
    yield from _kept(settings, oauth)
    yield note(
        f"Receiving: over HTTP on port {settings.port}. Slack must reach it at {oauth.public_url};"
        " `python -m bot manifest --url https://… --oauth` prints the manifest for your address",
    )


def _kept(settings: Settings, oauth: OAuthSettings) -> Iterator[Finding]:
    if _has_no_file(settings.database_url):
        yield note(f"Workspaces: none has added the app yet; {oauth.install_url} adds it, once the bot runs")
        return
    database = Database(settings.database_url)
    try:
        if not database.standing().is_current:
            return  # what to do about that is said where the database is looked at
        yield from _installed(settings, oauth, make_installations(oauth, database))
    except DBAPIError:
        return  # as above
    finally:
        database.dispose()


def _installed(settings: Settings, oauth: OAuthSettings, installations: Installations) -> Iterator[Finding]:
    installed = installations.installed()
    if not installed:
        yield note(f"Workspaces: none has added the app yet; {oauth.install_url} adds it")
    for one in installed[:_MOST]:
        yield _token(settings, oauth, installations, one)
    if len(installed) > _MOST:
        yield note(f"Workspaces: {len(installed) - _MOST} more have added the app, whose tokens weren't tried")


def _token(settings: Settings, oauth: OAuthSettings, installations: Installations, one: Installed) -> Finding:
    name = f"{one.name or 'the ' + one.what} ({one.id})"
    again = f"Let them add the app again at {oauth.install_url}."
    try:
        bot = installations.bot_of(one.team_id, one.enterprise_id or None)
    except LostKeyError:
        return fix(
            f"SLACK_TOKEN_KEYS has no key for the token of {name}",
            f"Put back the key that it was kept with, behind a comma. If it is lost: {again}",
        )
    try:
        ask(settings, bot.bot_token if bot else "", "auth.test")
    except UnreachableError as error:
        return note(f"Workspace {name}: Slack didn't answer: {error}")
    except RefusedError as error:
        if str(error) == "token_expired" and bot and bot.bot_refresh_token:
            return ok(f"Workspace {name}: its token has run out, and is renewed when it is next used")
        return fix(f"Slack refuses the token of {name}: {error}", again)
    return ok(f"Workspace {name}: its token is good")


def _has_no_file(url: str) -> bool:
    """Looking must not make one."""
    parsed = make_url(url)
    return parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists()

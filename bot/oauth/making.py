"""The parts of it, put together from the settings."""

from bot import manifest
from bot.oauth.installations import Installations
from bot.oauth.installed_tokens import InstalledTokens
from bot.oauth.installing import Installing
from bot.oauth.keys import Keys
from bot.oauth.pages import InstallPages
from bot.oauth.renewing import Renewing, rotator_of
from bot.oauth.settings import OAuthSettings
from bot.oauth.states import States
from bot.oauth.tokens import OneToken, Tokens
from bot.settings import Settings
from bot.store.database import Database


def make_installations(settings: OAuthSettings, database: Database) -> Installations:
    return Installations(database, settings.client_id, Keys(settings.token_keys))


def make_tokens(settings: Settings, database: Database, installations: Installations | None) -> Tokens:
    if not (settings.oauth and installations):
        return OneToken(settings.slack_bot_token)
    renewing = Renewing(database, installations, rotator_of(settings.oauth, settings.slack_api_url))
    return InstalledTokens(installations, renewing)


def make_pages(
    settings: Settings, database: Database, installations: Installations | None, tokens: Tokens
) -> InstallPages | None:
    """None where one workspace is served."""
    if not (settings.oauth and installations):
        return None
    installing = Installing(installations=installations, settings=settings.oauth, slack_api_url=settings.slack_api_url)
    return InstallPages(
        installing=installing,
        states=States(database, Keys(settings.oauth.token_keys)),
        scopes=manifest.all_scopes(),
        default_language=settings.language,
        on_installed=lambda installation: tokens.forget(installation.team_id),
    )

"""The parts of it, put together from the settings."""

from bot.oauth.installations import Installations
from bot.oauth.installed_tokens import InstalledTokens
from bot.oauth.keys import Keys
from bot.oauth.renewing import Renewing, rotator_of
from bot.oauth.settings import OAuthSettings
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

"""The last step of an installation: Slack's code for a token of that workspace, kept."""

from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.oauth.installation_store import Installation

from bot.oauth.installations import Installations
from bot.oauth.settings import OAuthSettings

UNREACHABLE = "unreachable"
_CALL_SECONDS = 10


class InstallError(Exception):
    """Slack gave no token: `reason` is its error code, or `UNREACHABLE`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Installing:
    """A code serves once and for ten minutes (docs.slack.dev/authentication/installing-with-oauth)."""

    installations: Installations
    settings: OAuthSettings
    slack_api_url: str

    def install(self, code: str) -> Installation:
        """Raises InstallError."""
        client = WebClient(base_url=self.slack_api_url, timeout=_CALL_SECONDS, retry_handlers=[])
        try:
            answer = client.oauth_v2_access(
                client_id=self.settings.client_id,
                client_secret=self.settings.client_secret,
                code=code,
                redirect_uri=self.settings.redirect_uri,
            )
        except SlackApiError as error:
            raise InstallError(str(error.response.get("error") or UNREACHABLE)) from error
        except (SlackClientError, HTTPException, OSError) as error:
            raise InstallError(UNREACHABLE) from error
        data: dict[str, Any] = answer.data  # type: ignore[assignment]  # bytes only for file downloads
        installation = _installation(data)
        self.installations.save(installation)
        return installation


def _installation(answer: dict[str, Any]) -> Installation:
    """team: none where a whole organization installs it. expires_in: only with token rotation."""
    team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
    try:
        return Installation(
            app_id=answer["app_id"],
            enterprise_id=enterprise.get("id"),
            enterprise_name=enterprise.get("name"),
            team_id=team.get("id"),
            team_name=team.get("name"),
            is_enterprise_install=bool(answer.get("is_enterprise_install")),
            bot_token=answer["access_token"],
            bot_user_id=answer["bot_user_id"],
            bot_scopes=answer["scope"],
            bot_refresh_token=answer.get("refresh_token"),
            bot_token_expires_in=answer.get("expires_in"),
            token_type=answer.get("token_type"),
            user_id=answer["authed_user"]["id"],
        )
    except KeyError as error:
        raise InstallError(f"no_{error.args[0]}") from error

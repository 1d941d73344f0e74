"""The token that a call to Slack takes: the one of the settings, or that of the workspace it is for."""

from typing import Protocol

from slack_bolt.authorization import AuthorizeResult


class Tokens(Protocol):
    """What serving one workspace and serving many have in common."""

    def token_of(self, team_id: str) -> str:
        """Raises a `TokenError` if there is none to be had."""

    def another(self, team_id: str, token: str, reason: str) -> str | None:
        """Slack has refused `token` with its error code `reason`: another one, if there is one to try.

        Raises NotRenewedError if there may be one later.
        """

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """As Bolt asks before each listener, and so before each ack: without a call to Slack."""

    def forget(self, team_id: str | None) -> None:
        """Something has changed for a workspace, or with None for an organization of them."""


class OneToken:
    """The settings' token, for whatever workspace."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token_of(self, team_id: str) -> str:  # noqa: ARG002  # there is one
        return self._token

    def another(self, team_id: str, token: str, reason: str) -> str | None:  # noqa: ARG002  # same
        return None

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=self._token)

    def forget(self, team_id: str | None) -> None:
        """The settings don't change."""

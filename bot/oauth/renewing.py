"""Tokens that run out (token rotation): renewed in time, by one of all processes.

A refresh token serves once: two processes that use it would lose the installation's token to each other
(docs.slack.dev/authentication/using-token-rotation). The old access token goes on until it runs out, so that nobody
has to wait but after a long rest.
"""

import logging
import time
from collections.abc import Callable
from http.client import HTTPException

import sqlalchemy as sa
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.oauth.faults import NotInstalledError, NotRenewedError
from bot.oauth.installations import Installations
from bot.oauth.settings import OAuthSettings
from bot.store.database import Database, insert
from bot.store.tables import RENEWALS

_LOG = logging.getLogger(__name__)
_AHEAD_SECONDS = 2 * 3600.0  # of the twelve hours that a token lives
_CALL_SECONDS = 10
_LEASE_SECONDS = 30.0  # longer than a call; where it failed, nobody tries again before
_WAIT_SECONDS, _POLL_SECONDS = 3.0, 0.1  # a button's answer waits no longer either
_FOR_GOOD = frozenset({"invalid_refresh_token", "invalid_grant", "token_revoked", "account_inactive"})
_ANY_TIME = 10**9  # minutes: renew whatever is written


def rotator_of(settings: OAuthSettings, slack_api_url: str) -> TokenRotator:
    """slack_sdk's, asked once a call: a refresh token mustn't be sent twice."""
    client = WebClient(base_url=slack_api_url, timeout=_CALL_SECONDS, retry_handlers=[])
    return TokenRotator(client=client, client_id=settings.client_id, client_secret=settings.client_secret)


class Renewing:
    """Renews bots' tokens by Slack's oauth.v2.access."""

    def __init__(
        self,
        database: Database,
        installations: Installations,
        rotator: TokenRotator,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._database = database
        self._installations = installations
        self._clock = clock
        self._sleep = sleep
        self._failed_until: dict[str, float] = {}  # by installation: what has failed just now is not tried at once
        self._rotator = rotator

    def is_due(self, bot: Bot) -> bool:
        """Whether its token runs out soon, or has."""
        return bot.bot_token_expires_at is not None and bot.bot_token_expires_at < self._clock() + _AHEAD_SECONDS

    def renewed(self, team_id: str, bot: Bot, *, is_refused: bool = False) -> Bot:
        """A workspace's bot with another token; with the old one while that is good and another process renews it.

        Raises NotRenewedError where there is none to be had now.
        """
        is_dead = is_refused or self._has_run_out(bot)
        give_up_at = self._clock() + _WAIT_SECONDS
        while self._clock() < give_up_at and self._failed_until.get(_key(bot), 0.0) < self._clock():
            if self._takes_lease(bot):
                return self._renew(team_id, bot, is_dead=is_dead)
            if not is_dead:
                return bot
            self._sleep(_POLL_SECONDS)
            found = self._found(team_id)
            if found.bot_token != bot.bot_token:
                return found
        if is_dead:
            raise NotRenewedError(f"the token of {team_id} has run out, and Slack gave no other yet")
        return bot

    def _renew(self, team_id: str, bot: Bot, *, is_dead: bool) -> Bot:
        found = self._found(team_id)  # another process may have ended its own in between
        if found.bot_token == bot.bot_token:
            try:
                found = self._rotated(found)
            except (SlackClientError, HTTPException, OSError, ValueError) as error:
                self._note_failure(team_id, bot, error)
                if not is_dead:
                    return bot
                gone = _reason(error) in _FOR_GOOD
                raise (NotInstalledError if gone else NotRenewedError)(f"{team_id} has no valid token") from error
            self._installations.renew(found)
            _LOG.info("A workspace's token is renewed", extra={"event": "token_renewed", "team_id": team_id})
        self._end_lease(bot)
        return found

    def _rotated(self, bot: Bot) -> Bot:
        if not bot.bot_refresh_token:
            raise ValueError("it came without a refresh token")
        if bot.bot_token_expires_at is None:
            raise ValueError("it doesn't run out")
        rotated = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=_ANY_TIME)
        if rotated is None:
            raise ValueError("the answer holds no bot's token")
        return rotated

    def _note_failure(self, team_id: str, bot: Bot, error: Exception) -> None:
        self._failed_until[_key(bot)] = self._clock() + _LEASE_SECONDS
        _LOG.warning(
            "The token of %s isn't renewed (%s): if it stays so, that workspace must install the app again",
            team_id,
            _reason(error),
            extra={"event": "token_not_renewed", "team_id": team_id},
        )

    def _found(self, team_id: str) -> Bot:
        bot = self._installations.bot_of(team_id)
        if bot is None:
            raise NotInstalledError(f"{team_id} has removed the app")
        return bot

    def _has_run_out(self, bot: Bot) -> bool:
        return bot.bot_token_expires_at is not None and bot.bot_token_expires_at <= self._clock()

    def _takes_lease(self, bot: Bot) -> bool:
        now = self._clock()
        made = insert(RENEWALS).values(installation=_key(bot), until=now + _LEASE_SECONDS)
        taken = made.on_conflict_do_update(
            index_elements=["installation"],
            set_={"until": now + _LEASE_SECONDS},
            where=RENEWALS.c.until < now,
        ).returning(RENEWALS.c.until)
        with self._database.write() as connection:
            return connection.execute(taken).first() is not None

    def _end_lease(self, bot: Bot) -> None:
        with self._database.write() as connection:
            connection.execute(sa.delete(RENEWALS).where(RENEWALS.c.installation == _key(bot)))


def _key(bot: Bot) -> str:
    return bot.team_id or bot.enterprise_id or ""


def _reason(error: Exception) -> str:
    """Slack's error code or our own words, and nothing of the request."""
    cause = error.api_error if isinstance(error, SlackTokenRotationError) else error
    if isinstance(cause, SlackApiError):
        return str(cause.response.get("error") or "its answer can't be read")
    return str(cause) if isinstance(cause, ValueError) else type(cause).__name__

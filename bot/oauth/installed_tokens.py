"""The tokens of those who have installed the app."""

import logging
import threading
import time
from collections.abc import Callable

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store import Bot

from bot.oauth.faults import LostKeyError, NotInstalledError
from bot.oauth.installations import Installations
from bot.oauth.renewing import Renewing

_LOG = logging.getLogger(__name__)
_KNOWN_SECONDS = 300.0  # as long may another process serve a workspace that has just removed the app
_RENEWABLE = frozenset({"token_expired"})
_REFUSED = _RENEWABLE | {"token_revoked", "account_inactive", "invalid_auth"}


class InstalledTokens:
    """Known for a few minutes; safe to share between threads."""

    def __init__(
        self, installations: Installations, renewing: Renewing, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._installations = installations
        self._renewing = renewing
        self._clock = clock
        self._known: dict[str, tuple[Bot, float]] = {}
        self._lock = threading.Lock()

    def token_of(self, team_id: str) -> str:
        bot = self._bot(team_id)
        if bot is None:
            raise NotInstalledError(f"{team_id} hasn't installed the app")
        if self._renewing.is_due(bot):
            bot = self._keep(team_id, self._renewing.renewed(team_id, bot))
        return bot.bot_token

    def another(self, team_id: str, token: str, reason: str) -> str | None:
        if reason not in _REFUSED:
            return None
        self.forget(team_id)
        bot = self._bot(team_id)
        if bot and bot.bot_token == token and reason in _RENEWABLE:
            bot = self._keep(team_id, self._renewing.renewed(team_id, bot, is_refused=True))
        return bot.bot_token if bot and bot.bot_token != token else None

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """None where the app isn't installed: Bolt then answers that it must be."""
        try:
            bot = self._bot(team_id or "", enterprise_id)
        except LostKeyError:
            _LOG.error(
                "The token of %s can't be decrypted: put its key back into SLACK_TOKEN_KEYS, or let that workspace"
                " install the app again",
                team_id,
                extra={"event": "key_lost", "team_id": team_id},
            )
            return None
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
        )

    def forget(self, team_id: str | None) -> None:
        """Look into the database again at the next call of a workspace; None: of any."""
        with self._lock:
            if team_id is None:
                self._known.clear()
            self._known.pop(team_id or "", None)

    def _bot(self, team_id: str, enterprise_id: str | None = None) -> Bot | None:
        with self._lock:
            bot, known_until = self._known.get(team_id, (None, 0.0))
        if bot is None or known_until < self._clock():
            bot = self._installations.bot_of(team_id, enterprise_id)
            if bot:
                self._keep(team_id, bot)
                if team_id and bot.enterprise_id and bot.is_enterprise_install:
                    self._installations.note_team(team_id, bot.enterprise_id)
        return bot

    def _keep(self, team_id: str, bot: Bot) -> Bot:
        with self._lock:
            self._known[team_id] = bot, self._clock() + _KNOWN_SECONDS
        return bot

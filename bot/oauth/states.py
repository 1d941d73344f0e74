"""The state of an installation that is under way: made here, fresh, of this browser, and used once.

It carries its own proof, so that whoever only looks at the page leaves nothing in the database; what was used is noted
there until it would have run out anyway.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from enum import StrEnum

import sqlalchemy as sa

from bot.oauth.keys import Keys
from bot.store.database import Database, insert
from bot.store.tables import USED_STATES

LIFE_SECONDS = 600
_PURPOSE = "install:"


class StateFault(StrEnum):
    """What is wrong with a state."""

    OLD = "old"  # or not made here: neither says more than the other to an honest person
    OTHER_BROWSER = "other_browser"
    USED = "used"


class States:
    """Safe in several processes that share keys and database."""

    def __init__(self, database: Database, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def issue(self, browser: str) -> str:
        """A state for the browser that has the cookie `browser`."""
        return self._keys.seal(f"{_PURPOSE}{_hash(browser)}:{secrets.token_hex(8)}", self._clock())

    def fault_of(self, state: str, browser: str) -> StateFault | None:
        """None for a good one, which is used by that."""
        written = self._keys.unseal_fresh(state, seconds=LIFE_SECONDS, at=self._clock())
        if written is None or not written.startswith(_PURPOSE):
            return StateFault.OLD
        if not (browser and written.startswith(f"{_PURPOSE}{_hash(browser)}:")):
            return StateFault.OTHER_BROWSER
        return None if self._is_first(state) else StateFault.USED

    def _is_first(self, state: str) -> bool:
        now = self._clock()
        used = insert(USED_STATES).values(hash=_hash(state), until=now + 2 * LIFE_SECONDS)
        with self._database.write() as connection:
            connection.execute(sa.delete(USED_STATES).where(USED_STATES.c.until < now))
            first = connection.execute(used.on_conflict_do_nothing().returning(USED_STATES.c.hash)).first()
        return first is not None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()

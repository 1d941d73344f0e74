"""Once a day, over all workers: a worker asks for the round, the day's name lets it be gone once."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

_LOG = logging.getLogger(__name__)
FIRST_SECONDS = 60.0  # after a start there is other work
EVERY_SECONDS = 600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Daily:
    """take: asks for the round of a day, such as "2026-11-22"; a second time for the same does nothing."""

    take: Callable[[str], None]
    first_seconds: float = FIRST_SECONDS
    every_seconds: float = EVERY_SECONDS

    def run(self, stop: threading.Event) -> None:
        """Ask soon, then at the turn of each day (UTC), until `stop`."""
        taken, pause = "", self.first_seconds
        while not stop.wait(pause):
            taken, pause = self._taken(taken), self.every_seconds

    def _taken(self, before: str) -> str:
        day = datetime.now(UTC).date().isoformat()
        if day == before:
            return before
        try:
            self.take(day)
        except SQLAlchemyError as error:
            _LOG.warning("No daily round yet, another try follows: %s", error, extra={"event": "prune_failed"})
            return before
        return day

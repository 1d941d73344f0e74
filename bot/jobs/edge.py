"""The worker's edge: whatever goes wrong in a job, an errand or a wish, the worker goes on."""

import logging
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from bot.logs import about

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


def guarded(work: Callable[[], _T], otherwise: Callable[[str], _T], what: str, **logged: str) -> _T:
    """Answer `work`'s, or, where it failed, what `otherwise` makes of the reference that stands in the log.

    what: of the log, say "Errand failed"; its event is the same in snake case. logged: of all lines of this work.
    """
    with about(**logged):
        try:
            return work()
        except Exception:  # noqa: BLE001  # this is the edge
            reference = secrets.token_hex(4)
            event = what.lower().replace(" ", "_")
            _LOG.exception("%s [%s]", what, reference, extra={"event": event, "reference": reference})
            return otherwise(reference)


def unexpected(reference: str) -> dict[str, Any]:
    """What is told of a fault that nobody foresaw."""
    return {"about": "unexpected", "reference": reference}

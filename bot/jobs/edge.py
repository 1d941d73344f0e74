"""The worker's edge: whatever goes wrong in a job, an errand or a wish, the worker goes on."""

import logging
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


def guarded(work: Callable[[], _T], otherwise: Callable[[str], _T], what: str, **logged: Any) -> _T:  # noqa: ANN401  # values of a log's line
    """Answer `work`'s, or, where it failed, what `otherwise` makes of the reference that stands in the log.

    what: of the log, say "Errand failed"; its event is the same in snake case.
    """
    try:
        return work()
    except Exception:  # noqa: BLE001  # this is the edge
        reference = secrets.token_hex(4)
        event = what.lower().replace(" ", "_")
        _LOG.exception("%s [%s]", what, reference, extra={"event": event, **logged})
        return otherwise(reference)


def unexpected(reference: str) -> dict[str, Any]:
    """What is told of a fault that nobody foresaw."""
    return {"about": "unexpected", "reference": reference}

"""A worker that was frozen, or cut off, and wakes: it stops before it pays for, shows or tells what others took over.

DBOS refuses the checkpoints of an execution whose workflow another has taken over, and parks it there. But drawing,
uploading and showing have none, and what a step does, it does before its own: so each asks first.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from dbos._context import get_local_dbos_context
from dbos._datasource import _still_owns
from dbos._error import DBOSWorkflowConflictIDError

from bot.jobs.liveness import Liveness

Check = Callable[[], None]
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Fence:
    """Asks the database only where this process's own lock was lost, or may have been (bot/jobs/liveness.py)."""

    def __init__(self, liveness: Liveness) -> None:
        self._liveness = liveness

    def __call__(self) -> Check:
        """What raises, in whichever thread, once the workflow that this thread is in is another's.

        It raises DBOS's own error, no `Exception`: DBOS waits for the outcome that the other one records.
        """
        context = get_local_dbos_context()
        workflow_id, token = (context.workflow_id, context.owner_xid) if context else ("", None)

        def check() -> None:
            if not self._liveness.is_unbroken() and not _still_owns(workflow_id, token):
                raise DBOSWorkflowConflictIDError(workflow_id)

        return check


def unfenced() -> Check:
    """For whoever works alone."""
    return lambda: None


def fenced(fence: Callable[[], Check], body: Callable[_P, _T]) -> Callable[_P, _T]:
    """The same, begun only while the workflow is this execution's own."""

    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        fence()()
        return body(*args, **kwargs)

    return call

"""Bound methods as DBOS's workflows and steps: once a process, before it is launched."""

import logging
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from dbos import DBOS
from sqlalchemy.exc import DBAPIError

from bot.store.database import is_lost

_LOG = logging.getLogger(__name__)
_AGAIN_SECONDS = 1.0
_P = ParamSpec("_P")
_T = TypeVar("_T")
_NEVER = 1_000_000  # DBOS counts every start against its limit; finding poison is ours (bot/jobs/adoption.py)


def workflow(name: str, body: Callable[_P, _T]) -> Callable[_P, _T]:
    return DBOS.workflow(name=name, max_recovery_attempts=_NEVER)(_function(name, body))


def step(name: str, body: Callable[_P, _T]) -> Callable[_P, _T]:
    return DBOS.step(name=name)(_function(name, outlasting(body)))


def outlasting(body: Callable[_P, _T]) -> Callable[_P, _T]:
    """The same, begun again where the database's server was lost under it, until there is one.

    For what may be begun again after a crash, too: steps, and what stands between them.
    """

    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        while True:
            try:
                return body(*args, **kwargs)
            except DBAPIError as error:
                if not is_lost(error):
                    raise
                _LOG.warning("Waiting for the database: %s", error.orig, extra={"event": "database_lost"})
            time.sleep(_AGAIN_SECONDS)

    return call


def _function(name: str, body: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a plain function of a bound method: DBOS writes attributes onto what it decorates."""

    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        return body(*args, **kwargs)

    call.__name__ = call.__qualname__ = name
    return call

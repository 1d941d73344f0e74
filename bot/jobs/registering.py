"""Bound methods as DBOS's workflows and steps: once a process, before it is launched."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from dbos import DBOS

from bot.store.outlasting import outlasting

_P = ParamSpec("_P")
_T = TypeVar("_T")
_NEVER = 1_000_000  # DBOS counts every start against its limit; finding poison is ours (bot/jobs/adoption.py)


def workflow(name: str, body: Callable[_P, _T]) -> Callable[_P, _T]:
    return DBOS.workflow(name=name, max_recovery_attempts=_NEVER)(_function(name, body))


def step(name: str, body: Callable[_P, _T]) -> Callable[_P, _T]:
    return DBOS.step(name=name)(_function(name, outlasting(body)))


def _function(name: str, body: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a plain function of a bound method: DBOS writes attributes onto what it decorates."""

    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        return body(*args, **kwargs)

    call.__name__ = call.__qualname__ = name
    return call

"""Patience with a database whose server has gone away for a moment."""

import logging
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from bot.store.database import is_lost

_LOG = logging.getLogger(__name__)
_AGAIN_SECONDS = 1.0
_P = ParamSpec("_P")
_T = TypeVar("_T")


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

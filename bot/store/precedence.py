"""Who goes first: a request of Slack's has three seconds to be acknowledged, and a job has as long as it takes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE_SECONDS = 0.02  # however many are receiving, jobs go on


class Precedence:
    """Lets threads that answer somebody go before the others of this process.

    patience: seconds for which these wait at most, each time they begin something.
    """

    def __init__(self, patience: float = _PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._mine = threading.local()
        self._answering = 0
        self._changed = threading.Condition()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """What this thread does in the block goes first."""
        with self._changed:
            self._answering += 1
        self._mine.answers = True
        try:
            yield
        finally:
            self._mine.answers = False
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    def let_pass(self) -> None:
        """Return once nobody is answering any more, or patience has ended; at once for who is."""
        if self._answering and not getattr(self._mine, "answers", False):
            with self._changed:
                self._changed.wait_for(lambda: not self._answering, self._patience)

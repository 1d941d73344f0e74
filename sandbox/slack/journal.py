"""What changed when, so that somebody who watches is told only what is new."""

from collections.abc import Iterator
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Journal:
    """Numbers changes, beginning anew with a higher `epoch` when everything may have changed at once."""

    def __init__(self) -> None:
        self.epoch = 0
        self.revision = 0

    def next(self) -> int:
        self.revision += 1
        return self.revision

    def start_over(self) -> None:
        self.epoch += 1
        self.next()


class Noted(dict[Key, Value]):
    """A dict that notes in a journal which entries were set or taken away; use no other ways to change it."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._changed: dict[Key, int] = {}  # in the order of the last change

    def __setitem__(self, key: Key, value: Value) -> None:
        super().__setitem__(key, value)
        self._note(key)

    def __delitem__(self, key: Key) -> None:
        super().__delitem__(key)
        self._note(key)

    def changed_since(self, revision: int) -> Iterator[Key]:
        """Keys set or taken away after this revision, the last change first."""
        for key in reversed(self._changed):
            if self._changed[key] <= revision:
                return
            yield key

    def _note(self, key: Key) -> None:
        self._changed.pop(key, None)
        self._changed[key] = self._journal.next()

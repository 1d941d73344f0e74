"""Somebody's open page without a browser: it folds the stream's news into what it knows, as the page's script does."""

import json
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

import httpx

_PATIENCE = 10.0  # seconds


class Watching:
    """Use it as a context manager. `known` holds the sections, `messages` by their ts, `lines` of the wire by kind."""

    def __init__(self, url: str, user: str) -> None:
        self.known: dict[str, Any] = {}
        self.messages: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, list[dict[str, Any]]] = {}
        self.beginnings = 0
        self._stream = httpx.stream("GET", f"{url}/stream", params={"user": user}, timeout=_PATIENCE)

    def __enter__(self) -> Self:
        self._news = self._events(self._stream.__enter__())
        self.take()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.__exit__(kind, error, at)

    @property
    def texts(self) -> list[str]:
        """What stands there, in order."""
        return [message["text"] for _, message in sorted(self.messages.items())]

    def take(self) -> dict[str, Any]:
        """The next piece of news."""
        news = next(self._news)
        if news.get("is_new"):
            self.known, self.messages, self.lines = {}, {}, {}
            self.beginnings += 1
        self.known |= news
        for message in news.get("messages", []):
            self.messages[message["ts"]] = message
        for _, ts in news.get("gone", []):
            self.messages.pop(ts, None)
        for kind in ("calls", "deliveries", "models"):
            self.lines.setdefault(kind, []).extend(news.get(kind, []))
        return news

    def until(self, look: Callable[[], object]) -> None:
        """Take news until `look` finds something true; TimeoutError after ten seconds."""
        deadline = time.monotonic() + _PATIENCE
        while not look():
            if time.monotonic() > deadline:
                raise TimeoutError(f"not in {list(self.known)}: {self.texts}")
            self.take()

    def _events(self, answer: httpx.Response) -> Iterator[dict[str, Any]]:
        answer.raise_for_status()
        return (json.loads(line.removeprefix("data: ")) for line in answer.iter_lines() if line.startswith("data: "))

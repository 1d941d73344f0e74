"""What the bot logs while tests are on the road, kept to be searched for what must never stand there."""

import json
import logging
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from bot.logs import LEVELS, JsonLines

_OTHERS = frozenset({"sandbox", "tests"})  # in the same process, but none of the bot
_LEAST = 8  # characters: of what is shorter, some stands in each log by chance


class LogLines(logging.Handler):
    """Lines as LOG_FORMAT=json writes them, at the levels that a start sets, for as long as it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []
        self._loggers = [logging.getLogger(name) for name in LEVELS if name]
        self._before = [logger.level for logger in self._loggers]

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] not in _OTHERS:
            self.lines.append(self.format(record))

    def __enter__(self) -> Self:
        for logger in self._loggers:
            logger.setLevel(LEVELS[logger.name])
        for name in ("", "dbos"):  # DBOS keeps its own to itself
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for name in ("", "dbos"):
            logging.getLogger(name).removeHandler(self)
        for logger, level in zip(self._loggers, self._before, strict=True):
            logger.setLevel(level)

    def holding(self, words: Iterable[str]) -> list[str]:
        """The lines in which any of these stands."""
        written = {json.dumps(word, ensure_ascii=False)[1:-1] for word in words if len(word) >= _LEAST}
        return [line for line in self.lines if any(word in line for word in written)]

"""Cursors: long answers in pieces, as docs.slack.dev/apis/web-api/pagination has them."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import TypeVar

from sandbox.slack.arguments import Arguments
from sandbox.slack.errors import SlackError

Item = TypeVar("Item")
_LARGEST = 999
_MARK = "from:"


def page(items: Sequence[Item], arguments: Arguments, default: int = 100) -> tuple[list[Item], str]:
    """One page and the cursor of the next, empty after the last. SlackError invalid_limit, invalid_cursor."""
    limit = arguments.number("limit") or default
    if limit > _LARGEST:
        raise SlackError("invalid_limit")
    start = _start(arguments.text("cursor"))
    end = start + limit
    return list(items[start:end]), b64encode(f"{_MARK}{end}".encode()).decode() if end < len(items) else ""


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        mark = b64decode(cursor, validate=True).decode()
    except ValueError as unreadable:
        raise SlackError("invalid_cursor") from unreadable
    start = mark.removeprefix(_MARK)
    if not mark.startswith(_MARK) or not start.isdecimal():
        raise SlackError("invalid_cursor")
    return int(start)

"""Plain, aligned text for a terminal, a log or a screen reader: no colour, no lines drawn."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

_INDENT = "  "
_STEPS = ((86400, "d"), (3600, "h"), (60, "min"))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        _INDENT.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]


def outline(document: Mapping[str, Any], depth: int = 0) -> list[str]:
    """Names with their values, what is nested below its name; nothing of what is None or empty."""
    lines, margin = list[str](), _INDENT * depth
    known = {name.replace("_", " "): value for name, value in document.items() if value not in (None, "")}
    width = max((len(name) for name, value in known.items() if not isinstance(value, Mapping | list)), default=0)
    for name, value in known.items():
        if not isinstance(value, Mapping | list):
            lines.append(f"{margin}{name.ljust(width)}  {written(value)}")
        elif nested := outline(value, depth + 1) if isinstance(value, Mapping) else _rows(value, margin + _INDENT):
            lines += [f"{margin}{name}", *nested]
    return lines


def _rows(rows: Sequence[Mapping[str, Any]], margin: str) -> list[str]:
    if not rows:
        return []
    head = [column.replace("_", " ") for column in rows[0]]
    return [f"{margin}{line}" for line in table(head, [[written(cell) for cell in row.values()] for row in rows])]


def written(value: object) -> str:
    """One line; `-` for None."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else " ".join(str(value).split())


def age(seconds: float) -> str:
    """Such as `42 s`, `3 min`, `5 h`, `12 d`."""
    for size, unit in _STEPS:
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{max(0, int(seconds))} s"


def moment(at: float | None) -> str | None:
    """ISO 8601 in UTC, of seconds since 1970."""
    return datetime.fromtimestamp(at, UTC).isoformat(sep=" ", timespec="seconds") if at is not None else None


def dollars(usd: Decimal) -> str:
    """With as many digits as there are, two at least."""
    exact = usd.normalize()
    digits = exact.as_tuple().exponent
    return f"{exact:.{max(2, -digits if isinstance(digits, int) else 2)}f}"

"""A workspace's month as a table for a spreadsheet: a row an entry of the ledger."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.store.ledger import Entry
from bot.store.usage import title_of

_HEAD = (
    "date", "person", "name", "channel", "channel name", "task", "model", "pictures", "reserved usd", "spent usd",
    "perhaps not billed usd", "state",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_DIRECT, _UNSEEN = "direct message", "not seen"


def month_csv(entries: Iterable[Entry], people: Mapping[str, str], places: Mapping[str, str], zone: ZoneInfo) -> bytes:
    """Write it in UTF-8 with a byte order mark, by which Excel knows it, and CRLF (RFC 4180).

    people: names by user id. places: names by id of the conversations that the reader can see; of all others neither
    id nor name is told. No cell begins as a formula does (owasp.org/www-community/attacks/CSV_Injection).
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    for entry in entries:
        writer.writerow([_safe(cell) for cell in _cells(entry, people, places, zone)])
    return text.getvalue().encode("utf-8-sig")


def _cells(entry: Entry, people: Mapping[str, str], places: Mapping[str, str], zone: ZoneInfo) -> list[str]:
    when = datetime.fromtimestamp(entry.ended_at or entry.reserved_at, zone)
    return [
        when.strftime("%Y-%m-%d %H:%M:%S"),
        entry.user_id,
        people.get(entry.user_id, ""),
        *_place(entry.channel_id, places),
        entry.task,
        title_of(entry.model_id or ""),
        str(entry.pictures),
        *(_amount(usd) for usd in (entry.reserved, entry.spent, entry.unknown)),
        entry.state,
    ]


def _place(channel_id: str, places: Mapping[str, str]) -> tuple[str, str]:
    if channel_id.startswith("D"):
        return "", _DIRECT
    return (channel_id, places[channel_id]) if channel_id in places else ("", _UNSEEN)


def _amount(usd: Decimal) -> str:
    return f"{usd:f}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

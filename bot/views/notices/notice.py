"""A notice to one person: paragraphs with `code` in them, lists, and lines to copy.

It is built as rich_text, where nothing that a user wrote can act: no mention pings, no link unfurls, no sign formats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.views.message import Message
from bot.views.text import clip, escape_mrkdwn

_SHOWN = 100  # characters of a user's value in a sentence
_COPIED = 2900  # a longer line is not offered for copying: Slack might cut it
WHEN = "\ufffc"  # Unicode's own stand-in for what isn't text
_DATE = "{date_short_pretty}, {time}"
_TEXT = 3900  # chat.postMessage advises 4,000


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """A line to copy, shown alone and whole."""

    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Paragraphs as a bulleted list."""

    items: "tuple[str | Dated, ...]"


@dataclass(frozen=True, slots=True)
class Dated:
    """A paragraph with a time where `WHEN` stands in it: each reader sees it in their own zone and language.

    at: seconds since 1970.
    """

    paragraph: str
    at: float

    @property
    def fallback(self) -> str:
        return datetime.fromtimestamp(self.at, UTC).strftime("%Y-%m-%d %H:%M UTC")


Part = str | Copied | Listed | Dated


def notice(parts: Sequence[Part]) -> Message:
    """Build one of paragraphs; between backticks in them stands code. There is at least one."""
    kept = [part for part in parts if not isinstance(part, Copied) or len(part.line) <= _COPIED]
    text = clip("\n".join(_fallback(part) for part in kept), _TEXT)
    return {"text": text, "blocks": [{"type": "rich_text", "elements": [_element(part) for part in kept]}]}


def shown(value: str) -> str:
    """A user's value as part of a sentence: short, on one line, without backticks of its own."""
    return clip(" ".join(value.replace("`", "\u02cb").split()), _SHOWN)


def _element(part: Part) -> dict[str, Any]:
    match part:
        case Copied():
            return {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": part.line}]}
        case Listed():
            items = [_element(item) for item in part.items]
            return {"type": "rich_text_list", "style": "bullet", "elements": items}
        case Dated():
            date = {"type": "date", "timestamp": int(part.at), "format": _DATE, "fallback": part.fallback}
            before, _, after = part.paragraph.partition(WHEN)
            spans = [*_section(before)["elements"], date, *_section(after)["elements"]]
            return {"type": "rich_text_section", "elements": spans}
        case str():
            return _section(part)


def _section(paragraph: str) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": [_span(text, code=code) for text, code in _spans(paragraph)]}


def _span(text: str, *, code: bool) -> dict[str, Any]:
    span: dict[str, Any] = {"type": "text", "text": text}
    return {**span, "style": {"code": True}} if code else span


def _spans(paragraph: str) -> list[tuple[str, bool]]:
    """Text and whether it is code, in turn."""
    return [(text, bool(place % 2)) for place, text in enumerate(paragraph.split("`")) if text]


def _fallback(part: Part) -> str:
    match part:
        case Copied():
            return escape_mrkdwn(part.line)
        case Listed():
            return "\n".join(f"• {_fallback(item)}" for item in part.items)
        case Dated():
            return _fallback(part.paragraph).replace(WHEN, f"<!date^{int(part.at)}^{_DATE}|{part.fallback}>")
        case str():
            return "".join(f"`{escape_mrkdwn(text)}`" if code else escape_mrkdwn(text) for text, code in _spans(part))

"""Who changed what, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.store.audit import Noted
from bot.views.buttons import button
from bot.views.history.entries import moment
from bot.views.modal import View, modal, plain
from bot.views.rules.changes import IN_SLACK, changes, title, who

PAGE = 10
NEWEST, OLDER = "newest_audit", "older_audit"  # OLDER's value is the id to go on from
_TEXT = 2900

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditPage:
    """entries: up to PAGE. is_first: of the newest; is_last: nothing is older."""

    entries: Sequence[Noted]
    is_first: bool
    is_last: bool


def audit_view(page: AuditPage, words: Words) -> View:
    """Up to 22 blocks."""
    about = words("Changes of rules and what admins decided; nothing here can be changed or deleted.")
    entries = [block for noted in page.entries for block in _entry(noted, words)]
    nothing = {"type": "section", "text": plain(words("Nothing has been changed yet."))}
    turns = _turns(page, words)
    return modal(
        words("Who changed what"),
        [
            {"type": "context", "elements": [plain(about)]},
            *(entries or [nothing]),
            *([{"type": "actions", "elements": turns}] if turns else []),
        ],
        words,
    )


def _entry(noted: Noted, words: Words) -> list[Block]:
    said = f"{who(noted, words, IN_SLACK)} · {moment(noted.at)}"
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": _done(noted, words)}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": said}]},
    ]


def _done(noted: Noted, words: Words) -> str:
    """As many lines as there is room for: half a mention says nothing."""
    said = f"*{title(noted, words, IN_SLACK)}*"
    for line in changes(noted, words, IN_SLACK):
        if len(said) + len(line) > _TEXT:
            return f"{said}\n…"
        said = f"{said}\n• {line}"
    return said


def _turns(page: AuditPage, words: Words) -> list[Block]:
    newest = [] if page.is_first else [button(words("Newest changes"), NEWEST, "newest")]
    older = [] if page.is_last else [button(words("Older changes"), OLDER, str(page.entries[-1].id))]
    return [*newest, *older]

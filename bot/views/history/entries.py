"""A picture in a list: the image, its words, when and where it was made, and the way back to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.locale import Words
from bot.orders.order import Order
from bot.store.history import Cursor, Entry
from bot.store.jobs import State
from bot.views.buttons import button
from bot.views.modal import plain
from bot.views.text import clip

EDIT_FOUND = "edit_found_picture"  # the value is a PictureId
OLDER, NEWER = "older_pictures", "newer_pictures"  # the value is a Cursor
_PROMPT = 300
_ALT_TEXT = 500  # of Slack's 2,000: a view holds 250 KB in all

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hung:
    """An entry and the address of its message, None where there is no message to look at."""

    entry: Entry
    link: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wall:
    """One page of pictures. Not `is_known`: Slack didn't say what the reader may see, so there are none."""

    hung: Sequence[Hung]
    older: Cursor | None = None
    newer: Cursor | None = None
    is_known: bool = True


def wall_blocks(wall: Wall, reader: str, words: Words, gone: Collection[str] = ()) -> list[Block]:
    """The page and the buttons beside it, three blocks a picture. reader: a user id; gone: files that Slack lost."""
    blocks = [block for hung in wall.hung for block in _entry(hung, reader, words, gone)]
    turns = [
        *([button(words("Newer"), NEWER, str(wall.newer))] if wall.newer else []),
        *([button(words("Older"), OLDER, str(wall.older))] if wall.older else []),
    ]
    return [*blocks, *([{"type": "actions", "elements": turns}] if turns else [])]


def files_of(wall: Wall) -> list[str]:
    """Slack's ids of all that the page shows."""
    return [hung.entry.file_id for hung in wall.hung if hung.entry.file_id]


def moment(seconds: float) -> str:
    """A time as mrkdwn: each reader sees it in their own zone and language."""
    written = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(seconds)}^{{date_short_pretty}} {{time}}|{written}>"


def place_words(channel_id: str, words: Words) -> str:
    """A conversation as mrkdwn."""
    return words("our direct messages") if channel_id.startswith("D") else f"<#{channel_id}>"


def _entry(hung: Hung, reader: str, words: Words, gone: Collection[str]) -> list[Block]:
    picture = hung.entry.picture
    prompt = Order.from_json(picture.job.request).prompt
    edit = button(words("Edit"), EDIT_FOUND, str(picture.id), label=words("Edit: change words and settings in a form"))
    said = plain(clip(prompt, _PROMPT) or words("A picture without words"))
    return [
        *_image(hung.entry, prompt, words, gone),
        {"type": "section", "text": said, "accessory": edit},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": " · ".join(_facts(hung, reader, words, gone))}]},
    ]


def _image(entry: Entry, prompt: str, words: Words, gone: Collection[str]) -> list[Block]:
    if entry.file_id is None or entry.file_id in gone:
        return []
    if entry.count > 1:
        tail = words.plural(". {n} AI-generated picture", ". {n} AI-generated pictures, numbered", entry.count)
    else:
        tail = words(". AI-generated picture")
    alt = clip(prompt, _ALT_TEXT - len(tail)) + tail
    return [{"type": "image", "slack_file": {"id": entry.file_id}, "alt_text": alt}]


def _facts(hung: Hung, reader: str, words: Words, gone: Collection[str]) -> list[str]:
    entry, job = hung.entry, hung.entry.picture.job
    place = place_words(entry.place, words)
    return [
        *([] if job.user_id == reader else [f"<@{job.user_id}>"]),
        moment(entry.picture.drawn_at),
        f"<{hung.link}|{words('see it there')}>: {place}" if hung.link else place,
        *([words.plural("{n} picture", "{n} pictures", entry.count)] if entry.count > 1 else []),
        *([words("cancelled while it was drawn, so not shown")] if job.state is State.CANCELLED else []),
        *([words("its file is gone from Slack")] if entry.file_id is None or entry.file_id in gone else []),
    ]

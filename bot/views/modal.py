"""A view that only says something: what came of a press in the view that it takes the place of."""

from collections.abc import Sequence
from typing import Any

from bot.locale import Words
from bot.views.message import Message
from bot.views.text import clip

View = dict[str, Any]
_TITLE = 24


def modal(title: str, blocks: Sequence[Message], words: Words, **more: Any) -> View:  # noqa: ANN401  # a view's fields
    """Build a view with a way out; `title` up to 24 characters, up to 100 blocks."""
    return {
        "type": "modal",
        "title": plain(clip(title, _TITLE)),
        "close": plain(words("Close")),
        "blocks": list(blocks),
        **more,
    }


def said_view(message: Message, words: Words) -> View:
    """Put a message's blocks into a view."""
    return modal(words("Picture"), message["blocks"], words)


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}

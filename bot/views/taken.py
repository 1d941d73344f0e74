"""What the asker is told, alone, as soon as a request is taken: place in line, what was left out, a hint."""

from collections.abc import Sequence

from bot.jobs.enqueue import Enqueued
from bot.locale import Words
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.notices import lines_notice


def taken(enqueued: Enqueued, notes: Sequence[str], words: Words) -> Message | None:
    """Build the answer, or None when drawing starts at once and there is nothing else to say."""
    place = in_line(enqueued.job.id, enqueued.wait, words) if enqueued.wait.ahead else None
    messages = [message for message in (place, lines_notice(notes)) if message]
    if not messages:
        return None
    return {
        "text": "\n".join(message["text"] for message in messages),
        "blocks": [block for message in messages for block in message["blocks"]],
    }

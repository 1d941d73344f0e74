"""What the asker alone is told as soon as a request is taken: place in line, flags left out, a hint, what is left."""

from collections.abc import Sequence

from bot.jobs.enqueue import Enqueued
from bot.locale import Words
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.notices import lines_notice
from bot.views.notices.limits import left_part
from bot.views.notices.notice import notice


def taken(enqueued: Enqueued, notes: Sequence[str], words: Words) -> Message | None:
    """Build the answer, or None when drawing starts at once and there is nothing else to say."""
    place = in_line(enqueued.job.id, enqueued.wait, words) if enqueued.wait.ahead else None
    return _joined(place, lines_notice(notes), left_notice(enqueued, words))


def with_left(message: Message, enqueued: Enqueued, words: Words) -> Message:
    """The same, and what is left of a limit where that is little."""
    return _joined(message, left_notice(enqueued, words)) or message


def left_notice(enqueued: Enqueued, words: Words) -> Message | None:
    return notice([left_part(enqueued.left, words)]) if enqueued.left else None


def _joined(*found: Message | None) -> Message | None:
    messages = [message for message in found if message]
    if not messages:
        return None
    return {
        "text": "\n".join(message["text"] for message in messages),
        "blocks": [block for message in messages for block in message["blocks"]],
    }

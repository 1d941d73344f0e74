"""What becomes of a question once it is answered: the words that take its place."""

from bot.locale import Words
from bot.store.line import Wait
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.notices.notice import notice


def drawing_notice(job_id: str, count: int, wait: Wait, words: Words, command: str) -> Message:
    """Say that what was asked about is drawn; `wait` is the first one's."""
    if count == 1:
        return in_line(job_id, wait, words) if wait.ahead else being_drawn_notice(words)
    lines = [words("{n} requests are taken.", n=count)]
    if wait.ahead:
        lines.append(words("The first: {place}", place=in_line(job_id, wait, words)["text"]))
    return notice([*lines, _see_queue(words, command)])


def being_drawn_notice(words: Words) -> Message:
    return notice([words("It is being drawn.")])


def dropped_notice(words: Words) -> Message:
    return notice([words("Nothing was drawn and nothing spent.")])


def drawn_already_notice(words: Words, command: str) -> Message:
    """Somebody draws and then cancels, in an old copy of the question."""
    return notice(
        [
            words("Too late: it is being drawn already."),
            _see_queue(words, command),
        ]
    )


def stale_question(words: Words) -> Message:
    """Older than a day, forged, or another person's: which of them is nobody's business."""
    return notice(
        [
            words("This question isn't open any more, so nothing was drawn and nothing spent."),
            words("Questions are kept for a day, for the person who was asked. Type your line again."),
        ]
    )


def _see_queue(words: Words, command: str) -> str:
    return words("`{command} queue` shows those that wait, each with a Cancel button.", command=command)

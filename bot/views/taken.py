"""What the asker is told, alone, as soon as a request is taken: place in line, what was left out, a hint."""

from bot.locale import Words
from bot.prompt_line import Request
from bot.store.jobs import Job
from bot.store.line import Wait
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.notices import request_notes


def taken(job: Job, wait: Wait, request: Request, words: Words) -> Message | None:
    """Build the answer, or None when drawing starts at once and there is nothing else to say."""
    messages = [in_line(job.id, wait, words)] if wait.ahead else []
    messages += request_notes(request, words, job.command)
    if not messages:
        return None
    return {
        "text": "\n".join(message["text"] for message in messages),
        "blocks": [block for message in messages for block in message["blocks"]],
    }

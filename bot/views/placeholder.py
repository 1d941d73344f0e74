"""What stands in the channel while a picture is drawn: who asked, never what for."""

from bot.locale import Words
from bot.store.jobs import Job
from bot.views.message import Message


def placeholder(job: Job, words: Words) -> Message:
    return _said(words("A picture for <@{user}> is being drawn …", user=job.user_id))


def not_drawn(job: Job, words: Words) -> Message:
    return _said(words("The picture for <@{user}> was not drawn.", user=job.user_id))


def _said(text: str) -> Message:
    """Say one line of our own words; what a user wrote must not be in it."""
    block = {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}
    return {"text": text, "blocks": [block], "unfurl_links": False, "unfurl_media": False}

"""What stands in the channel while a picture is drawn: who asked, never what for."""

from datetime import UTC, datetime

from bot.locale import Words
from bot.orders.order import Order
from bot.store.jobs import Job
from bot.views.message import Message


def placeholder(job: Job, words: Words) -> Message:
    count = Order.from_json(job.request).number_of_images
    if count > 1:
        return _waiting(
            words("{count} pictures for <@{user}> are being drawn …", count=count, user=job.user_id), job, words
        )
    return _waiting(words("A picture for <@{user}> is being drawn …", user=job.user_id), job, words)


def progress(job: Job, done: int, count: int, words: Words) -> Message:
    """The same once `done` of `count` pictures are drawn."""
    text = words("{done} of {count} pictures for <@{user}> are drawn …", done=done, count=count, user=job.user_id)
    return _waiting(text, job, words)


def not_drawn(job: Job, words: Words) -> Message:
    return _said(words("The picture for <@{user}> was not drawn.", user=job.user_id))


def _waiting(text: str, job: Job, words: Words) -> Message:
    """Add when it was asked for: Slack itself keeps that up to date, in each reader's language."""
    time = datetime.fromtimestamp(job.asked_at, UTC).strftime("%H:%M")
    asked, otherwise = words("Asked {ago}", ago="{ago}"), words("Asked at {time} UTC", time=time)
    return {**_said(f"{text} · <!date^{int(job.asked_at)}^{asked}|{otherwise}>"), "text": text}


def _said(text: str) -> Message:
    """Say one line of our own words; what a user wrote must not be in it."""
    block = {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}
    return {"text": text, "blocks": [block], "unfurl_links": False, "unfurl_media": False}

"""What stays of a picture's message that people replied to, and what is asked before one is deleted."""

from typing import Any

from bot.locale import Words
from bot.views.buttons import DELETE, button, confirmation
from bot.views.message import Message


def deleted_message(user_id: str, words: Words) -> Message:
    return _said(words("<@{user}> deleted the picture that stood here.", user=user_id))


def erased_message(words: Words) -> Message:
    """Where somebody has erased their data: it names nobody."""
    return _said(words("The picture that stood here was deleted."))


def _said(text: str) -> Message:
    return {"text": text, "blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}]}


def delete_button(value: str, words: Words, *, count: int) -> dict[str, Any]:
    """Ask before it is sent. `count` of the pictures that go: all that the message shows."""
    everywhere = words("It goes from every channel, from Slack's files and from everybody's saved pictures, for good.")
    what = words.plural("This deletes {n} picture.", "This deletes all {n} pictures of this message.", count)
    asked = confirmation(words("Delete?"), f"{what} {everywhere}", words("Delete"), words("Keep"))
    return button(words("Delete"), DELETE, value, style="danger", confirm=asked)

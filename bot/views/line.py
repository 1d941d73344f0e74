"""What the asker alone is told about waiting and cancelling."""

from bot.locale import Words
from bot.store.line import Wait
from bot.views.buttons import CANCEL, button
from bot.views.message import Message

_MINUTE = 60


def in_line(job_id: str, wait: Wait, words: Words) -> Message:
    """Say the place in line and what the guess is made from, with a button to leave it."""
    text = place_in_line(wait, words)
    section = {"type": "section", "text": {"type": "plain_text", "text": text}}
    return {
        "text": text,
        "blocks": [section, {"type": "actions", "elements": [button(words("Cancel"), CANCEL, job_id)]}],
    }


def place_in_line(wait: Wait, words: Words) -> str:
    """Say it in one sentence; there is somebody ahead."""
    place, time = words.ordinal(wait.ahead), _about(wait.seconds, words)
    if not wait.sample:
        return words("{place} in line, about {time}.", place=place, time=time)
    return words.plural(
        "{place} in line, about {time} (from the last picture).",
        "{place} in line, about {time} (from the last {n} pictures).",
        wait.sample,
        place=place,
        time=time,
    )


def _about(seconds: float, words: Words) -> str:
    if seconds < _MINUTE:
        rounded = max(5, round(seconds / 5) * 5)
        return words.plural("{n} second", "{n} seconds", rounded)
    return words.plural("{n} minute", "{n} minutes", round(seconds / _MINUTE))

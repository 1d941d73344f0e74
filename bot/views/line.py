"""What the asker alone is told about waiting and cancelling."""

from bot.locale import Words
from bot.store.line import Wait
from bot.views.buttons import CANCEL, button
from bot.views.message import Message

_MINUTE = 60


def in_line(job_id: str, wait: Wait, words: Words) -> Message:
    """Say the place in line, with a button to leave it."""
    text = words("{place} in line, about {time}.", place=_ordinal(wait.ahead, words), time=_about(wait.seconds, words))
    section = {"type": "section", "text": {"type": "plain_text", "text": text}}
    return {
        "text": text,
        "blocks": [section, {"type": "actions", "elements": [button(words("Cancel"), CANCEL, job_id)]}],
    }


def _about(seconds: float, words: Words) -> str:
    if seconds < _MINUTE:
        rounded = max(5, round(seconds / 5) * 5)
        return words.plural("{n} second", "{n} seconds", rounded)
    return words.plural("{n} minute", "{n} minutes", round(seconds / _MINUTE))


def _ordinal(n: int, words: Words) -> str:
    if n % 100 in {11, 12, 13}:
        return words("{n}th", n=n)
    match n % 10:
        case 1:
            return words("{n}st", n=n)
        case 2:
            return words("{n}nd", n=n)
        case 3:
            return words("{n}rd", n=n)
        case _:
            return words("{n}th", n=n)

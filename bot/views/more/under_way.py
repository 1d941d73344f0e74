"""What stands in a view once its entry is being drawn."""

from enum import Enum, auto

from bot.locale import Words
from bot.views.modal import View, modal, plain


class Landing(Enum):
    """Where the picture will stand."""

    THREAD = auto()
    CHANNEL = auto()
    DIRECT = auto()


def under_way_view(landing: Landing, place: str, words: Words) -> View:
    """Build it; `place` is the place in line in words, "" where drawing starts at once. Closing it closes all."""
    said = "\n".join(filter(None, (_where(landing, words), place)))
    return modal(words("Under way"), [{"type": "section", "text": plain(said)}], words, clear_on_close=True)


def _where(landing: Landing, words: Words) -> str:
    match landing:
        case Landing.THREAD:
            return words("It is being drawn and will stand in the picture's thread.")
        case Landing.CHANNEL:
            return words("It is being drawn and will stand in the channel.")
        case Landing.DIRECT:
            return words("It is being drawn and will stand in our direct messages.")

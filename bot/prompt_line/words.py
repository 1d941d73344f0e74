"""The words that ask for something other than a picture, if nothing else is written."""

import re
from enum import StrEnum

_HELP = re.compile(r"[-–—]{0,2}help|--?h|\?", re.IGNORECASE)  # noqa: RUF001  (dashes as phones make them)


class Word(StrEnum):
    """A whole line. FORM is an empty one too: who typed nothing is shown what can be typed."""

    HELP = "help"
    HISTORY = "history"
    SETTINGS = "settings"
    RULES = "rules"
    MODELS = "models"
    QUEUE = "queue"
    USAGE = "usage"
    FORM = "form"


def word_of(text: str) -> Word | None:
    """The word that `text` is, in any case."""
    if not text:
        return Word.FORM
    if _HELP.fullmatch(text):
        return Word.HELP
    return next((word for word in Word if word == text.lower()), None)

"""In which script a prompt is written: what the models read at all."""

import unicodedata

from bot.prompt_line.scanning import unquoted

_LATIN_END = "\u0250"  # below it every letter is Latin


def is_mostly_foreign(prompt: str) -> bool:
    """Whether more of its letters are of another script than Latin; text in double quotes is lettering, not words.

    French or Vietnamese in Latin script is not told from English: of a prompt's few words nobody can do so reliably.
    """
    letters = [letter for letter in unquoted(prompt) if letter.isalpha()]
    foreign = sum(not _is_latin(letter) for letter in letters)
    return foreign > len(letters) - foreign


def _is_latin(letter: str) -> bool:
    return letter < _LATIN_END or "LATIN" in unicodedata.name(letter, "")

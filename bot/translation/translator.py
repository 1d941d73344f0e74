"""A whole text into English: what is lettered or known already is kept, and long ones go in pieces."""

from collections.abc import Mapping
from typing import Protocol

from bot.translation.amazon import TEXT_BYTES
from bot.translation.shielding import apart, has_words, pieces, shielded, unshielded
from titan_core.prompting.lettering import STRAIGHT

_AROUND = " \t\r\n,;"  # stays where it is: translators trim it


class Translates(Protocol):
    """One text of at most 10,000 bytes into English; English comes back untouched."""

    def english(self, text: str) -> str: ...


def english_of(text: str, known: Mapping[str, str], service: Translates) -> str:
    """The text in English, itself if it is English. known: translations that stand, of it or of parts of it.

    Raises TranslationError.
    """
    return "".join(
        known[part] if place % 2 else _unknown(part, service) for place, part in enumerate(apart(text, list(known)))
    )


def known_in(text: str, known: Mapping[str, str]) -> str:
    """The text with only what is known in English."""
    return "".join(known[part] if place % 2 else part for place, part in enumerate(apart(text, list(known))))


def _unknown(text: str, service: Translates) -> str:
    core = text.strip(_AROUND)
    if not has_words(core):
        return text
    english = _sentence(core, service)
    if english.casefold() == core.casefold():
        return text
    before, _, after = text.partition(core)
    return f"{before}{english}{after}"


def _sentence(text: str, service: Translates) -> str:
    marked, kept = shielded(text)
    english = unshielded(_long(marked, service), kept)
    return _around_quotes(text, service) if english is None else english


def _around_quotes(text: str, service: Translates) -> str:
    """What stands between the quotes, each by itself: less well put, but the lettering is whole."""
    quoted = [*STRAIGHT.findall(text), ""]
    between = [_spaced(part, service) for part in STRAIGHT.split(text)]
    return "".join(part + quote for part, quote in zip(between, quoted, strict=True))


def _long(text: str, service: Translates) -> str:
    return "".join(_spaced(piece, service) for piece in pieces(text, TEXT_BYTES))


def _spaced(text: str, service: Translates) -> str:
    core = text.strip()
    if not has_words(core):
        return text
    before, _, after = text.partition(core)
    return f"{before}{service.english(core)}{after}"

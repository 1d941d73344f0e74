"""Text brought to one form, in which what looks the same is the same; for rules and for prompts alike."""

import re
import unicodedata
from collections.abc import Iterator

from bot.rules.look_alikes import EITHER, look_alikes

# Marks on letters (accents, Hebrew points, Arabic vowels, tatweel) and what isn't seen: soft hyphens, joiners, fillers,
# bidi controls, variation selectors, tags. Vowel signs of Indic scripts and dakuten are a letter's own and stay.
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_I_AMONG_OTHERS = re.compile("(?<=[a-z])I|(?<=[A-Z])l(?=[A-Z])")  # kiII and KlLL; not India, nor MAIL
_LEET = str.maketrans({
    "0": "o", "1": EITHER, "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "!": EITHER, "|": EITHER,
})  # fmt: skip
_RUN = re.compile(r"[\w@$€!|]+")
_MIXED = re.compile(r"[^\W\d_][\d@$€!|]|[\d@$€!|][^\W\d_]")
_DIGITS = re.compile(r"(?<=[^\W\d_])\d+|(?<!\d)\d+(?=[^\W\d_])")
_INSIDE = re.compile(r"(?<=[^\W_])(?:[^\w\s]|_){1,3}(?=[^\W_])")


def plain(text: str) -> str:
    """Without case, widths, accents and what isn't seen; each script stays its own."""
    return unicodedata.normalize("NFC", _decomposed(text).casefold())


def skeleton(text: str) -> str:
    """As `plain`, and letters that look Latin are; EITHER stands for what may be an i or an l."""
    latin = _decomposed(text.translate(look_alikes())).translate(look_alikes()) if not text.isascii() else text
    return unicodedata.normalize("NFC", _I_AMONG_OTHERS.sub(EITHER, latin).casefold())


def folded(text: str) -> list[str]:
    """Both forms, or one where they are the same."""
    return list(dict.fromkeys((plain(text), skeleton(text))))


def readings(form: str) -> Iterator[str]:
    """The ways in which one of these forms may be read, each once, as it stands first."""
    ways = (form, _RUN.sub(_letters, form), _DIGITS.sub(" ", form))
    return iter(dict.fromkeys(read for way in ways for read in (way, joined(way))))


def joined(form: str) -> str:
    """Without the signs between letters that no space parts."""
    return _INSIDE.sub("", form)


def _decomposed(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKD", text))


def _letters(found: re.Match[str]) -> str:
    """Digits beside letters as the letters they stand for; a `!` at the end is what it says."""
    word = found[0]
    return word.rstrip("!|").translate(_LEET) if _MIXED.search(word) else word

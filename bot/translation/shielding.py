"""What a translator must leave as it is, and texts cut to the length that it takes: pure.

What stands in straight double quotes is lettering. It is sent as a number in an element marked `translate="no"`, so
that the sentence around it is translated as one (Amazon Translate developer guide, "Using do-not-translate").
"""

import re
from collections.abc import Iterator, Sequence

from titan_core.prompting.lettering import STRAIGHT

_MARKED = '<span translate="no">"{}"</span>'
_MARK = re.compile(r"""<span translate\s*=\s*["']?no["']?\s*>\s*"?(\d+)"?\s*</span>""", re.IGNORECASE)
# Where a text may be cut: after a sentence, after a comma, between words. CJK has wide signs of its own, and no spaces.
_BORDERS = tuple(
    map(
        re.compile,
        (
            r"(?<=[.!?])\s+|(?<=[\n\u3002\uff01\uff1f])",
            r"(?<=[,;:])\s+|(?<=[\u3001\uff0c\uff1a\uff1b])",
            r"\s+",
        ),
    )
)


def has_words(text: str) -> bool:
    """Whether there is anything to translate outside the quotes."""
    return any(map(str.isalpha, STRAIGHT.sub("", text)))


def shielded(text: str) -> tuple[str, list[str]]:
    """The text with a mark for each quoted stretch, and these stretches, quotes included."""
    kept: list[str] = []

    def mark(quoted: re.Match[str]) -> str:
        kept.append(quoted[0])
        return _MARKED.format(len(kept))

    return STRAIGHT.sub(mark, text), kept


def unshielded(text: str, kept: Sequence[str]) -> str | None:
    """The quoted stretches where their marks stand; None unless each mark came back once."""
    numbers = sorted(int(number) for number in _MARK.findall(text))
    if numbers != list(range(1, len(kept) + 1)):
        return None
    return _MARK.sub(lambda mark: kept[int(mark[1]) - 1], text)


def apart(text: str, known: Sequence[str]) -> list[str]:
    """Cut into what is one of `known`, whole words, and what is between, in turn: every second piece is known."""
    found = "|".join(re.escape(part) for part in sorted(filter(None, known), key=len, reverse=True))
    return re.split(rf"(?<!\w)({found})(?!\w)", text) if found else [text]


def pieces(text: str, limit: int) -> list[str]:
    """At most `limit` bytes of UTF-8 each, cut where it hurts least; put together they are the text again."""
    return list(_pieces(text, limit, 0))


def _pieces(text: str, limit: int, border: int) -> Iterator[str]:
    if _size(text) <= limit:
        yield text
    elif border == len(_BORDERS):
        yield from _hard(text, limit)
    else:
        for part in _packed(_split(text, _BORDERS[border]), limit):
            yield from _pieces(part, limit, border + 1)


def _split(text: str, border: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for found in border.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]


def _packed(parts: Iterator[str], limit: int) -> Iterator[str]:
    """As many parts together as fit."""
    held = ""
    for part in parts:
        if held and _size(held) + _size(part) > limit:
            yield held
            held = ""
        held += part
    yield held


def _hard(text: str, limit: int) -> Iterator[str]:
    """A word of thousands of letters: cut anywhere. A character is at most four bytes."""
    step = limit // 4
    yield from (text[start : start + step] for start in range(0, len(text), step))


def _size(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))

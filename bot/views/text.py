"""What a user wrote, made fit to be shown where Slack would read it as markup, and cut to length."""

import re
import unicodedata

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Signs that format are replaced by ones that look alike: Slack has no escape for them.
_LOOK_ALIKES = str.maketrans({"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"})
_JOINER = "\u2060"  # invisible, without width; after it nothing is a mention, a link, an emoji code or a quote
_ACTS = re.compile(r"(?<=@)(?=\w)|(?<=:)(?=//|[\w+-]+:)|(?=\.[^\W\d_])(?<=\w)|(?m:^(?=>))")
_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


def escape_mrkdwn(text: str) -> str:
    """`text` for a field that Slack reads as mrkdwn: it pings, links, formats and quotes nothing, and looks the same.

    For fallback texts; where blocks can be used, plain_text and rich_text show a text as it is.
    """
    return _ACTS.sub(_JOINER, text.translate(_LOOK_ALIKES)).translate(_ENTITIES)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, the last one "…" if something was cut off; never half an emoji or a bare accent."""
    if len(text) <= limit:
        return text
    end = max(limit - 1, 0)
    while end and _joins(text, end):
        end -= 1
    return (text[:end].rstrip() + "…")[:limit]


def _joins(text: str, at: int) -> bool:
    """Whether the character at `at` is shown as one with the one before it."""
    before, code = text[at - 1], ord(text[at])
    if before == _ZERO_WIDTH_JOINER or text[at] == _ZERO_WIDTH_JOINER or code in _SKIN_TONES:
        return True
    if code in _FLAGS:
        return _flags_before(text, at) % 2 == 1
    return unicodedata.category(text[at]).startswith("M")


def _flags_before(text: str, at: int) -> int:
    """How many letters of country flags, which come in pairs, stand right before `at`."""
    start = at
    while start and ord(text[start - 1]) in _FLAGS:
        start -= 1
    return at - start

"""Where a flag's value ends: at white space, or at punctuation that closes it."""

import re

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"  # the hyphen of ASCII and its look-alikes
SEPARATORS = ",;!?、。\uff0c\uff1b\uff01\uff1f"  # a name ends at them; full-width ones are typed without spaces
# What may stand between a flag and its value. It isn't taken off a dash, which would begin a flag then.
BEFORE_VALUE = re.compile(f"[=\uff1d {SEPARATORS}]*(?![{DASHES}])")
_CLOSING = r",.;!?…)\]}、。"
PUNCTUATION = re.compile(rf"[{_CLOSING}]+")
# `2:3, in snow`, `7。` and `8)` are values with punctuation after them; `1,000` and `2.3` are one thing.
_END = rf"(?=[{_CLOSING}]*(?:\s|$)|[,;!?…、。](?![0-9]))"
_DIGITS = 20  # more than any limit has, fewer than Python refuses to read


def value(pattern: str) -> re.Pattern[str]:
    """Match `pattern` where a value begins, if it ends as a value does."""
    return re.compile(rf"(?:{pattern}){_END}", re.IGNORECASE)


TOKEN = re.compile(rf'"[^"]*"{_END}|(?:[^\s,;!?…、。]|,(?=[0-9]))*[^\s{_CLOSING}]')
PAIR = value(rf"0*([0-9]{{1,{_DIGITS}}})\s*[:∶/x×*]\s*0*([0-9]{{1,{_DIGITS}}})")  # noqa: RUF001  (as people write it)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ASCII; every character keeps its place."""
    return text.translate(_HALF_WIDTH)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

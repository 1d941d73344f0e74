"""What was typed, as it was meant: Slack's escapes undone, curly quotes straight, invisible characters gone."""

import re
from collections.abc import Iterator

from bot.prompt_line.extents import DASHES

_STRAIGHT = str.maketrans({**dict.fromkeys("\u201c\u201d\u201e\u201f\uff02", '"'), **dict.fromkeys("‘’‚‛", "'")})  # noqa: RUF001  (the curly ones are the point)
# Zero width space, word joiner, byte order mark, direction marks and overrides, control characters but white space,
# lone surrogates. Joiners stay: emoji, Persian and Indic words are made with them.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
# In a message every `<` that someone typed arrives as `&lt;`: what stands in `<…>` is Slack's. In a command's text it
# may have been typed, so there only Slack's own forms count.
_WRAPPER_IN_MESSAGE = re.compile(r"<([^<>]*)>")
_WRAPPER = re.compile(r"<((?:[@#!]|https?://|mailto:|tel:)[^<>]*)>")
_CODE = re.compile(r"\s*(`{3}|`)([^`]+)\1\s*")  # a whole line set as code, to keep Slack's editor off it
_ENTITY = re.compile(r"&(amp|lt|gt);")
_FLAG = re.compile(rf"[{DASHES}]+[^\W\d_]+")  # a quote after it begins the flag's value
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">"}
_SIGILS = {"@": "@", "#": "#", "!": ""}


def clean(text: str, *, from_message: bool = False) -> str:
    """One line of words parted by single spaces; quotes and escapes as in the module's first sentence."""
    if from_message and (code := _CODE.fullmatch(text)):
        text = code[2]
    text = (_WRAPPER_IN_MESSAGE if from_message else _WRAPPER).sub(_unwrap, text)
    text = _ENTITY.sub(lambda found: _CHARACTER[found[1]], text)
    return " ".join(_INVISIBLE.sub("", text.translate(_STRAIGHT)).split())


def protect(text: str) -> str:
    """`text` written so that `clean` gives it back."""
    text = _ENTITY.sub(r"&amp;\1;", text)
    return _WRAPPER.sub(r"&lt;\1&gt;", text)


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where closed pairs of double quotes stand: (start, end), both quotes included.

    A quote at the end of a word opens nothing, so that `12" ruler` measures and `"12" ruler` still quotes.
    """
    opened: int | None = None
    for found in re.finditer('"', text):
        at = found.start()
        if opened is not None:
            yield opened, at + 1
            opened = None
        elif not _ends_word(text, at):
            opened = at


def has_open_quote(text: str) -> bool:
    """Whether a quote in it would pair with one that follows."""
    ends = [end for _, end in quoted(text)]
    rest = ends[-1] if ends else 0
    return any(not _ends_word(text, found.start()) for found in re.compile('"').finditer(text, rest))


def _ends_word(text: str, at: int) -> bool:
    word, after = text[text.rfind(" ", 0, at) + 1 : at], text[at + 1 : at + 2]
    return word[-1:].isalnum() and not after.isalnum() and not _FLAG.fullmatch(word)


def _unwrap(found: re.Match[str]) -> str:
    """`<@U1|ann>` → `@ann`, `<#C1|art>` → `#art`, `<!here>` → `@here`, `<https://a.b|a.b>` → `a.b`."""
    target, _, label = found[1].partition("|")
    sigil, name = target[:1], target[1:]
    if sigil not in _SIGILS:
        return label or target
    if sigil == "!":
        return label or f"@{name}"
    return sigil + (label or name).removeprefix(sigil)

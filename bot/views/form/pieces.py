"""A long text in several fields, since Slack's take 3,000 characters each, and the text again."""

from collections.abc import Sequence

LONGEST = 3000  # what a plain_text_input takes, counted as JavaScript does: an emoji is two
_FULL = LONGEST - 1  # a piece so long goes on in the next one without a space
_SHORTEST = 2700  # so that 10,000 characters never need a fifth field for their spaces' sake


def pieces(text: str) -> list[str]:
    """`text` in pieces that fit, parted at a space where there is one; `joined` makes `text` of them again.

    At least one. White space inside is kept, but not at the ends: Slack may trim it.
    """
    found = []
    rest = text.strip()
    while _length(rest) > LONGEST:
        end = _end(rest)
        found.append(rest[:end])
        rest = rest[end:].removeprefix(" ") if _length(found[-1]) < _FULL else rest[end:]
    return [*found, rest]


def joined(parts: Sequence[str]) -> str:
    """One text of what stands in the fields: words in two fields are two words, unless the first field is full."""
    text = ""
    for before, part in zip(["", *parts], parts, strict=False):
        gap = " " if text and part and _length(before) < _FULL else ""
        text += gap + part
    return text


def _end(text: str) -> int:
    """Where the first piece ends: at the last space, or where the field is full."""
    full = _fitting(text)
    space = text.rfind(" ", 0, full - 1)
    return space if space > 0 and _SHORTEST <= _length(text[:space]) < _FULL else full


def _fitting(text: str) -> int:
    """How many characters of it fill a field."""
    end = min(LONGEST, len(text))
    while _length(text[:end]) > LONGEST:
        end -= max(1, (_length(text[:end]) - LONGEST) // 2)
    return end


def _length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)

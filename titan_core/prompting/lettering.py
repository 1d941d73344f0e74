"""Words that are to be drawn as lettering: a model letters what stands in straight double quotes."""

import re
from collections.abc import Iterator

STRAIGHT = re.compile(r'"[^"]*"')

_BEARERS = (
    "signs?|signboards?|signposts?|banners?|posters?|placards?|billboards?|labels?|plaques?|stickers?|badges?|logos?|"
    "notes?|cards?|boards?|blackboards?|chalkboards?|screens?|headlines?|captions?|t-?shirts?|shirts?|caps?|mugs?|"
    "flags?|tattoos?|tombstones?|gravestones?|license plates?|letters|lettering|graffiti|neons?|speech bubbles?|cakes?"
)
_READS = r"(?:(?:that|which)\s+)?(?:reading|reads?|saying|says?|said|spelling(?:\s+out)?|spells(?:\s+out)?)"
# After these comes lettering, whatever the words; after the others only if it looks like it.
_SURE = rf"\b(?:{_BEARERS})\s+{_READS}|\bthe\s+words?|\b(?:labell?ed|captioned|entitled|titled)"
_LIKELY = r"\bthe\s+(?:text|title|inscription|caption|letters|lettering|headline|slogan)|\binscribed(?:\s+with)?"
# A quote ends where no letter follows: the apostrophe in 'I'm fine' ends nothing.
_SINGLE = r"{0}((?:[^{0}{1}\"]|{1}(?=\w)){{1,200}}){1}(?!\w)"
_QUOTED = "|".join(
    (r"\u201c([^\u201c\u201d\"]{1,200})\u201d", _SINGLE.format("\u2018", "\u2019"), _SINGLE.format("'", "'"))
)
_LEADS_IN = re.compile(rf"(?:(?P<sure>{_SURE})|(?P<likely>{_LIKELY}))\b", re.IGNORECASE)
_PLAIN = r"([^\s\"\u201c\u2018',.;:!?(][^\",.;:\n()]{0,200})"
_FOLLOWS = re.compile(rf"\s*:?\s*(?:{_QUOTED}|{_PLAIN})")
_NO_LETTERING = re.compile(
    "an?|the|his|her|its|their|my|your|our|this|that|these|those|it|him|them|in|on|at|of|for|from|to|with|by|about|and|"
    "or|is|are|was|were|made|written|painted|out|like|as"
)
_ENDS_IT = re.compile("in|on|at|above|below|beside|behind|near|over|under|with|hanging|standing|held|while|as")


def unquoted(text: str) -> tuple[str, ...]:
    """The words that a prompt wants lettered and that stand in no straight double quotes.

    >>> unquoted("a shop, neon sign above a door, small sign reading OPEN in the window, mug that says 'Boss'")
    ('OPEN', 'Boss')
    >>> unquoted('a sign reading "OPEN", a girl reading a book')
    ()
    """
    plain = STRAIGHT.sub('""', text)
    return tuple(dict.fromkeys(_found(plain)))


def _found(text: str) -> Iterator[str]:
    for lead in _LEADS_IN.finditer(text):
        follows = _FOLLOWS.match(text, lead.end())
        if follows is None:
            continue
        quoted = next(filter(None, follows.groups()[:3]), "")
        words = quoted.strip() or _lettering(follows[4] or "", is_sure=lead["sure"] is not None)
        if words:
            yield words


def _lettering(words: str, *, is_sure: bool) -> str:
    """The words up to where the prompt goes on about something else; a last "in" belongs to them: The Doctor is in."""
    said = words.split()
    if not said or _NO_LETTERING.fullmatch(said[0]) or not (is_sure or said[0][0].isupper() or said[0][0].isdigit()):
        return ""
    last = len(said) - 1
    ends = (place for place in range(1, last) if _ENDS_IT.fullmatch(said[place]))
    end = next(ends, len(said))
    return " ".join(said[:end])

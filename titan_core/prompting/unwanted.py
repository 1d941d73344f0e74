"""Things that a prompt says are not there: a model reads their names and draws them."""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d')
_WORD = r"[^\W\d_][\w'\u2019-]*"
# "no" or "without", then words; "no. 5", "no, thanks" and "no-one" have no space right after "no".
_NEGATION = re.compile(rf"(?<![\w'\u2019.-])(no|without)[^\S\n]+(?=({_WORD}(?:[^\S\n]+{_WORD}){{0,7}}))", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ARTICLES = _words("a an any the")
_TURNS_OF_SPEECH = _words(
    """one matter longer doubt more less fewer other others such way wonder need sooner further question fail
    equal end idea problem to is not but and or him her you me us them it"""
)
_DOINGS = _words("being having looking showing using wearing touching smiling")
_SIGNS = _words("entry parking smoking trespassing exit vacancy")
_NOT_A_THING = _TURNS_OF_SPEECH | _DOINGS | _SIGNS
_ENDS_THE_THING = _words(
    """in on at with without no and but of to from by for around behind near over under above below beside between
    into inside outside while just only allowed whatsoever visible anywhere is are that which who as a an any the"""
)
_LONGEST = 3  # words


def negations(text: str) -> tuple[str, ...]:
    r"""The things a prompt says are not there. A model reads their names and draws them.

    They belong in the negative prompt.

    Text in double quotes is lettering and left alone; so are names and turns of speech.

    >>> negations("a street with no people or parked cars, without rain in the sky")
    ('people', 'parked cars', 'rain')
    >>> negations('No Man\'s Sky poster, no. 5, no one there, a sign "no dogs"')
    ()
    """
    found = [thing for match in _NEGATION.finditer(_QUOTED.sub('""', text)) for thing in _things(match[1], match[2])]
    return tuple(dict.fromkeys(found))


def _things(negation: str, words: str) -> Iterator[str]:
    first = words.split(maxsplit=1)[0]
    if negation == "No" and first[0].isupper():  # a name: No Country for Old Men
        return
    for part in re.split(r"\s+n?or\s+", words, flags=re.IGNORECASE):
        thing = _thing(part.split())
        if not thing:
            return
        yield thing


def _thing(words: list[str]) -> str:
    if words[0].lower() in _ARTICLES:
        words = words[1:]
    if not words or words[0].lower().replace("\u2019", "'") in _NOT_A_THING or words[0][-2:] in {"'s", "\u2019s"}:
        return ""
    end = next((place for place, word in enumerate(words) if word.lower() in _ENDS_THE_THING), len(words))
    return " ".join(words[: min(end, _LONGEST)])

"""Words and phrases that admins refuse, found however they are disguised; they are never told or logged.

What is found: the whole word or phrase, whatever its case, width, accents, invisible characters and look-alike letters
(`folding.py`), with digits for letters (`g0n`), letters apart (`g u n`, `g.u.n`) or drawn out (`guuun`, three and
more: `good` isn't `god`). What isn't: a word inside another (`gun` in `gunmetal`).

- Korean: the word with its particles (`총을`), not as the beginning of another (`총리`); endings of verbs are words of
  their own, to be listed.
- Katakana: a whole run of it (`ガン`, not `スローガン`).
- Chinese characters, hiragana, Thai, Lao, Burmese and Khmer, which put no spaces between words: anywhere.
- Signs such as emoji: anywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.rules.folding import folded, joined, readings
from bot.rules.look_alikes import EITHER

_HANGUL, _KATAKANA = "가-힣", "ァ-ヺー"
_UNSPACED = "\u3005\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # han, hiragana
_SIGNED = "\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"  # scripts whose vowel signs are no \w
_WORD = re.compile(
    f"[{_HANGUL}]+|[{_KATAKANA}]+|[{_UNSPACED}]+|(?:(?![{_HANGUL}{_KATAKANA}{_UNSPACED}_])[\\w{_SIGNED}])+"
)
_PART = re.compile(f"{_WORD.pattern}|[,;:.!?、。؟،]+(?=\\s|$)")  # a word, or what ends a phrase: "red, light blue"
_ANYWHERE = re.compile(f"[{_UNSPACED}\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3]")
_GAPS = re.compile(r"[\s\-._*·・~]+")
_APART = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_](?![^\W_]))+")
_RUN = re.compile(r"(.)\1+")
_SAME = str.maketrans("il", EITHER * 2)
_LETTERS_APART, _SYLLABLES_APART = 3, 2  # a shorter word of single letters is one by chance
_SINGLE = (
    "은 는 이 가 을 를 의 에 도 만 와 과 로 랑 나 께 야 아 고 인 다 으로 에서 에게 한테 하고 까지 부터 처럼 보다 마다 "
    "조차 마저 밖에 이나 이랑 라도 이고 이다 입니다 같은 께서 써"
)
_PARTICLES = frozenset({"", *_SINGLE.split()})
_PLURAL, _LONGEST = "들", 6


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedWords:
    """phrases: by the key of their first word, each as its words. anywhere, apart: texts to look for as they are."""

    phrases: dict[str, tuple[tuple[str, ...], ...]]
    anywhere: tuple[str, ...]
    apart: tuple[str, ...]

    def are_in(self, text: str) -> bool:
        """Whether one of them is."""
        forms = folded(text)
        return any(map(self._are_anywhere, forms)) or any(
            self._are_words(read) for form in forms for read in readings(form)
        )

    def _are_anywhere(self, form: str) -> bool:
        if self.anywhere and not form.isascii():
            together = _GAPS.sub("", form)
            if any(word in together for word in self.anywhere):
                return True
        apart = ("".join(_WORD.findall(found[0])).translate(_SAME) for found in _APART.finditer(form))
        return any(word in letters for letters in apart for word in self.apart)

    def _are_words(self, read: str) -> bool:
        tokens = _PART.findall(read)
        hits = {token: found for token in set(tokens) if (found := self._beginning_with(token))}
        return bool(hits) and any(
            _begin(tokens[place : place + len(phrase)], phrase)
            for place, token in enumerate(tokens)
            for phrase in hits.get(token, ())
        )

    def _beginning_with(self, token: str) -> list[tuple[str, ...]]:
        return [phrase for key in _keys(token) for phrase in self.phrases.get(key, ())]


@lru_cache(maxsize=256)
def refused_words(words: tuple[str, ...]) -> RefusedWords:
    """Make them ready to be looked for; blank ones say nothing."""
    forms = [form.strip() for word in words for form in folded(word)]
    spelt = {spelling for form in forms for spelling in (form, joined(form))} - {""}
    anywhere = {word for word in spelt if _ANYWHERE.search(word) or not (_WORD.search(word) or word.isascii())}
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for phrase in filter(None, map(_phrase, spelt - anywhere)):
        phrases.setdefault(_key(phrase[0]), set()).add(phrase)
    apart = {"".join(_WORD.findall(word)).translate(_SAME) for word in spelt - anywhere}
    return RefusedWords(
        phrases={key: tuple(several) for key, several in phrases.items()},
        anywhere=tuple(_GAPS.sub("", word) or word for word in anywhere),
        apart=tuple(word for word in apart if len(word) >= (_LETTERS_APART if word.isascii() else _SYLLABLES_APART)),
    )


def _phrase(text: str) -> tuple[str, ...]:
    """Its words, and what parts them."""
    found = list(_WORD.finditer(text))
    return tuple(_PART.findall(text[found[0].start() : found[-1].end()])) if found else ()


def _key(token: str) -> str:
    return _RUN.sub(r"\1", token.translate(_SAME))


def _keys(token: str) -> Iterator[str]:
    """What a token may be kept under: itself, and without its Korean particles."""
    yield _key(token)
    if "가" <= token[-1] <= "힣":
        yield from (_key(token[:-n]) for n in range(1, min(_LONGEST, len(token) - 1) + 1) if _is_particles(token[-n:]))


def _begin(tokens: Sequence[str], phrase: Sequence[str]) -> bool:
    return len(tokens) == len(phrase) and all(map(_is, tokens, phrase))


def _is(token: str, word: str) -> bool:
    if _drawn_out(word).fullmatch(token):
        return True
    return token.startswith(word) and _is_particles(token[len(word) :])


def _is_particles(ending: str) -> bool:
    """Also several (`에서는`), and after a plural (`들을`)."""
    ending = ending.removeprefix(_PLURAL)
    return ending in _PARTICLES or any(ending[:n] in _PARTICLES and ending[n:] in _PARTICLES for n in (1, 2, 3))


@lru_cache(maxsize=4096)
def _drawn_out(word: str) -> re.Pattern[str]:
    """Each letter as often as in the word, or at least three times."""
    return re.compile("".join(_repeated(letter, len(list(run))) for letter, run in groupby(word)))


def _repeated(letter: str, count: int) -> str:
    either = f"[{letter}{EITHER}]" if letter in "il" else re.escape(letter)
    return f"(?:{either}{{{count}}}|{either}{{{max(count, 3)},}})"

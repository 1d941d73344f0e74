"""The translator of the sandbox: word by word from a small dictionary, what isn't in it stays as it is.

It is a sketch of a translation, as the painter's are sketches of pictures: the same text gives the same English, the
words that demos and tests use are there, and grammar is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

ENGLISH = "en"
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_UNTOUCHED = re.compile(r"""<(\w+)\s[^>]*translate=["']?no["']?[^>]*>.*?</\1>""", re.DOTALL)
_TOKEN = re.compile(rf"{_UNTOUCHED.pattern}|(?P<word>{_WORD.pattern})", re.DOTALL)
_SCRIPTS = MappingProxyType(
    {
        "HANGUL": "ko",
        "HIRAGANA": "ja",
        "KATAKANA": "ja",
        "CJK": "zh",
        "CYRILLIC": "ru",
        "ARABIC": "ar",
        "HEBREW": "he",
        "THAI": "th",
        "DEVANAGARI": "hi",
        "GREEK": "el",
    }
)
# Longest first: each is cut off only where a word of the dictionary is left.
_PARTICLES = ("에서", "으로", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로")


def _table(text: str) -> MappingProxyType[str, str]:
    pairs = (entry.strip().partition("=") for entry in text.split(","))
    return MappingProxyType({word: english for word, _, english in pairs})


WORDS = MappingProxyType(
    {
        "ko": _table(
            """
            붉은=red, 빨간=red, 파란=blue, 푸른=blue, 초록=green, 노란=yellow, 하얀=white, 흰=white,
            검은=black, 황금=golden, 작은=small, 큰=large, 늙은=old, 오래된=old, 조용한=quiet, 따뜻한=warm,
            여우=fox, 고양이=cat, 개=dog, 강아지=puppy, 새=bird, 호랑이=tiger, 용=dragon, 말=horse,
            눈=snow, 비=rain, 바다=sea, 산=mountain, 강=river, 숲=forest, 나무=tree, 꽃=flower, 달=moon,
            별=star, 하늘=sky, 구름=cloud, 밤=night, 아침=morning, 도시=city, 서울=Seoul, 거리=street,
            집=house, 문=door, 창문=window, 간판=sign, 등대=lighthouse, 배=boat, 모자=hat, 사람=person,
            사람들=people, 아이=child, 의사=doctor, 로봇=robot, 우주=space, 속=inside, 위=above,
            아래=below, 옆=beside, 수채화=watercolor, 유화=oil painting, 사진=photo, 그림=picture,
            쓰인=written, 글자=letters
            """
        ),
        "fr": _table(
            """
            un=a, une=a, le=the, la=the, les=the, des=some, du=of the, de=of, et=and, dans=in, sur=on,
            sous=under, avec=with, sans=without, renard=fox, chat=cat, chien=dog, oiseau=bird,
            cheval=horse, neige=snow, pluie=rain, mer=sea, montagne=mountain, forêt=forest, arbre=tree,
            fleur=flower, lune=moon, ciel=sky, nuit=night, ville=city, rue=street, maison=house,
            porte=door, phare=lighthouse, bateau=boat, roux=red, rouge=red, bleu=blue, bleue=blue,
            vert=green, blanc=white, noir=black, petit=small, petite=small, grand=large, vieux=old,
            vieille=old, aquarelle=watercolor, chapeau=hat, gens=people, panneau=sign
            """
        ),
        "de": _table(
            """
            ein=a, eine=a, einen=a, einem=a, der=the, die=the, das=the, den=the, dem=the, und=and,
            im=in the, in=in, am=at the, auf=on, unter=under, mit=with, ohne=without, fuchs=fox, katze=cat,
            hund=dog, vogel=bird, pferd=horse, schnee=snow, regen=rain, meer=sea, berg=mountain,
            wald=forest, baum=tree, blume=flower, mond=moon, himmel=sky, nacht=night, stadt=city,
            straße=street, haus=house, tür=door, leuchtturm=lighthouse, boot=boat, roter=red, rote=red,
            rotes=red, roten=red, blauer=blue, blaues=blue, grüner=green, weißer=white, schwarze=black,
            kleiner=small, kleines=small, großer=large, alter=old, altes=old, aquarell=watercolor, hut=hat,
            menschen=people, schild=sign
            """
        ),
    }
)


def detect(text: str) -> str:
    """The code of the language that most of it is written in; English where nothing says otherwise."""
    plain = _UNTOUCHED.sub(" ", text)
    scripts = Counter(filter(None, (_script(letter) for letter in plain if letter.isalpha())))
    if scripts:
        return "ja" if "ja" in scripts else scripts.most_common(1)[0][0]
    words = [word.casefold() for word in _WORD.findall(plain)]
    known = {code: sum(word in table for word in words) for code, table in WORDS.items()}
    best = max(known, key=lambda code: known[code])
    return best if words and known[best] * 2 >= len(words) else ENGLISH


def sketch(text: str, language: str) -> str:
    """The English of it, word by word; what stands in an element marked `translate="no"` is left alone."""
    if language == ENGLISH:
        return text
    table = WORDS[language]
    return _TOKEN.sub(lambda token: _word(token["word"], table, language) if token["word"] else token[0], text)


def _word(word: str, table: Mapping[str, str], language: str) -> str:
    if word.casefold() in table:
        return table[word.casefold()]
    stems = (word.removesuffix(particle) for particle in _PARTICLES if language == "ko" and word.endswith(particle))
    return next((table[stem] for stem in stems if stem in table), word)


def _script(letter: str) -> str | None:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0])

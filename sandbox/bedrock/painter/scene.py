"""A prompt, read: what to draw and how. Words that the painter doesn't know become lettering, never an error."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sandbox.bedrock.painter import vocabulary

_QUOTED = re.compile(r'"([^"\n]{1,80})"|“([^”\n]{1,80})”')
_MAX_SUBJECTS = 4
_TITLE_WORDS = 3

Shot = Literal["long", "medium", "close"]
Angle = Literal["low", "level", "high"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What the painter will draw. The strings are keys of the tables in `vocabulary`; `""` where nothing was named.

    `coats` holds the colour or pattern word right before a subject, by subject. `title` is what an unknown subject is
    called, `unwanted` every word of the negative prompt.
    """

    subjects: tuple[str, ...]
    coats: Mapping[str, str]
    title: str
    lettering: str
    backdrop: str
    medium: str
    styles: frozenset[str]
    palette: str
    hues: tuple[str, ...]
    light: str
    shot: Shot
    angle: Angle
    unwanted: frozenset[str]


def read_scene(prompt: str, negative_prompt: str) -> Scene:
    quoted = [found[1] or found[2] for found in _QUOTED.finditer(prompt)]
    text = " ".join(_QUOTED.sub(" ", prompt).casefold().split())
    unwanted = _unwanted(negative_prompt)
    subjects = tuple(key for key in _keys(text, vocabulary.SUBJECTS) if key not in unwanted)[:_MAX_SUBJECTS]
    if not subjects and "portrait" in text and "person" not in unwanted:
        subjects = ("person",)
    styles = frozenset(_keys(text, vocabulary.STYLES)) - unwanted
    medium = _first(text, vocabulary.MEDIA)
    coats = {key: _coat(text, key) for key in subjects}
    return Scene(
        subjects=subjects,
        coats=coats,
        title=_title(text),
        lettering="" if unwanted & vocabulary.LETTERING_WORDS else " / ".join(quoted),
        backdrop=_backdrop(text, subjects, unwanted),
        medium="impressionist" if styles & {"impressionist"} and medium in {"", "oil", "photo"} else medium,
        styles=styles,
        palette=_first(text, vocabulary.PALETTES),
        hues=_hues(text, coats),
        light=_first(text, vocabulary.LIGHTS),
        shot=_shot(text),
        angle="low" if _has(text, vocabulary.LOW_ANGLE) else "high" if _has(text, vocabulary.HIGH_ANGLE) else "level",
        unwanted=unwanted,
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text)


def _keys(text: str, table: Mapping[str, str]) -> list[str]:
    """The table's keys whose words stand in the text, in the order of their first mention."""
    places: dict[str, int] = {}
    for word, key in table.items():
        at = _place(text, word)
        if at >= 0:
            places[key] = min(at, places.get(key, at))
    return sorted(places, key=places.__getitem__)


def _place(text: str, word: str) -> int:
    """Where the word or its plural stands, -1 if nowhere. Of a Korean word, particles glued on, only the beginning."""
    if not word.isascii():
        found = re.search(rf"(?<!\w){word}", text)
    elif word not in text and word[:-1] not in text:
        return -1
    else:
        plural = rf"{word[:-1]}(?:y|ies)" if word.endswith("y") else rf"{word}(?:s|es)?"
        found = re.search(rf"(?<!\w)(?:{plural})(?!\w)", text)
    return found.start() if found else -1


def _first(text: str, table: Mapping[str, str]) -> str:
    """The key that the table names first, whichever the text names first: tables are ordered by strength."""
    named = _keys(text, table)
    return next((key for key in table.values() if key in named), "")


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)


def _shot(text: str) -> Shot:
    if _has(text, vocabulary.CLOSE_UP):
        return "close"
    return "long" if _has(text, vocabulary.LONG_SHOT) else "medium"


def _unwanted(negative_prompt: str) -> frozenset[str]:
    """Single words that are asked for alone, and the keys they stand for; "text errors" doesn't forbid text."""
    items = {" ".join(item.split()) for item in re.split(r"[,;.]", negative_prompt.casefold())}
    keys = {key for item in items for table in _UNWANTED_TABLES for key in _keys(item, table)}
    if "person" in keys:
        keys |= vocabulary.PEOPLE
    if items & {"animal", "animals", "pets"}:
        keys |= vocabulary.ANIMALS
    return frozenset(items | keys)


_UNWANTED_TABLES = (vocabulary.SUBJECTS, vocabulary.BACKDROPS, vocabulary.STYLES)


def _backdrop(text: str, subjects: tuple[str, ...], unwanted: frozenset[str]) -> str:
    named = _first(text, vocabulary.BACKDROPS)
    home = next((vocabulary.HOMES[key] for key in subjects if key in vocabulary.HOMES), "hills")
    return next((key for key in (named, home, "hills") if key and key not in unwanted), "hills")


def _coat(text: str, subject: str) -> str:
    names = [word for word, key in vocabulary.SUBJECTS.items() if key == subject]
    found = re.search(rf"([\w-]+) (?:{'|'.join(map(re.escape, names))})", text)
    known = {*vocabulary.HUES, *vocabulary.NEUTRALS, "calico", "tabby", "striped"}
    return found[1] if found and found[1] in known else ""


def _hues(text: str, coats: Mapping[str, str]) -> tuple[str, ...]:
    """The first two colours that are neither a subject's own nor part of a word for light."""
    plain = text.replace("golden hour", " ")
    return tuple(word for word in _words(plain) if word in vocabulary.HUES and word not in coats.values())[:2]


def _title(text: str) -> str:
    telling = [word for word in _words(text.partition(",")[0]) if word not in vocabulary.EMPTY_WORDS]
    return " ".join(telling[:_TITLE_WORDS])

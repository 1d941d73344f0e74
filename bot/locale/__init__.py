"""The bot's words in every language it speaks.

English is written in the code, as the message id; other languages are gettext catalogs beside this file, one a part of
the bot, read at first use: `ko/LC_MESSAGES/*.po`. A message is a literal `words("Drawn with {model}", model=…)`, so
that a test can find them all and name what a catalog lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "ko")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words: call it with an English message and what goes into its `{placeholders}`."""

    language: str
    translations: NullTranslations

    def __call__(self, message: str, /, **values: object) -> str:
        return self.translations.gettext(message).format(**values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form that the language has for `n` things; `{n}` is filled in."""
        return self.translations.ngettext(one, many, n).format(n=n, **values)

    def ordinal(self, n: int, /) -> str:
        """A place in line: 1st, 2nd, 11th."""
        return self(_ORDINALS.get(Locale("en").ordinal_form(n), _ORDINALS["other"]), n=n)


def msgid(message: str) -> str:
    """Mark a message that stands in a table, to be looked up later with `words(entry.meaning)`."""
    return message


# Which of them a number takes is English's own rule; other languages give all four the same form.
_ORDINALS = {"one": msgid("{n}st"), "two": msgid("{n}nd"), "few": msgid("{n}rd"), "other": msgid("{n}th")}


@lru_cache(maxsize=len(LANGUAGES))
def words_for(language: str) -> Words:
    """Raises ValueError for a language that isn't in `LANGUAGES`."""
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}; there are {', '.join(LANGUAGES)}")
    return Words(language, NullTranslations() if language == "en" else _read(language))


def language_of(slack_locale: str | None, default: str = "en") -> str:
    """The language to speak to someone whose Slack locale is, say, `ko-KR` (an IETF tag); `default` if we don't."""
    language = (slack_locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else default


def catalogs(language: str) -> Iterator[Catalog]:
    """The catalogs of a language, in the order of their names; where two translate one message, they agree."""
    for path in sorted((_FOLDER / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as source:
            yield read_po(source, locale=language, abort_invalid=True)


def _read(language: str) -> GNUTranslations:
    together = Catalog(locale=language)
    for catalog in catalogs(language):
        for message in catalog:
            if message.id:
                together[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return GNUTranslations(compiled)
